"""The pool and the articles of the decision: what tests is in neither, and the same corpora give the same pool."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtaudit.bench.sets import word_sets
from mtaudit.errors import UsageError
from mtaudit.training.articles import for_fitting, for_testing
from mtaudit.training.pool import MQM, POST_EDIT, SYNTHETIC, Pool
from mtaudit.training.splits import HELD_OUT_LANGUAGE, Split, of_system
from tests.support.tiny_corpora import write

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("corpora"))


def texts_of(folder: Path) -> set[str]:
    return {e.marked.text for d in Pool(folder, twins=False).documents() for e in d.examples}


def test_nothing_that_tests_is_in_the_pool_or_before_the_decision(folder: Path) -> None:
    seen = texts_of(folder) | {text for sample in for_fitting(folder) for text in sample.sentences}
    news = {s for chosen in word_sets(folder, 1.0) for a in chosen.articles for s in a.article.text.splitlines()}
    years = {
        t for s in for_testing(folder) if s.language in ("en", "de") and s.group.startswith("20") for t in s.sentences
    }
    assert news
    assert years
    assert not seen & years
    assert not any(" si group" in text for text in seen)
    assert not {t for t in seen if " group " in t} & news


def test_articles_of_the_pool_are_not_those_of_the_decision_and_one_language_is_in_neither(folder: Path) -> None:
    fitted = for_fitting(folder)
    pool = {(e.marked.article, e.marked.language) for d in Pool(folder, twins=False).documents() for e in d.examples}
    assert not {s.group for s in fitted if s.kind == "ht"} & {article for article, language in pool if language == "ru"}
    assert HELD_OUT_LANGUAGE not in {s.language for s in fitted} | {language for _, language in pool}
    assert HELD_OUT_LANGUAGE in {s.language for s in for_testing(folder)}


def test_segments_come_from_languages_and_systems_that_train(folder: Path) -> None:
    texts = texts_of(folder)
    systems = {t.split()[0] for t in texts if t.startswith("System-") and " article cs " in t}
    assert systems
    assert all(of_system(system) is Split.TRAIN for system in systems)
    assert any(" article ha " in t for t in texts)
    assert not any(" article is " in t for t in texts)


def test_the_pool_is_the_same_each_time_and_every_part_has_its_view(folder: Path) -> None:
    once, again = (Pool(folder, twins=False).documents() for _ in range(2))
    assert once == again
    assert {e.teaches for d in once for e in d.examples} == {MQM, POST_EDIT, SYNTHETIC, ""}
    assert {d.split for d in once} == {Split.TRAIN, Split.TUNE}
    assert len(Pool(folder, twins=False, share=0.5).documents()) == round(len(once) / 2)


def test_a_corpus_that_is_missing_is_named_with_where_it_can_be_had(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="get it from"):
        Pool(tmp_path).documents()
