"""An article and its original or source side by side: a row for each pair, with the words that differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from difflib import SequenceMatcher

from mtaudit.core import ArticleReport, Comparison, ComparisonKind, Finding, Segment, SentencePair, Span, prose_of
from mtaudit.formats.layout import reading_order

_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one side's text; `differs` says whether the other side lacks it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of the alignment; either side may be empty.

    `first` is the article's segment, `notes` the numbers of the findings that rest on the pair.
    """

    number: int
    first: int | None
    article_side: tuple[Part, ...]
    _: KW_ONLY
    other_side: tuple[Part, ...]
    similarity: float
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """An article's comparison as rows. Rows and findings have the numbers that they have on the page.

    `anchor` is the prefix of the rows' ids on the page.
    """

    comparison: Comparison
    anchor: str
    rows: tuple[Row, ...]


def comparison_tables(report: ArticleReport) -> tuple[Table, ...]:
    """The tables of an article's page, one for its twin and one for its source, where it has them."""
    prose = prose_of(report.segments)
    return tuple(
        Table(
            comparison,
            anchor,
            tuple(_row(number, pair, comparison, prose, report) for number, pair in enumerate(comparison.pairs, 1)),
        )
        for comparison, anchor in ((report.twin, "t"), (report.source, "o"))
        if comparison
    )


def _row(
    number: int, pair: SentencePair, comparison: Comparison, prose: Sequence[Segment], report: ArticleReport
) -> Row:
    segments = [prose[position] for position in pair.article_side]
    article_text = " ".join(s.span.of(report.article.text) for s in segments)
    other_text = " ".join(comparison.original.sentence(position) for position in pair.other_side)
    if comparison.kind is ComparisonKind.TRANSLATION:  # in another language every word differs
        article_side, other_side = tuple(_parts(article_text, False)), tuple(_parts(other_text, False))
    else:
        article_side, other_side = cut_at_differences(article_text, other_text)
    findings = enumerate(reading_order(report.findings), len(report.title_findings) + 1)
    notes = [i for i, f in findings if _is_of(f, comparison.role, [s.span for s in segments])]
    return Row(
        number,
        segments[0].index if segments else None,
        article_side,
        other_side=other_side,
        similarity=pair.similarity,
        notes=tuple(notes),
    )


def cut_at_differences(article_text: str, other_text: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts, cut where they start and stop differing, word by word; case and punctuation make no difference."""
    article_words, other_words = _WORD.findall(article_text), _WORD.findall(other_text)
    matcher = SequenceMatcher(None, [_bare(w) for w in article_words], [_bare(w) for w in other_words], autojunk=False)
    left: list[Part] = []
    right: list[Part] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        left += _parts("".join(article_words[a:b]), tag != "equal")
        right += _parts("".join(other_words[c:d]), tag != "equal")
    return tuple(left), tuple(right)


def _parts(text: str, differs: bool) -> list[Part]:
    """The text as a part, and the white space after it, which never differs, as another; empty parts are left out."""
    end = len(text.rstrip())
    return [part for part in (Part(text[:end], differs), Part(text[end:], False)) if part.text]


def _bare(word: str) -> str:
    """The word by which words are compared: its letters and digits, case-folded; a word without any as it is."""
    bare = "".join(c for c in word.casefold() if c.isalnum())
    return bare or word.strip()


def _is_of(finding: Finding, role: str, spans: Sequence[Span]) -> bool:
    """Whether a finding rests on the text of that role and lies in these sentences."""
    return f"{role}_text" in finding.evidence and any(finding.span.overlaps(span) for span in spans)
