"""MT304 encoding-damage."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity
from mtaudit.core.mended import Cause
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.residue._damaged_words import damaged, evidence_of, often

CONFIDENCE = {Cause.ENCODING: 0.95, Cause.ENTITY: 0.9, Cause.LOST: 0.9}
_SAYS = {
    Cause.ENCODING: "“{raw}” was decoded in the wrong encoding: it should be {plain}.",
    Cause.ENTITY: "The character entity “{raw}” was left undecoded: it stands for {plain}.",
    Cause.LOST: "A character was lost in decoding: it was probably {plain}.",
}
_UNKNOWN = "A character was lost in decoding."


class EncodingDamage:
    """Characters that were decoded wrongly, left undecoded or lost.

    ## What it flags

    Each damaged form of a word once, with how often it occurs (the same damage in more than five forms is one finding):

    - UTF-8 that was read in another encoding: "itâ€™s" for "it’s", "cafÃ©" for "café";
    - character entities that are shown as such: `&ldquo;Yes&rdquo;`, `&amp;quot;`, `AT&amp;T`;
    - the replacement character, where a character was lost: "don�t".

    ## Why it matters

    Copy passes through systems that disagree about its encoding, and readers stumble over the result. It says nothing
    about who wrote or translated the article: all other rules and the verdict read the text as it was meant, and this
    rule does not count for the verdict.

    ## Example

    *Itâ€™s a quiet cafÃ©.*

    ## Use instead

    The character that was meant, which the message gives if it is known.

    ## What it does not flag

    Entities with a space in them (`&quot ;`), which a translation system leaves behind (`untranslated`); text that is
    altogether unreadable, such as Cyrillic in the wrong encoding (`untranslated` too); "AT&T".
    """

    rule: ClassVar[Rule] = rule(Code.ENCODING_DAMAGE, Category.FLUENCY, Severity.MINOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield a finding for each form of a word that is damaged, where it first occurs."""
        for damage in damaged(analysis, CONFIDENCE):
            says = _SAYS[damage.cause] if damage.sure else _UNKNOWN
            message = says.format(raw=damage.raw, plain=_shown(damage.plain)) + often(damage)
            yield finding(
                self.rule,
                analysis,
                damage.span,
                confidence=CONFIDENCE[damage.cause],
                message=message,
                evidence=evidence_of(damage),
            )


def _shown(plain: str) -> str:
    """What was meant, in quotation marks; for a single mark, its Unicode name without them."""
    if not plain:
        return "nothing"
    if len(plain) != 1 or plain.isalnum():
        return f"“{plain}”"
    name = unicodedata.name(plain, f"U+{ord(plain):04X}").lower()
    return f"a {name}" if plain.isspace() else f"{plain} ({name})"
