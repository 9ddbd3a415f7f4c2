"""The codes of the rules, each written once: code that singles a rule out uses its constant."""

from __future__ import annotations

from enum import StrEnum, unique


class Family(StrEnum):
    """What the rules of one hundred codes look for: the folder in `mtaudit/rules/` that holds them."""

    FLUENCY = "fluency"
    ACCURACY = "accuracy"
    RESIDUE = "residue"
    CONSISTENCY = "consistency"
    STYLE = "style"
    PROVENANCE = "provenance"


@unique
class Code(StrEnum):
    """A rule's code, which is stable and never reused. The constant is the rule's name in capitals."""

    REPETITION = "MT102"
    GARBLED = "MT103"
    INCOHERENT = "MT201"
    NUMBER_CHANGED = "MT202"
    NAME_CHANGED = "MT203"
    NEGATION_CHANGED = "MT204"
    ROLE_SWAPPED = "MT205"
    MEANING_SHIFTED = "MT206"
    DROPPED_SENTENCE = "MT207"
    ADDED_SENTENCE = "MT208"
    CUT_SHORT = "MT209"
    UNTRANSLATED = "MT301"
    FOREIGN_CONVENTION = "MT302"
    ENCODING_DAMAGE = "MT304"
    LOOK_ALIKE_LETTERS = "MT305"
    INVISIBLE_CHARACTERS = "MT306"
    NAME_DRIFT = "MT401"
    PRONOUN_DRIFT = "MT402"
    CALQUE = "MT501"
    MARKUP = "MT601"
    BACK_TRANSLATED = "MT901"

    @property
    def rule_name(self) -> str:
        """The name that goes with the code, such as "number-changed"."""
        return self.name.lower().replace("_", "-")

    @property
    def family(self) -> Family:
        """The family, which the first digit gives."""
        return _FAMILIES[self[len("MT")]]


_FAMILIES = {
    "1": Family.FLUENCY,
    "2": Family.ACCURACY,
    "3": Family.RESIDUE,
    "4": Family.CONSISTENCY,
    "5": Family.STYLE,
    "6": Family.PROVENANCE,
    "9": Family.PROVENANCE,
}
