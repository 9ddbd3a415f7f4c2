"""The state of a gate: what is kept of articles and of what servers said, in a real SQLite file."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Article, Ignore, Severity, Skipped
from mtaudit.errors import UsageError
from mtaudit.ingest.interface import Validators
from mtaudit.store import Store, digest, identity, opened
from mtaudit.store.reports import dumped
from tests.support.reports import wire_story

STORY = replace(wire_story(), article=replace(wire_story().article, origin="feed"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "state.db")


def test_a_report_comes_back_as_it_was_kept_but_for_the_scores_of_words(store: Store) -> None:
    store.keep(STORY, "s")
    assert store.report(STORY.article, "s") == replace(STORY, words=())


def test_another_text_title_or_signature_is_not_known(store: Store) -> None:
    store.keep(STORY, "s")
    article = STORY.article
    assert store.report(article, "other") is None
    changes = ({"text": article.text + " "}, {"title": "Else"}, {"id": "b"}, {"origin": "elsewhere"})
    for change in changes:
        assert store.report(replace(article, **change), "s") is None


def test_two_signatures_are_kept_side_by_side(store: Store) -> None:
    for signature in ("one", "two"):
        store.keep(replace(STORY, signature=signature), signature)
    for signature in ("one", "two"):
        kept = store.report(STORY.article, signature)
        assert kept
        assert kept.signature == signature


ODD_TEXT = st.text(st.sampled_from("a\0\ud800\udc00\udfff\U0001f600"), max_size=8)
ANY_TEXT = ODD_TEXT | st.text(st.characters(codec=None, categories=None, exclude_categories=()), max_size=20)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT, st.none() | ANY_TEXT)
def test_whatever_an_article_holds_it_comes_back_or_is_audited_again(
    name: str, origin: str, text: str, title: str, url: str | None
) -> None:
    article = Article(name, text, title, url=url, origin=origin)
    report = replace(STORY, article=article, findings=(), segments=(), words=())
    with opened(Path(":memory:")) as store:
        store.keep(report, "s")
        lone = any("\ud800" <= c <= "\udfff" for c in f"{name}{origin}{text}{title}{url}")
        kept = store.report(article, "s")
        assert kept == report or (lone and kept is None)
        assert [one.label for one in store.history()] == ["machine"]


def test_an_article_is_told_by_all_that_its_report_depends_on() -> None:
    article = STORY.article
    others = [
        replace(article, evidence={"hreflang": "x"}),
        replace(article, ignores=(Ignore("MT1", "x"),)),
        replace(article, published="2020"),
        replace(article, part="summary"),
    ]
    assert len({digest(one) for one in [article, *others]}) == 5
    assert digest(replace(article, origin="elsewhere", file="x")) == digest(article)


def test_a_version_is_known_as_a_whole_or_not_at_all(store: Store) -> None:
    second = replace(STORY, article=replace(STORY.article, id="second"))
    told = [identity(report.article) for report in (second, STORY, second)]
    store.keep_source("feed", "way", Validators('"v1"', None), told)
    store.keep(STORY, "s")
    assert store.source("feed", "way", "s") is None
    store.keep(second, "s")
    known = store.source("feed", "way", "s")
    assert known
    assert known[0] == Validators('"v1"', None)
    assert [report.article for report in known[1]] == [second.article, STORY.article, second.article]
    for origin, way, signature in (("else", "way", "s"), ("feed", "other way", "s"), ("feed", "way", "other")):
        assert store.source(origin, way, signature) is None
    store.keep(replace(second, article=replace(second.article, text="another")), "s")
    assert store.source("feed", "way", "s") == known


FORMER = """
CREATE TABLE stamp (stamp TEXT PRIMARY KEY, signature TEXT NOT NULL);
CREATE TABLE source (
    origin TEXT, way TEXT, etag TEXT, modified TEXT, articles TEXT NOT NULL, PRIMARY KEY (origin, way)
);
CREATE TABLE article (
    origin TEXT, id TEXT, signature TEXT, digest TEXT NOT NULL, report TEXT NOT NULL,
    PRIMARY KEY (origin, id, signature)
);
CREATE TABLE history (
    at TEXT NOT NULL, origin TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, label TEXT NOT NULL,
    probability REAL, words INTEGER NOT NULL, minor INTEGER NOT NULL, major INTEGER NOT NULL,
    critical INTEGER NOT NULL, rules TEXT NOT NULL
);
PRAGMA user_version = 1;
"""


def former_state(path: Path, text: str) -> None:
    """A file of version 1, with a report as JSON under the digest of STORY, and what a server said of its feed."""
    name = digest(STORY.article)
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(FORMER)
        base.execute("INSERT INTO stamp VALUES ('stamp', 's')")
        row = [json.dumps("feed"), json.dumps(STORY.article.id), "s", name, text]
        base.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?)", row)
        base.execute("INSERT INTO source VALUES ('\"feed\"', 'way', 'v1', NULL, ?)", [json.dumps([["x", name]])])
        base.execute(
            """INSERT INTO history VALUES ('2025-05-01', '"feed"', '"x"', '"t"', 'machine', 0.9, 100, 1, 2, 3, '{}')"""
        )


def test_a_state_of_the_version_before_is_read_but_for_what_it_says_of_feeds(tmp_path: Path) -> None:
    kept = replace(STORY, words=())
    former_state(tmp_path / "state.db", str(dumped(kept)))
    for runs in (1, 2):
        with opened(tmp_path / "state.db") as store:
            assert store.signature("stamp") == "s"
            assert store.report(STORY.article, "s") == kept
            assert store.source("feed", "way", "s") is None  # of entries of one id it may know only one
            assert len(list(store.history())) == runs
            store.keep(replace(STORY, article=replace(STORY.article, id="else")), "s")


def test_a_report_that_another_version_wrote_in_another_way_is_not_known(tmp_path: Path) -> None:
    former_state(tmp_path / "state.db", json.dumps({"article": {"file": None}, "verdict": "machine"}))
    with opened(tmp_path / "state.db") as store:
        assert store.report(STORY.article, "s") is None


def test_a_state_of_a_later_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "state.db")) as base:
        base.executescript("CREATE TABLE later (x); PRAGMA user_version = 99")
    before = (tmp_path / "state.db").read_bytes()
    with pytest.raises(UsageError, match="a newer version of mtaudit made it"):
        Store(tmp_path / "state.db")
    assert (tmp_path / "state.db").read_bytes() == before


OTHERS = [
    {"id": "E1"},
    {"id": "caf\u00e9"},
    {"id": "cafe\u0301"},
    {"text": STORY.article.text + "."},
    {"origin": "another feed"},
    {"feed": "another feed"},
    {"file": "another file"},
]


def test_no_article_stands_for_another(store: Store) -> None:
    """Ids that differ by case or Unicode form, two of one id, one that moved: each has its own report."""
    first = replace(STORY, article=replace(STORY.article, id="e1"))
    every = [first, *(replace(first, article=replace(first.article, **other)) for other in OTHERS)]
    for place, report in enumerate(every):
        assert store.report(report.article, "s") is None
        store.keep(replace(report, language=str(place)), "s")
    known = [store.report(report.article, "s") for report in every]
    assert [report.language for report in known if report] == [str(place) for place in range(len(every))]


def test_a_new_file_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    def use(number: int) -> str | None:
        with opened(tmp_path / f"{number // 8}.db") as store:
            store.keep_signature("stamp", "signature")
            return store.signature("stamp")

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(use, range(160))) == {"signature"}


def test_the_history_has_every_audit(store: Store) -> None:
    store.keep(STORY, "s")
    store.keep(replace(STORY, outcome=Skipped("in German"), findings=()), "s")
    first, second = store.history()
    assert (first.label, first.probability, second.label) == ("machine", 0.974, "skipped")
    assert sum(first.findings.values()) == sum(first.rules.values()) == len(STORY.findings)
    assert first.findings[Severity.MAJOR] == sum(f.severity is Severity.MAJOR for f in STORY.findings)


def test_findings_in_a_title_are_kept_and_counted(store: Store) -> None:
    titled = replace(STORY, findings=(), words=(), title_findings=STORY.findings[:2])
    store.keep(titled, "s")
    assert store.report(STORY.article, "s") == titled
    (told,) = store.history()
    assert sum(told.findings.values()) == sum(told.rules.values()) == 2


def test_a_file_that_is_no_state_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.txt", tmp_path / "other.db"
    text.write_text("not a database, but long enough to look like one " * 40)
    with sqlite3.connect(other) as base:
        base.execute("CREATE TABLE mine (x)")
    for path in (text, other, tmp_path):
        with pytest.raises(UsageError, match="--state"):
            Store(path)
    assert text.read_text().startswith("not a database")


def test_a_full_disk_is_named_as_one_and_what_was_kept_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def small(*args: Any, **more: Any) -> sqlite3.Connection:
        base = connect(*args, **more)
        base.execute("PRAGMA max_page_count = 40")  # SQLite says of this what it says of a full disk
        return base

    def fill() -> None:
        with opened(tmp_path / "state.db") as store:
            for number in range(1000):
                store.keep(replace(STORY, article=replace(STORY.article, id=str(number))), "s")

    monkeypatch.setattr(sqlite3, "connect", small)
    with pytest.raises(UsageError, match="make room on the disk"):
        fill()
    monkeypatch.undo()
    with opened(tmp_path / "state.db") as store:
        assert store.report(replace(STORY.article, id="0"), "s")
