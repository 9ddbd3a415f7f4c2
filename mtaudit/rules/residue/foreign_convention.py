"""MT302 foreign-convention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from functools import cache
from typing import Any, ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity, Span
from mtaudit.core.cover import Cover
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.text.tables import check_keys, table

CONFIDENCE = 0.8
"""Confidence of every finding: a house style may have reasons for one of these conventions."""

_POINTS_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_SWAPPED = str.maketrans(".,", ",.")

_REQUIRED = {"name", "pattern", "message", "say", "languages", "example", "must_pass"}


class ForeignConvention:
    """Numbers, dates, prices and punctuation written as in another language.

    ## What it flags

    - quotation marks: «guillemets» and „low quotation marks“;
    - numbers: "3,5 percent", "1.000,50", "10 000,00";
    - times and dates: "18h30", "25.07.2020", "the 5 of May", "on monday";
    - amounts: "50 €", "5 millions of dollars";
    - ordinals: "2-nd", "1er", "№ 5", "XIX century";
    - punctuation: a space before ";", "!" or "?", and Chinese or Japanese punctuation between Latin letters;
    - page furniture that lost the line break before it: "photoShare this page".

    ## Why it matters

    Figures and marks are often passed through a translation unchanged. A reader takes "1.000 people" for one, "3,5
    million" for a slip, and guillemets for a foreign text.

    ## Example

    *Prices rose by 3,5 percent to 1.000,50 euros.*

    ## Use instead

    The English form, which the finding gives: "3.5 percent", "1,000.50".

    ## What it does not flag

    English quotation marks of any shape; British, American or Indian usage ("No 5", "5 May", "2,06,737"); foreign
    punctuation inside foreign text; names with a capital inside (YouTube, iPhone, LaGuardia).
    """

    rule: ClassVar[Rule] = rule(Code.FOREIGN_CONVENTION, Category.LOCALE, Severity.MINOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield the findings of one convention after another; of two that overlap, only the earlier row's."""
        text = analysis.article.text
        english = {s.index for s in analysis.english}
        not_english = Cover(tuple(s.span for s in analysis.segments if s.index not in english))
        taken = bytearray(len(text))
        for row in conventions():
            for match in row.pattern.finditer(text):
                span = Span(match.start(), match.end())
                if any(taken[span.start : span.end]) or not_english.touches(span):
                    continue
                taken[span.start : span.end] = b"\1" * (span.end - span.start)
                evidence = {"expected": row.expected(match), "languages": list(row.languages), "row": row.name}
                yield finding(self.rule, analysis, span, confidence=CONFIDENCE, message=row.message, evidence=evidence)


@dataclass(frozen=True, slots=True)
class Convention:
    """One row of the table."""

    name: str
    pattern: re.Pattern[str]
    message: str
    _: KW_ONLY
    say: tuple[str, ...]
    languages: tuple[str, ...]
    example: str
    must_pass: tuple[str, ...]

    @classmethod
    def of(cls, raw: dict[str, Any]) -> Convention:
        """A row from its keys and values.

        Raises:
            ValueError: if a key is missing or unknown.
            re.error: if the pattern is not one.
        """
        check_keys(raw, _REQUIRED)
        values = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}
        return cls(**values | {"pattern": re.compile(raw["pattern"])})

    def expected(self, match: re.Match[str]) -> list[str]:
        """The suggestions to replace a match, most likely first."""
        groups = [_english(group.strip()) for group in match.groups() if group is not None]
        return [words.format(*groups) for words in self.say]


def _english(number: str) -> str:
    """A number with its marks as English has them: "1.000,5" is 1,000.5 and "3,7" is 3.7. Anything else stays."""
    if _POINTS_THOUSANDS.fullmatch(number) or _DECIMAL_COMMA.fullmatch(number):
        return number.translate(_SWAPPED)
    return number


@cache
def conventions() -> tuple[Convention, ...]:
    """The table in the package."""
    return tuple(Convention.of(raw) for raw in table("conventions")["row"])
