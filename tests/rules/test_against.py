"""What the rules that compare with an original leave alone, and how long they take."""

from __future__ import annotations

import time

from mtaudit.compare.measures import measures
from mtaudit.core import Analysis, Article, Kind, Original, Pair, Segment, Span, Twin, TwinKind
from mtaudit.rules.accuracy.added_sentence import AddedSentence
from mtaudit.rules.accuracy.number_changed import NumberChanged

LINES = (
    ("The council met on Monday in the hall.", Kind.BODY),
    ("A first line that was added to it.", Kind.BODY),
    ("Share this article on Facebook", Kind.BOILERPLATE),
    ("A second line that was added to it.", Kind.BODY),
    ("It voted to close the pool in May.", Kind.BODY),
)


def analysis() -> Analysis:
    text = "\n".join(line for line, _ in LINES)
    spans = [Span(text.index(line), text.index(line) + len(line)) for line, _ in LINES]
    segments = tuple(Segment(i, span, kind) for i, (span, (_, kind)) in enumerate(zip(spans, LINES, strict=True)))
    theirs = f"{LINES[0][0]}\n{LINES[4][0]}"
    cut = len(LINES[0][0])
    original = Original("o", "", None, theirs, (Span(0, cut), Span(cut + 1, len(theirs))))
    pairs = (Pair((0,), (0,), 1.0, 100.0), Pair((1,), ()), Pair((2,), ()), Pair((3,), (1,), 1.0, 100.0))
    twin = Twin(original, pairs, TwinKind.EDITED, 0.5, {"kept": 0.6, "used": 1.0})
    return Analysis(Article("a", text), segments, twin=twin)


def test_no_finding_runs_over_page_furniture() -> None:
    found = [f.text for f in AddedSentence().detect(analysis())]
    assert found == [LINES[1][0], LINES[3][0]]


def test_endless_sentences_are_compared_in_good_time() -> None:
    ours = " ".join(f"word{i} {i}" for i in range(4000))
    theirs = " ".join(f"word{i} {i + 7}" for i in reversed(range(4000)))
    pair = Pair((0,), (0,), 0.9, 50.0)
    twin = Twin(Original("o", "", None, theirs, (Span(0, len(theirs)),)), (pair,), TwinKind.ROUND_TRIP, 0.5, {})
    one = Analysis(Article("a", ours), (Segment(0, Span(0, len(ours)), Kind.BODY),), twin=twin)
    began = time.process_time()
    list(NumberChanged().detect(one))
    measures([pair], [ours], [theirs])
    assert time.process_time() - began < 10
