"""The table of the rules, each listed once, and the selection of rules by name.

To add a rule: its code in `core/codes.py`, its file in the folder of its family, a line here, its file of examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from mtaudit.core import Rule
from mtaudit.errors import UsageError
from mtaudit.rules.accuracy.added_sentence import AddedSentence
from mtaudit.rules.accuracy.cut_short import CutShort
from mtaudit.rules.accuracy.dropped_sentence import DroppedSentence
from mtaudit.rules.accuracy.incoherent import Incoherent
from mtaudit.rules.accuracy.meaning_shifted import MeaningShifted
from mtaudit.rules.accuracy.name_changed import NameChanged
from mtaudit.rules.accuracy.negation_changed import NegationChanged
from mtaudit.rules.accuracy.number_changed import NumberChanged
from mtaudit.rules.accuracy.role_swapped import RoleSwapped
from mtaudit.rules.consistency.name_drift import NameDrift
from mtaudit.rules.consistency.pronoun_drift import PronounDrift
from mtaudit.rules.fluency.garbled import Garbled
from mtaudit.rules.fluency.repetition import Repetition
from mtaudit.rules.interface import Detector
from mtaudit.rules.provenance.back_translated import BackTranslated
from mtaudit.rules.provenance.markup import Markup
from mtaudit.rules.residue.encoding_damage import EncodingDamage
from mtaudit.rules.residue.foreign_convention import ForeignConvention
from mtaudit.rules.residue.invisible_characters import InvisibleCharacters
from mtaudit.rules.residue.look_alike_letters import LookAlikeLetters
from mtaudit.rules.residue.untranslated import Untranslated
from mtaudit.rules.style.calque import Calque

REGISTRY: tuple[Detector, ...] = (
    Repetition(),
    Garbled(),
    Incoherent(),
    NumberChanged(),
    NameChanged(),
    NegationChanged(),
    RoleSwapped(),
    MeaningShifted(),
    DroppedSentence(),
    AddedSentence(),
    CutShort(),
    Untranslated(),
    ForeignConvention(),
    EncodingDamage(),
    LookAlikeLetters(),
    InvisibleCharacters(),
    NameDrift(),
    PronounDrift(),
    Calque(),
    Markup(),
    BackTranslated(),
)
"""One row for each code, in the order of the codes. Code, family, category, severity and status are the rule's own."""
PREFIX = re.compile(r"MT\d*")
RULES: Mapping[str, Rule] = {detector.rule.code: detector.rule for detector in REGISTRY}
"""The rules by code."""


def rule_named(name: str) -> Rule:
    """The rule of that code or name, in any case.

    Raises:
        UsageError: if there is no such rule; the message gives the nearest.
    """
    for rule in RULES.values():
        if name.casefold() in (rule.code.casefold(), rule.name):
            return rule
    known = [known for rule in RULES.values() for known in (rule.code, rule.name)]
    near = get_close_matches(name, known, n=1) or get_close_matches(name.upper(), known, n=1)
    hint = f"did you mean {near[0]}?" if near else "`mtaudit rules` lists them"
    raise UsageError(f"no rule is called {name!r}; {hint}")


def codes(names: Iterable[str]) -> frozenset[str]:
    """The codes of the rules that are named, each by its code, a prefix of codes ("MT1") or its name.

    Raises:
        UsageError: if one names no rule.
    """
    found: set[str] = set()
    for name in names:
        begun = [code for code in RULES if code.startswith(name.upper())] if PREFIX.fullmatch(name.upper()) else []
        found.update(begun or [rule_named(name).code])
    return frozenset(found)


def choose(
    select: Sequence[str], extend_select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Detector, ...]:
    """The detectors of the rules that `select` (all, where it is empty) or `extend_select` names, less `ignore`.

    Raises:
        UsageError: if a name is unknown, or no rule is left.
    """
    wanted = (codes(select) or frozenset(RULES)) | codes(extend_select)
    left = wanted - codes(ignore)
    if not left:
        raise UsageError("no rule is left to run; select one that is not ignored (`mtaudit rules` lists them)")
    return tuple(d for d in REGISTRY if d.rule.code in left)
