"""The detectors, each listed once. To add one: its file, a line here, its file of examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from mtaudit.core import Rule
from mtaudit.detectors.added_sentence import AddedSentence
from mtaudit.detectors.back_translated import BackTranslated
from mtaudit.detectors.calque import Calque
from mtaudit.detectors.cut_short import CutShort
from mtaudit.detectors.dropped_sentence import DroppedSentence
from mtaudit.detectors.encoding_damage import EncodingDamage
from mtaudit.detectors.foreign_convention import ForeignConvention
from mtaudit.detectors.garbled import Garbled
from mtaudit.detectors.incoherent import Incoherent
from mtaudit.detectors.interface import Detector
from mtaudit.detectors.invisible_characters import InvisibleCharacters
from mtaudit.detectors.look_alike_letters import LookAlikeLetters
from mtaudit.detectors.markup import Markup
from mtaudit.detectors.meaning_shifted import MeaningShifted
from mtaudit.detectors.name_changed import NameChanged
from mtaudit.detectors.name_drift import NameDrift
from mtaudit.detectors.negation_changed import NegationChanged
from mtaudit.detectors.number_changed import NumberChanged
from mtaudit.detectors.pronoun_drift import PronounDrift
from mtaudit.detectors.repetition import Repetition
from mtaudit.detectors.role_swapped import RoleSwapped
from mtaudit.detectors.untranslated import Untranslated
from mtaudit.errors import UsageError

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
PREFIX = re.compile(r"MT\d*")
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
        UsageError: if a name is none, or no rule is left.
    """
    wanted = (codes(select) or frozenset(RULES)) | codes(extend_select)
    left = wanted - codes(ignore)
    if not left:
        raise UsageError("no rule is left to run; select one that is not ignored (`mtaudit rules` lists them)")
    return tuple(d for d in REGISTRY if d.rule.code in left)
