"""What the rules that compare with an original leave alone, and how long they take."""

from __future__ import annotations

import time

from mtaudit.compare.measures import measures
from mtaudit.core import Analysis, Article, Comparison, ComparisonKind, Kind, Original, Segment, SentencePair, Span
from mtaudit.rules.accuracy.added_sentence import AddedSentence
from mtaudit.rules.accuracy.number_changed import NumberChanged
from tests.support.comparisons import original_measures

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
    other_side = f"{LINES[0][0]}\n{LINES[4][0]}"
    cut = len(LINES[0][0])
    original = Original("o", "", None, text=other_side, sentences=(Span(0, cut), Span(cut + 1, len(other_side))))
    pairs = (
        SentencePair((0,), (0,), 1.0, chrf=100.0),
        SentencePair((1,), ()),
        SentencePair((2,), ()),
        SentencePair((3,), (1,), 1.0, chrf=100.0),
    )
    twin = Comparison(
        original, pairs, ComparisonKind.EDITED, probability=0.5, measures=original_measures(kept=0.6, used=1.0)
    )
    return Analysis(Article("a", text), segments, twin=twin)


def test_no_finding_runs_over_page_furniture() -> None:
    found = [f.text for f in AddedSentence().detect(analysis())]
    assert found == [LINES[1][0], LINES[3][0]]


def test_endless_sentences_are_compared_in_good_time() -> None:
    article_side = " ".join(f"word{i} {i}" for i in range(4000))
    other_side = " ".join(f"word{i} {i + 7}" for i in reversed(range(4000)))
    pair = SentencePair((0,), (0,), 0.9, chrf=50.0)
    twin = Comparison(
        Original("o", "", None, text=other_side, sentences=(Span(0, len(other_side)),)),
        (pair,),
        ComparisonKind.ROUND_TRIP,
        probability=0.5,
        measures=original_measures(),
    )
    one = Analysis(Article("a", article_side), (Segment(0, Span(0, len(article_side)), Kind.BODY),), twin=twin)
    began = time.process_time()
    list(NumberChanged().detect(one))
    measures([pair], [article_side], [other_side])
    assert time.process_time() - began < 10
