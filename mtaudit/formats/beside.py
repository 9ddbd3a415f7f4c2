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
    """Text that both sides have, or that this one has alone."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of the alignment; either side may be empty.

    `first` is the article's segment, `notes` the numbers of the findings that the pair bears out.
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
    """What an article is set against, and the rows. Rows and findings are numbered as the page numbers them.

    `anchor` begins the names of the rows' places on the page.
    """

    twin: Comparison
    anchor: str
    rows: tuple[Row, ...]


def beside(report: ArticleReport) -> tuple[Table, ...]:
    """The tables of an article's page, one for its twin and one for its source."""
    prose = prose_of(report.segments)
    return tuple(
        Table(twin, anchor, tuple(_row(number, pair, twin, prose, report) for number, pair in enumerate(twin.pairs, 1)))
        for twin, anchor in ((report.twin, "t"), (report.source, "o"))
        if twin
    )


def _row(number: int, pair: SentencePair, twin: Comparison, prose: Sequence[Segment], report: ArticleReport) -> Row:
    segments = [prose[place] for place in pair.article_side]
    mine = " ".join(s.span.of(report.article.text) for s in segments)
    other = " ".join(twin.original.sentence(place) for place in pair.other_side)
    if twin.kind is ComparisonKind.TRANSLATION:  # in another language every word differs
        article_side, other_side = tuple(_parts(mine, False)), tuple(_parts(other, False))
    else:
        article_side, other_side = differing(mine, other)
    findings = enumerate(reading_order(report.findings), len(report.title_findings) + 1)
    notes = [i for i, f in findings if _is_of(f, twin.role, [s.span for s in segments])]
    return Row(
        number,
        segments[0].index if segments else None,
        article_side,
        other_side=other_side,
        similarity=pair.similarity,
        notes=tuple(notes),
    )


def differing(article_side: str, other_side: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts cut where they begin and cease to differ, word by word; a change of case or punctuation is none."""
    mine, other = _WORD.findall(article_side), _WORD.findall(other_side)
    matcher = SequenceMatcher(None, [_bare(w) for w in mine], [_bare(w) for w in other], autojunk=False)
    left: list[Part] = []
    right: list[Part] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        left += _parts("".join(mine[a:b]), tag != "equal")
        right += _parts("".join(other[c:d]), tag != "equal")
    return tuple(left), tuple(right)


def _parts(text: str, differs: bool) -> list[Part]:
    """The text, and apart from it, as it never differs, the white space after it."""
    end = len(text.rstrip())
    return [part for part in (Part(text[:end], differs), Part(text[end:], False)) if part.text]


def _bare(word: str) -> str:
    bare = "".join(c for c in word.casefold() if c.isalnum())
    return bare or word.strip()


def _is_of(finding: Finding, role: str, spans: Sequence[Span]) -> bool:
    """Whether a finding rests on the text of that role and lies in these sentences."""
    return f"{role}_text" in finding.evidence and any(finding.span.overlaps(span) for span in spans)
