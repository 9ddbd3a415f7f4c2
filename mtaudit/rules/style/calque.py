"""MT501 calque."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from functools import cache
from typing import Any, ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity, Span
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.style._phrases import PhraseIndex, tokens
from mtaudit.rules.text.tables import check_keys, table
from mtaudit.segment.quotes import quotes

CONFIDENCE = 0.8
"""Confidence of a finding; half of it inside quotation marks, where the English may be a speaker's."""

_REQUIRED = {"phrase", "languages", "say", "example"}
_OPTIONAL = {"not", "severity"}


class Calque:
    """Phrases translated word for word: each word is English, the phrase is not.

    ## What it flags

    Each phrase of a table, which says in which languages the phrase has its origin and what an English writer says. A
    phrase stays in the table only if it practically never occurs in native news.

    ## Why it matters

    A translator, human or machine, who follows the source too closely writes what no English writer would: the words
    are English, but put together as in French, Russian or Chinese.

    ## Example

    "The festival was held **in the frame of** the summit" (French *dans le cadre de*); "They have lived here **since
    three years**" (German *seit drei Jahren*); "**This was reported by** the ministry".

    ## Use instead

    What the message suggests: "as part of the summit", "for three years", "the ministry said".

    ## What it does not flag

    The same words where they are sound English ("in the frame of the picture", "since two years ago"); regional English
    that newsrooms of the region write; formal phrases that English shares with other languages ("within the framework
    of"). Inside quotation marks a finding has half the confidence: people who speak English as a second language are
    quoted as they speak.
    """

    rule: ClassVar[Rule] = rule(Code.CALQUE, Category.STYLE, Severity.MINOR, __doc__)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield a finding for each phrase of the table; of phrases that overlap, for the one that begins first."""
        quoted = quotes(analysis.article.text)
        for segment in analysis.english:
            for row, found in calques().search(analysis.text_of(segment)):
                span = Span(segment.span.start + found.start, segment.span.start + found.end)
                yield finding(
                    self.rule,
                    analysis,
                    span,
                    confidence=CONFIDENCE / 2 if quoted.touches(span) else CONFIDENCE,
                    message=row.message,
                    evidence={"expected": list(row.say), "languages": list(row.languages), "row": row.phrase},
                    severity=row.severity,
                )


@dataclass(frozen=True, slots=True)
class Row:
    """One phrase. `severity` is None if the rule's own applies."""

    phrase: str
    languages: tuple[str, ...]
    say: tuple[str, ...]
    _: KW_ONLY
    example: str
    exceptions: tuple[str, ...]
    severity: Severity | None
    message: str


@dataclass(frozen=True, slots=True)
class Calques:
    """The table, ready for search. A phrase is indexed under its row's position, an exception under -1 - position."""

    rows: tuple[Row, ...]
    _index: PhraseIndex

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Calques:
        """Build the table from what `calques.toml` holds.

        Raises:
            ValueError: if a row lacks a key or has an unknown one, names an unlisted language, or is ill formed.
        """
        rows = tuple(_row(raw, data["languages"]) for raw in data["row"])
        phrases = [(position, row.phrase) for position, row in enumerate(rows)]
        phrases += [(-1 - position, exception) for position, row in enumerate(rows) for exception in row.exceptions]
        forms = {name: words.split() for name, words in data["forms"].items()}
        return cls(rows, PhraseIndex.of(phrases, forms))

    def search(self, text: str) -> Iterator[tuple[Row, Span]]:
        """Yield the rows found in one segment and where, from left to right, none overlapping another."""
        words = tokens(text)
        found = list(self._index.search(words))
        sound = {(-1 - match.key, position) for match in found if match.key < 0 for position in match.positions}
        end = -1
        for match in sorted(found, key=lambda m: (m.first, -m.last)):
            if (
                match.key < 0
                or match.first <= end
                or all((match.key, position) in sound for position in match.positions)
            ):
                continue
            end = match.last
            yield self.rows[match.key], match.span(words)


@cache
def calques() -> Calques:
    """The table in the package."""
    return Calques.of(table("calques"))


def _row(raw: dict[str, Any], names: Mapping[str, str]) -> Row:
    check_keys(raw, _REQUIRED, _OPTIONAL)
    if unnamed := set(raw["languages"]) - names.keys():
        raise ValueError(f"no name is given for language {' and '.join(sorted(unnamed))} in row {raw}")
    return Row(
        phrase=raw["phrase"],
        languages=tuple(raw["languages"]),
        say=tuple(raw["say"]),
        example=raw["example"],
        exceptions=tuple(raw.get("not", ())),
        severity=Severity(raw["severity"]) if "severity" in raw else None,
        message=_message([names[code] for code in raw["languages"]], raw["say"]),
    )


def _message(languages: Sequence[str], say: Sequence[str]) -> str:
    instead = f"says {' or '.join(f'“{words}”' for words in say)}" if say else "leaves it out"
    return f"Reads like a literal translation ({', '.join(languages)}): an English writer {instead}."
