"""The bench's own arithmetic: intervals, gold phrases, labels of words, and floors."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.bench.bootstrap import Figure, bootstrap
from mtaudit.bench.floors import PACKAGED, Floor, broken_floors, floors
from mtaudit.bench.plot import reliability_diagram
from mtaudit.bench.quality import Row
from mtaudit.bench.sets import labels, marked_article
from mtaudit.core import Span
from mtaudit.errors import UsageError
from mtaudit.segment import words
from mtaudit.training.calibration import expected_calibration_error, reliability
from mtaudit.training.readers import Marked

pytestmark = pytest.mark.model


def mean(values: object) -> float:
    assert isinstance(values, list)
    return sum(values) / len(values)


def test_the_interval_holds_the_value_and_narrows_with_more_articles() -> None:
    few, many = bootstrap([0.0, 1.0] * 10, mean), bootstrap([0.0, 1.0] * 1000, mean)
    assert few.low <= few.value <= few.high
    assert many.high - many.low < few.high - few.low
    assert bootstrap([0.0, 1.0] * 10, mean) == few


def test_bad_words_side_by_side_are_one_gold_phrase() -> None:
    article = marked_article(
        "a", [Marked("He did the duty claim.", (0, 0, 1, 0.5, 0.2)), Marked("So it goes.", (0, 0.5, 0))]
    )
    text = article.article.text
    assert [(span.of(text), major) for span, major in article.gold] == [("the duty", True), ("it", False)]
    spans = list(words(text, Span(0, len(text))))
    assert [s.of(text) for s, bad in zip(spans, labels(article, spans), strict=True) if bad] == ["the", "duty", "it"]


@given(
    st.lists(st.lists(st.tuples(st.sampled_from(["a", "b,", "“c”", "4.5"]), st.floats(0, 1)), min_size=1), min_size=1)
)
def test_every_piece_of_an_article_keeps_its_mark(sentences: list[list[tuple[str, float]]]) -> None:
    marked = [Marked(" ".join(w for w, _ in s), tuple(b for _, b in s)) for s in sentences]
    article = marked_article("a", marked)
    assert [(span.of(article.article.text), bad) for span, bad in article.pieces] == [p for s in sentences for p in s]


def test_a_loop_is_words_three_times_in_a_row() -> None:
    stuck, sound = (
        marked_article("a", [Marked(text, (0.0,) * len(text.split()))])
        for text in ("in the city of, in the city of, in the city of Rome", "he had had enough, and so had she")
    )
    assert stuck.has_loop
    assert not sound.has_loop


def test_confidence_that_is_true_has_no_error_and_boasting_has() -> None:
    honest = [0.8] * 10
    hits = [True] * 8 + [False] * 2
    assert expected_calibration_error(honest, hits) == pytest.approx(0, abs=1e-9)
    assert expected_calibration_error([1.0] * 10, hits) == pytest.approx(0.2)
    assert list(reliability(honest, hits)) == [(pytest.approx(0.8), 0.8, 10)]


def test_a_floor_tells_what_fell_and_what_was_not_measured() -> None:
    rows = [Row("ap", "", Figure(0.3, 0.2, 0.4)), Row("alarms", "", Figure(2.0, 1.0, 3.0))]
    kept = [Floor("ap", 0.25, None), Floor("alarms", None, 1.0), Floor("gone", 0.5, None)]
    assert [line.split()[0] for line in broken_floors(rows, kept)] == ["alarms", "gone"]
    assert Floor("ap", 0.25, None).is_broken_by(float("nan"))


def test_the_packaged_floors_belong_to_the_corpora_of_the_manifest(tmp_path: Path) -> None:
    assert floors()
    other = tmp_path / "floors.toml"
    other.write_text(PACKAGED.read_text("utf-8").replace('= "', '= "0', 1), "utf-8")
    with pytest.raises(UsageError, match="other corpora"):
        floors(other)


def test_the_reliability_diagram_shows_each_confidence_and_is_the_same_again(tmp_path: Path) -> None:
    rows = [
        Row("ap", "", Figure(0.3, 0.2, 0.4)),
        Row("reliability.6", "", Figure(0.6, 0.5, 0.7), confidence=0.65),
        Row("reliability.8", "", Figure(0.9, 0.8, 1.0), confidence=0.85),
    ]
    first, second, fewer = (tmp_path / f"{name}.svg" for name in ("first", "second", "fewer"))
    reliability_diagram(rows, first)
    reliability_diagram(rows, second)
    reliability_diagram(rows[:2], fewer)
    assert first.read_bytes() == second.read_bytes() != fewer.read_bytes()
    assert "confidence stated" in first.read_text("utf-8")
