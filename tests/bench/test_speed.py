"""The table of speed: every contender stands beside the audit, and more work takes longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtaudit.bench.contenders import CONTENDERS
from mtaudit.bench.growth import growth, story
from mtaudit.bench.plot import speed_chart
from mtaudit.bench.speed import Size, Speed, size_of, table
from mtaudit.config import Settings

pytestmark = pytest.mark.model

STORY = ("The council closed two pools.", "Parents had protested for weeks, the mayor said.")
SPEEDS = [Speed("mtaudit, all rules", 4.0, 10.0, peak=900 << 20), Speed("Harper", 0.5, 2.0, peak=90 << 20)]


def test_the_table_gives_rates_and_the_audit_s_share_of_them() -> None:
    text = table(SPEEDS, {"page": 0.05}, Size(10, 100, 3000))
    assert "| mtaudit, all rules | 300 | 10 | 1 | 1.00 | 4.0 | 900 |" in text
    assert "| Harper | 1,500 | 50 | 5 | 0.20 | 0.5 | 90 |" in text
    assert "| page | 5.0 |" in text


def test_the_same_speeds_give_the_same_picture(tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        speed_chart(SPEEDS, Size(10, 100, 3000), tmp_path / name)
    picture = (tmp_path / "one.svg").read_bytes()
    assert picture == (tmp_path / "two.svg").read_bytes()
    assert b"Harper" in picture


@pytest.mark.parametrize(
    ("name", "made"),
    [("sentence-transformers encode", 4), ("transformers surprisal", 4), ("Harper", 4), ("proselint", 6)],
)
def test_every_contender_makes_something_of_every_article(name: str, made: int) -> None:
    faulty = ("The council closed two pools.", "He is very unique and the the mayor.")
    assert CONTENDERS[name]()([faulty, faulty]) == made


def test_sizes_are_those_of_the_sentences() -> None:
    assert size_of([STORY, STORY]) == Size(2, 4, 26)


def test_batches_grow_and_no_two_articles_are_alike() -> None:
    texts = {story(number).text for number in range(1000)}
    assert len(texts) == 1000
    points = list(growth([10, 20], Settings(select=("calque",))))
    assert [point.articles for point in points] == [10, 20]
    assert all(point.seconds > 0 and point.peak > 1 << 24 for point in points)
