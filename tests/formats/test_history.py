"""What the history shows: the worst feed first, in pages that open in a browser and ask for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from mtaudit.core import Outcome, Severity
from mtaudit.formats.history import write_history
from mtaudit.formats.trends import trends
from tests.support.reports import RULES

HOSTILE = "https://e.example/<script>alert(1)</script>?$x_1$&\u202e"


def outcome(origin: str, day: int, label: str, major: int = 0, probability: float | None = 0.5) -> Outcome:
    findings = {Severity.MINOR: 1, Severity.MAJOR: major, Severity.CRITICAL: 0}
    at = f"2026-10-{day:02}T10:00:00+00:00"
    return Outcome(
        at,
        origin,
        f"{origin} {day}",
        title="A <b>title</b>",
        label=label,
        probability=probability,
        words=500,
        findings=findings,
        rules={"MT103": 1 + major},
    )


ROWS = [
    outcome("good", 1, "clean"),
    outcome("good", 2, "clean"),
    outcome(HOSTILE, 1, "machine", 2, 0.9),
    outcome(HOSTILE, 2, "clean"),
    outcome(HOSTILE, 3, "suspect", 1, 0.6),
    outcome(HOSTILE, 4, "skipped", 0, None),
]


def test_the_worst_feed_comes_first_with_its_figures() -> None:
    worst, good = trends(ROWS)
    assert (worst.origin, good.origin) == (HOSTILE, "good")
    assert (worst.articles, worst.bad, worst.rate) == (3, pytest.approx(2 / 3), 2.0)
    assert [(d.date, d.findings) for d in worst.days] == [("2026-10-01", 2), ("2026-10-02", 0), ("2026-10-03", 1)]
    assert [one.probability for one in worst.worst] == [0.9, 0.6]
    assert worst.rules == [("MT103", 6)]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 28), st.sampled_from(["clean", "machine", "skipped"])))
)
def test_every_article_with_a_verdict_counts_once_as_it_was_last_judged(rows: list[tuple[str, int, str]]) -> None:
    found = trends(outcome(*row) for row in rows)
    judged = [label for label in {row[:2]: row[2] for row in rows}.values() if label != "skipped"]
    assert sum(trend.articles for trend in found) == len(judged)
    assert sum(sum(day.labels.values()) for trend in found for day in trend.days) == len(judged)
    assert [trend.bad for trend in found] == sorted((trend.bad for trend in found), reverse=True)


def test_pages_show_their_pictures_and_obey_nothing_in_a_name(tmp_path: Path, browser: Browser) -> None:
    index = write_history(trends(ROWS), RULES, tmp_path)
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.goto(index.as_uri())
    assert page.locator("img").evaluate_all("all => all.every(i => i.complete && i.naturalWidth > 100)")
    page.get_by_role("link", name="e.example").click()
    assert page.locator("img").count() == 3
    assert page.locator("img").evaluate_all("all => all.every(i => i.complete && i.naturalWidth > 100)")
    assert "A <b>title</b>" in page.locator("table").first.inner_text()
    assert told == []
    page.close()


def test_the_same_history_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_history(trends(ROWS), RULES, tmp_path / name).parent for name in ("a", "b"))
    assert [p.read_bytes() for p in sorted(first.iterdir())] == [p.read_bytes() for p in sorted(second.iterdir())]


def test_a_history_without_a_verdict_has_pages_too(tmp_path: Path) -> None:
    assert "Nothing was audited yet" in write_history([], RULES, tmp_path / "empty").read_text("utf-8")
    write_history(trends([outcome("a", 1, "skipped")]), RULES, tmp_path)
