"""Which source and which reference belongs to which article."""

from __future__ import annotations

import pytest

from mtaudit.compare.parallel_texts import ParallelTexts, with_texts
from mtaudit.core import Article, Failure

NONE = ParallelTexts([], "source")


def text(name: str, content: str) -> Article:
    """A text that fills a file."""
    return Article(name, content, file=name)


def sources(*texts: Article | Failure, articles: list[Article]) -> list[str | None]:
    return [a.source for a in with_texts(articles, ParallelTexts(texts, "source"), NONE) if isinstance(a, Article)]


def test_a_text_goes_to_the_article_of_its_id() -> None:
    articles = [Article("b", "B"), Article("a.txt", "A"), Article("c", "C")]
    given = (text("a.txt", "für a"), Article("b", "für b"))
    assert sources(*given, articles=articles) == ["für b", "für a", None]


def test_a_file_goes_to_the_article_of_its_name_but_for_kind_and_language() -> None:
    articles = [text("wire/pools.html", "Pools"), text("wire/2024.05.01.txt", "Snow"), text("wire/a.txt", "A")]
    given = (text("de/2024.05.01.de.txt", "Schnee"), text("de/pools.txt", "Bäder"), text("de/2024.05.02.txt", "Eis"))
    assert sources(*given, articles=articles) == ["Bäder", "Schnee", None]


def test_one_text_alone_goes_to_an_article_that_is_alone() -> None:
    quelle = text("quelle.txt", "Eins")
    one, other = text("story.txt", "One"), text("other.txt", "Two")
    assert sources(quelle, articles=[one]) == ["Eins"]
    assert sources(quelle, articles=[one, other]) == [None, None]
    assert sources(text("other.de.txt", "Zwei"), articles=[one, other]) == [None, "Zwei"]
    assert sources(quelle, Failure("more.txt", "gone"), articles=[one]) == [None]


def test_no_article_is_lost_or_moved_while_it_is_looked_whether_one_is_alone() -> None:
    items: list[Article | Failure] = [Failure("x", "gone"), Article("a", "A"), Failure("y", "gone"), Article("b", "B")]
    assert list(with_texts(iter(items), ParallelTexts([text("q.txt", "Q")], "source"), NONE)) == items


def test_an_article_keeps_its_own_where_none_is_named() -> None:
    own = Article("a", "A", source="eigen", reference="other")
    assert list(with_texts([own], NONE, NONE)) == [own]
    (named,) = with_texts([own], ParallelTexts([Article("a", "benannt")], "source"), NONE)
    assert isinstance(named, Article)
    assert (named.source, named.reference) == ("benannt", "other")


def test_a_name_that_two_texts_go_by_is_taken_for_neither_and_told() -> None:
    given = ParallelTexts(
        [text("a.de.txt", "A"), text("a.fr.txt", "B"), text("b.txt", "C"), Failure("x", "gone")], "source"
    )
    assert given.of(text("a.txt", "A")) is None
    assert [f.input for f in given.failures] == ["x", "a.de.txt, a.fr.txt"]


@pytest.mark.parametrize(("articles", "lost"), [([Article("a", "A")], False), ([Article("c", "C")], True)])
def test_texts_that_belong_to_nothing_are_known(articles: list[Article], lost: bool) -> None:
    given = ParallelTexts(
        [Article("b", "B"), Article("a", "A"), Failure("notes.json", "no text", passed_over=True)], "source"
    )
    list(with_texts(articles, given, NONE))
    assert given.left() == (["b", "a"] if lost else ["b"])
    assert given.is_lost is lost
    assert given.failures == []
