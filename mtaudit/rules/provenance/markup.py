"""MT601 markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity
from mtaudit.rules.interface import finding, rule


@dataclass(frozen=True, slots=True)
class _Sign:
    """The confidence, severity and message of a key of `Article.evidence`."""

    message: str
    severity: Severity
    confidence: float


SIGNS: Mapping[str, _Sign] = {
    "machine-translated-from": _Sign("The page says that a machine translated it.", Severity.MAJOR, 0.98),
    "translated-class": _Sign("The page was saved after a browser had translated it.", Severity.MAJOR, 0.95),
    "translated-font": _Sign("The text was copied from a page that a browser had translated.", Severity.MAJOR, 0.9),
    "translation-proxy": _Sign("The page came through a translating proxy.", Severity.MAJOR, 0.95),
    "translation-plugin": _Sign("A plugin on the page may have translated it.", Severity.MINOR, 0.3),
    "lang-mismatch": _Sign("The page contradicts itself about its language.", Severity.MINOR, 0.3),
    "hreflang": _Sign("The page has versions in more languages than editors write.", Severity.MINOR, 0.3),
}
"""The keys that count, the weightiest first."""

MANY = 12
"""Languages besides its own from which a page's versions are taken to be automatic."""


class Markup:
    """Traces of machine translation in the page's own markup.

    ## What it flags

    - a declaration of machine translation, a page or text that was saved while translated, or a translating proxy
      (major);
    - a translation plugin, a page whose language and locale differ, or versions in a dozen languages or more (minor,
      with low confidence: a site may carry a plugin and still write its own English).

    The title is marked, or whatever comes first, and the message says what was seen.

    ## Why it matters

    Automatic translation leaves traces in the HTML: a link to the original, the classes and fonts that a browser's
    translator adds, the address of a translating proxy, the script of a translation plugin. The text may read well all
    the same.

    ## Example

    `<link rel="machine-translated-from" hreflang="de" href="...">`

    ## Use instead

    The original page, or a translation by a person or one that a person has revised.

    ## What it does not flag

    A page that links to its versions in a few other languages, and text that came without a page.
    """

    rule: ClassVar[Rule] = rule(Code.MARKUP, Category.LOCALE, Severity.MINOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield one finding for each sign that parsing saw, on the title or whatever comes first."""
        if not analysis.prose:
            return
        span = analysis.prose[0].span
        for key, sign in SIGNS.items():
            seen = analysis.article.evidence.get(key)
            if seen and not (key == "hreflang" and seen.count(",") + 1 < MANY):
                evidence = {"sign": key, "seen": seen}
                yield finding(
                    self.rule,
                    analysis,
                    span,
                    confidence=sign.confidence,
                    message=sign.message,
                    evidence=evidence,
                    severity=sign.severity,
                )
