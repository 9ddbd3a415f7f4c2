"""The stamp of a run: a hash of all that a signature depends on, made without loading a model."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Iterator, Mapping
from pathlib import Path

from mtaudit import __version__
from mtaudit.config import Settings
from mtaudit.config.deciding import BY_CONTENT, BY_VALUE, versions
from mtaudit.models.store.resolve import embeddings_folder, fluency_folder, multilingual_folder

CAPABILITY = ("ATEN_CPU_CAPABILITY", "CUDA_VISIBLE_DEVICES", "ONEDNN_MAX_CPU_ISA", "SACREBLEU_SEED")
"""Environment variables that change how a score is computed, and so its last digits."""


def stamp(settings: Settings) -> str:
    """The stamp of a run, 64 hexadecimal digits: runs of equal stamps on the same machine have equal signatures.

    Files count by size and time and are not read: hashing a model takes longer than polling an unchanged feed.

    Raises:
        ModelError: if a model that the settings name is not found.
    """
    facts = {
        "mtaudit": __version__,
        "libraries": list(versions()),
        "settings": {name: _plain(getattr(settings, name)) for name in (*BY_VALUE, *BY_CONTENT)},
        "files": list(_files(settings)),
        "machine": [platform.machine(), platform.processor(), _features(), *map(os.environ.get, CAPABILITY)],
    }
    return hashlib.sha256(json.dumps(facts).encode("utf-8", "surrogatepass")).hexdigest()


def _files(settings: Settings) -> Iterator[list[str | int]]:
    """The files in the models' folders and in mtaudit's own, where its rules, tagger and decision are."""
    folders = [fluency_folder(settings), embeddings_folder(settings), Path(__file__).parents[1]]
    folders += [multilingual_folder(settings)] if settings.multilingual_encoder else []
    files = [path for folder in folders if folder for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in [*files, *filter(None, (settings.tagger, settings.decision))]:
        if path.suffix != ".pyc" and path.is_file():
            found = path.stat()
            yield [str(path), found.st_size, found.st_mtime_ns]


def _plain(value: object) -> object:
    """A setting's value as JSON, in which the order of names, terms and patterns does not count."""
    if isinstance(value, Mapping):
        return sorted((key, sorted(names)) for key, names in value.items())
    return sorted(value) if isinstance(value, tuple) else str(value)


def _features() -> str:
    """The processor's features as Linux lists them; on other systems the machine's name."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return platform.node()
    return next((line for line in lines if line.startswith(("flags", "Features"))), "")
