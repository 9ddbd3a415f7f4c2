"""The detectors, each listed once. To add one: its file, a line here, its file of examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from mtaudit.detectors.calque import Calque
from mtaudit.detectors.foreign_convention import ForeignConvention
from mtaudit.detectors.garbled import Garbled
from mtaudit.detectors.incoherent import Incoherent
from mtaudit.detectors.interface import Detector
from mtaudit.detectors.markup import Markup
from mtaudit.detectors.name_drift import NameDrift
from mtaudit.detectors.pronoun_drift import PronounDrift
from mtaudit.detectors.repetition import Repetition
from mtaudit.detectors.untranslated import Untranslated
from mtaudit.errors import UsageError
from mtaudit.model import Rule

REGISTRY: tuple[Detector, ...] = (
    Repetition(),
    Garbled(),
    Incoherent(),
    Untranslated(),
    ForeignConvention(),
    NameDrift(),
    PronounDrift(),
    Calque(),
    Markup(),
)
RULES: Mapping[str, Rule] = {detector.rule.code: detector.rule for detector in REGISTRY}


def rule_named(name: str) -> Rule:
    """The rule of that code or name, in any case.

    Raises:
        UsageError: if there is none; the message gives the nearest.
    """
    for rule in RULES.values():
        if name.casefold() in (rule.code.casefold(), rule.name):
            return rule
    known = [known for rule in RULES.values() for known in (rule.code, rule.name)]
    near = get_close_matches(name, known, n=1) or get_close_matches(name.upper(), known, n=1)
    hint = f"did you mean {near[0]}?" if near else "`mtaudit rules` lists them"
    raise UsageError(f"no rule is called {name!r}; {hint}")


def choose(names: Sequence[str]) -> tuple[Detector, ...]:
    """The detectors whose rules are named by code or name, in the registry's order; all where none is named."""
    wanted = {rule_named(name).code for name in names}
    return tuple(d for d in REGISTRY if not wanted or d.rule.code in wanted)
