"""The signature of a report: equal signatures on equal text mean equal bytes."""

from __future__ import annotations

from collections.abc import Iterable

from mtaudit import __version__
from mtaudit.compare.originals import OriginalsSearch
from mtaudit.config import Settings
from mtaudit.config.deciding import BY_VALUE, versions
from mtaudit.config.validation import kebab
from mtaudit.core import Need
from mtaudit.models import Models
from mtaudit.rules.exempt import Exemptions
from mtaudit.rules.interface import Detector
from mtaudit.verdict.parameters import fingerprint


def signature_of(
    settings: Settings,
    detectors: Iterable[Detector],
    exemptions: Exemptions,
    models: Models,
    needs: Iterable[Need],
    search: OriginalsSearch | None,
) -> str:
    """Version, rules, settings that change a score, the decision, the originals, models with their hashes, libraries.

    The settings and libraries that it names are listed in `config.deciding`.

    Args:
        needs: the models that the rules need.

    Raises:
        ModelError: if one of the models, or the decision, is not available.
    """
    parts = [
        f"mtaudit:{__version__}",
        f"rules:{','.join(detector.rule.code for detector in detectors)}",
        *(f"{kebab(name)}:{getattr(settings, name)}" for name in BY_VALUE),
        f"decision:{fingerprint(settings.decision)}",
        exemptions.signature,
        search.signature if search else "",
        *models.signature(needs),
        *versions(),
    ]
    return "|".join(filter(None, parts))
