"""From a file of weights to the tagger that it holds: its metadata say which kind that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mtaudit.errors import ModelError
from mtaudit.models.tagging.interface import WordTagger
from mtaudit.models.tagging.recurrent.tagger import FORMAT, KIND, RecurrentTagger
from mtaudit.models.tagging.weights_file import metadata_of

PACKAGED = Path(__file__).with_name("tagger.safetensors")
"""The tagger that comes with mtaudit; what it was trained on stands beside it, in tagger.md."""
LOADERS: dict[tuple[str, str], Callable[[Path], WordTagger]] = {(KIND, str(FORMAT)): RecurrentTagger.load}
"""Every kind of tagger and format that can be loaded, as the metadata name them, with what loads it."""
SHOWN = 40
"""Characters of a name out of a file that a message repeats, at most."""


def load_tagger(path: Path = PACKAGED) -> WordTagger:
    """Load the tagger in a file; one that names no kind was written before there were two, and is recurrent.

    Raises:
        ModelError: if it is not there, no tagger, or of a kind or a format that this version does not know.
    """
    metadata = metadata_of(path)
    kind = metadata.get("kind", KIND)
    version = metadata.get("format", "") if "kind" in metadata else str(FORMAT)
    if loader := LOADERS.get((kind, version)):
        return loader(path)
    known = [name for name, _ in LOADERS]
    if kind not in known:
        what = f"kind {kind[:SHOWN]!r}, and this version of mtaudit knows only {', '.join(map(repr, known))}"
    else:
        formats = ", ".join(number for name, number in LOADERS if name == kind)
        what = f"kind {kind!r} in format {version[:SHOWN]!r}, and this version of mtaudit reads only format {formats}"
    raise ModelError(
        f"{path} holds a tagger of {what}; update mtaudit, or train a tagger anew with `mtaudit train tagger`"
    )
