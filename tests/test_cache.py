"""The cache of reports: what comes back is what was kept, it never outgrows its limit, and it is never in the way."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mtaudit.core import Article, ArticleReport, Failure
from mtaudit.errors import UsageError
from mtaudit.runs.engines import Item
from mtaudit.runs.remembered import CachedReports, Remembered
from mtaudit.store import Cache, DamagedError, cached, discard
from mtaudit.store.reports import dumped, loaded
from tests.support.reports import wire_story

STORY = wire_story()
LIMIT = 1 << 20
PAGE = 4096
"""Bytes of one of SQLite's pages; the first of a file names the tables."""


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "below" / "results.db", LIMIT)


def test_a_report_comes_back_as_it_was_kept(cache: Cache) -> None:
    cache.keep(STORY, "stamp")
    assert cache.report(STORY.article, "stamp") == STORY
    assert STORY.words


def test_findings_in_a_title_come_back_as_they_were_kept(cache: Cache) -> None:
    titled = replace(STORY, title_findings=STORY.findings[:2])
    cache.keep(titled, "stamp")
    assert cache.report(titled.article, "stamp") == titled


def test_a_report_that_was_kept_before_titles_had_findings_is_still_read() -> None:
    facts = json.loads(dumped(STORY) or "")
    del facts["title_findings"]
    assert loaded(json.dumps(facts)) == STORY


def test_another_text_or_stamp_is_not_known(cache: Cache) -> None:
    cache.keep(STORY, "stamp")
    assert cache.report(STORY.article, "another") is None
    changes = [{"text": STORY.article.text + " "}, {"id": "b"}, {"source": "Quelle"}, {"reference": "Other."}]
    for change in (*changes, {"cautions": ("It is not wholly UTF-8.",)}):
        assert cache.report(replace(STORY.article, **change), "stamp") is None


def test_the_same_text_elsewhere_is_audited_as_settings_may_let_rules_be_in_one_place(cache: Cache) -> None:
    cache.keep(STORY, "stamp")
    for change in ({"origin": "elsewhere"}, {"file": "other.jsonl"}):
        assert cache.report(replace(STORY.article, **change), "stamp") is None
    numbered = replace(STORY.article, id="wire#2", key=STORY.article.known_as)
    found = cache.report(numbered, "stamp")
    assert found
    assert found.article == numbered


def test_what_was_of_no_use_for_longest_makes_room(tmp_path: Path) -> None:
    def story(number: int) -> ArticleReport:
        return replace(STORY, article=Article(str(number), f"Text {number}."))

    path = tmp_path / "results.db"
    with cached(path, LIMIT) as first:
        first.keep(story(0), "s")
        size = first.holding().size
    limit = 10 * size
    for number in range(1, 9):
        with cached(path, limit) as later:
            later.keep(story(number), "s")
    with cached(path, limit) as later:
        assert later.report(story(0).article, "s")  # used again, so that it stays
    with cached(path, limit) as later:
        for number in range(9, 13):
            later.keep(story(number), "s")
    with cached(path, limit) as later:
        assert later.holding().size <= 0.8 * limit + size
        assert later.report(story(0).article, "s")
        assert later.report(story(1).article, "s") is None
        assert later.report(story(12).article, "s")


def test_a_cache_that_another_run_holds_is_not_taken_for_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mtaudit.store.cache.PATIENCE", 0.05)
    with cached(tmp_path / "results.db", LIMIT) as first:
        first._base.execute("BEGIN IMMEDIATE")
        with pytest.raises(UsageError, match="try again") as told:
            Cache(tmp_path / "results.db", LIMIT)
        first._base.execute("ROLLBACK")
    assert not isinstance(told.value, DamagedError)


def test_damage_that_shows_only_when_it_is_read_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "results.db"
    with cached(path, LIMIT) as cache:
        for number in range(20):
            cache.keep(replace(STORY, article=Article(str(number), f"Text {number}.")), "s")
    whole = path.read_bytes()
    path.write_bytes(whole[:PAGE] + b"?" * (len(whole) - PAGE))
    with cached(path, LIMIT) as cache:
        for use in (cache.holding, cache.clear):
            with pytest.raises(DamagedError, match="cache clear"):
                use()
    discard(path)
    with cached(path, LIMIT) as cache:
        assert cache.holding().reports == 0


def test_a_file_that_is_no_cache_is_told_and_one_of_another_version_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("notes " * 500)
    with pytest.raises(DamagedError, match="--no-cache"):
        Cache(tmp_path / "notes.db", LIMIT)
    with cached(tmp_path / "old.db", LIMIT) as old:
        old.keep(STORY, "s")
    base = sqlite3.connect(tmp_path / "old.db")
    base.execute("PRAGMA user_version = 99")
    base.close()
    with cached(tmp_path / "old.db", LIMIT) as new:
        assert new.holding().reports == 0


def test_two_runs_share_it(tmp_path: Path) -> None:
    with cached(tmp_path / "results.db", LIMIT) as one, cached(tmp_path / "results.db", LIMIT) as other:
        one.keep(STORY, "s")
        assert other.report(STORY.article, "s") == STORY


class Counting:
    """An engine that counts what it audits."""

    signature = "signed"

    def __init__(self) -> None:
        self.audited = 0

    def reports(self, items: Iterable[Item]) -> Iterator[ArticleReport | Failure]:
        """The story, whatever the article."""
        for item in items:
            self.audited += isinstance(item, Article)
            yield replace(STORY, article=item) if isinstance(item, Article) else item


class Idle(Counting):
    """An engine that must not be asked for anything that takes a model."""

    @property
    def signature(self) -> str:
        """Takes a model."""
        pytest.fail("the signature was asked for")


def behind(cache: Cache, stamp: str, engine: Counting) -> Remembered:
    return Remembered(CachedReports(cache, stamp, lambda: engine.signature), engine)


def test_what_is_known_is_not_audited(cache: Cache) -> None:
    engine = Counting()
    first = behind(cache, "stamp", engine)
    failure = Failure("broken", "cannot be read")
    new = Article("new", "Another text.")
    assert first.signature == "signed"
    assert list(first.reports([STORY.article, failure])) == [STORY, failure]
    second = behind(cache, "stamp", Idle())
    assert second.signature == "signed"
    assert list(second.reports([STORY.article])) == [STORY]
    assert engine.audited == 1
    assert list(behind(cache, "stamp", engine).reports([new, STORY.article])) == [replace(STORY, article=new), STORY]
    assert engine.audited == 2
    assert list(behind(cache, "another stamp", engine).reports([STORY.article])) == [STORY]
    assert engine.audited == 3
