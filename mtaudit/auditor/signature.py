"""What a report rests on, named: two equal signatures on equal text give equal bytes."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version

from mtaudit import __version__
from mtaudit.compare.originals import OriginalsSearch
from mtaudit.config import Settings
from mtaudit.models import Encoders
from mtaudit.rules.exempt import Exemptions
from mtaudit.rules.interface import Detector
from mtaudit.verdict import fingerprint

LIBRARIES = ("ftfy", "langdetect", "lemminflect", "markdown-it-py", "sacrebleu", "sentencex", "wordfreq")
COMPARING = ("text2num", "usearch")
"""Whose version can change a finding, or one that rests on an original; models are named with what is behind them."""


def signature_of(
    settings: Settings,
    detectors: Iterable[Detector],
    exemptions: Exemptions,
    encoders: Encoders,
    needs: Iterable[str],
    search: OriginalsSearch | None,
) -> str:
    """Version, rules, settings that change a score, the decision, the originals, and the models with their hashes.

    Args:
        needs: the encoders that are used.

    Raises:
        ModelError: if one of them cannot be had.
    """
    parts = [
        f"mtaudit:{__version__}",
        f"rules:{','.join(detector.rule.code for detector in detectors)}",
        f"min-words:{settings.min_words}",
        f"sensitivity:{settings.sensitivity}",
        f"prior:{settings.prior}",
        f"decision:{fingerprint()}",
        "thorough" if settings.thorough else "",
        exemptions.signature,
        search.signature if search else "",
        *encoders.signature(needs),
        *(f"{name}:{version(name)}" for name in (*LIBRARIES, *(COMPARING if search else ()))),
    ]
    return "|".join(filter(None, parts))
