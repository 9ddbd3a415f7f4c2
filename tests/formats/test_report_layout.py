"""Cutting an article for marking: nothing may be lost, doubled or marked in the wrong place."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import (
    ArticleReport,
    Category,
    Code,
    Finding,
    Kind,
    Segment,
    Severity,
    Span,
    WordScore,
)
from mtaudit.formats.cutting import Piece, decile
from mtaudit.formats.layout import Layout, lay_out
from tests.support.reports import finding, report_of, wire_story


def pieces_of(layout: Layout) -> list[Piece]:
    return [piece for block in layout.blocks for sentence in block.sentences for piece in sentence.pieces]


def text_of(piece: Piece) -> str:
    return "".join(run.text for run in piece.runs)


def whole(layout: Layout) -> str:
    return "".join(
        "".join(text_of(piece) for sentence in block.sentences for piece in sentence.pieces) + block.gap
        for block in layout.blocks
    )


@st.composite
def reports(draw: st.DrawFn) -> ArticleReport:
    """Any text, cut anywhere into segments and words, with findings that nest and overlap as they like."""
    text = draw(st.text(st.sampled_from("abé🚧\u0301 .\n\r\t\u2028\x85"), min_size=1, max_size=40))
    offsets = st.integers(0, len(text))

    def cuts() -> list[Span]:
        edges = sorted(draw(st.sets(offsets, max_size=8)))
        return [Span(start, end) for start, end in pairwise(edges) if draw(st.booleans())]

    spans = draw(st.lists(st.tuples(offsets, offsets).filter(lambda pair: pair[0] < pair[1]), max_size=6))
    found = tuple(
        Finding(
            Code("MT103"),
            Span(*span),
            text[slice(*span)],
            severity=draw(st.sampled_from(Severity)),
            category=Category.FLUENCY,
            confidence=0.5,
            message="m",
        )
        for span in spans
    )
    segments = tuple(Segment(i, span, draw(st.sampled_from(Kind))) for i, span in enumerate(cuts()))
    return replace(
        report_of(text, *found),
        segments=segments,
        segment_scores=(0.5,) * len(segments),
        words=tuple(WordScore(span, 0.5) for span in cuts()),
    )


@given(reports())
def test_the_pieces_put_together_are_the_text(report: ArticleReport) -> None:
    assert whole(lay_out(report)) == report.article.text


@given(reports())
def test_a_note_is_on_its_span_and_nowhere_else(report: ArticleReport) -> None:
    layout = lay_out(report)
    offset = 0
    on: dict[int, set[int]] = {note.number: set() for note in layout.notes}
    gaps: set[int] = set()
    for block in layout.blocks:
        for piece in (piece for sentence in block.sentences for piece in sentence.pieces):
            covered = range(offset, offset + len(text_of(piece)))
            for number in piece.notes:
                on[number].update(covered)
            offset = covered.stop
        gaps.update(range(offset, offset + len(block.gap)))
        offset += len(block.gap)
    for note in layout.notes:
        assert on[note.number] == set(range(note.finding.span.start, note.finding.span.end)) - gaps


@given(reports())
def test_every_note_has_a_line_of_its_own_or_shares_the_lower_one(report: ArticleReport) -> None:
    for piece in pieces_of(lay_out(report)):
        inner = () if piece.inner is None else (piece.inner,)
        assert sorted((*inner, *piece.outer)) == sorted(piece.notes)


@given(reports())
def test_a_note_that_can_be_read_ends_exactly_once(report: ArticleReport) -> None:
    layout = lay_out(report)
    ends = [number for piece in pieces_of(layout) for number in piece.last_of]
    assert sorted(ends) == [note.number for note in layout.notes if note.finding.text.strip()]


@given(reports())
def test_no_segment_has_two_anchors(report: ArticleReport) -> None:
    indexes = [s.index for block in lay_out(report).blocks for s in block.sentences if s.index is not None]
    assert len(indexes) == len(set(indexes))


def test_notes_are_numbered_in_reading_order() -> None:
    text = "One two three four."
    layout = lay_out(report_of(text, finding(text, "MT103", "three"), finding(text, "MT102", "One two")))
    assert [(note.number, note.finding.text) for note in layout.notes] == [(1, "One two"), (2, "three")]


def test_a_nested_span_leaves_the_outer_line_unbroken() -> None:
    text = "The works will be carried to head soon."
    layout = lay_out(
        report_of(
            text, finding(text, "MT103", "will be carried to head soon"), finding(text, "MT501", "carried to head")
        )
    )
    marked = [(text_of(p), p.inner, p.outer) for p in pieces_of(layout) if p.notes]
    assert marked == [("will be ", None, (1,)), ("carried to head", 2, (1,)), (" soon", None, (1,))]


def test_overlapping_spans_are_split_where_they_cross() -> None:
    text = "a b c d"
    layout = lay_out(report_of(text, finding(text, "MT103", "a b c"), finding(text, "MT501", "c d")))
    assert [(text_of(p), p.notes) for p in pieces_of(layout)] == [("a b ", (1,)), ("c", (2, 1)), (" d", (2,))]


def test_a_line_break_parts_paragraphs_but_not_a_sentence_wrapped_by_hand() -> None:
    text = "Wrapped\nby hand.\n\nNext."
    report = replace(
        report_of(text),
        segments=(Segment(0, Span(0, 16), Kind.BODY), Segment(1, Span(18, 23), Kind.BODY)),
        segment_scores=(0.1, 0.2),
    )
    blocks = lay_out(report).blocks
    assert [(block.gap, block.is_spaced) for block in blocks] == [("\n\n", True), ("", False)]


def test_blocks_take_the_kind_of_their_segment() -> None:
    kinds = [block.kind for block in lay_out(wire_story()).blocks if block.sentences]
    assert kinds == [Kind.TITLE, Kind.CAPTION, *[Kind.BODY] * 4, *[Kind.BOILERPLATE] * 2]


def test_the_strip_counts_the_findings_of_each_segment() -> None:
    strip = lay_out(wire_story()).strip
    assert [bar.findings for bar in strip] == [2, 1, 1, 1, 1, 2, 1, 2, 0, 3, 1, 1, 1, 1, 1, 0, 0, 0]


def test_deciles_hold_the_ends() -> None:
    assert [decile(score) for score in (0.0, 0.09, 0.1, 0.95, 1.0)] == [0, 0, 1, 9, 9]


def test_a_paragraph_that_opens_with_furniture_is_shown_as_what_the_rest_of_it_is() -> None:
    text = "LEEDS, May 3. The river rose on Monday.\n\nRead more.\n\nShare"
    spans = {"LEEDS, May 3.": Kind.BOILERPLATE, "The river rose on Monday.": Kind.BODY, "Read more.": Kind.BOILERPLATE}
    places = [(Span(text.index(said), text.index(said) + len(said)), kind) for said, kind in spans.items()]
    segments = tuple(Segment(i, span, kind) for i, (span, kind) in enumerate(places))
    found = lay_out(replace(report_of(text), segments=segments, segment_scores=(0.0,) * len(segments), words=()))
    assert [block.kind for block in found.blocks] == [Kind.BODY, Kind.BOILERPLATE, Kind.BODY]
    assert [sentence.is_apart for sentence in found.blocks[0].sentences if sentence.index is not None] == [True, False]
