"""Which source and which reference belongs to which article."""

from __future__ import annotations

from mtaudit.model import Article, Failure
from mtaudit.translation import Given, with_texts

NONE = Given([], "source")


def text(name: str, content: str) -> Article:
    """A text that fills a file."""
    return Article(name, content, file=name)


def sources(*texts: Article | Failure, articles: list[Article], max_words: int = 100) -> list[str | None]:
    found = with_texts(articles, Given(texts, "source"), NONE, max_words)
    return [a.source for a in found if isinstance(a, Article)]


def test_a_text_goes_to_the_article_of_its_id() -> None:
    articles = [Article("b", "B"), Article("a", "A"), Article("c", "C")]
    assert sources(Article("a", "für a"), Article("b", "für b"), articles=articles) == ["für b", "für a", None]


def test_a_file_goes_to_the_article_of_its_name_up_to_the_first_dot() -> None:
    articles = [text("wire/pools.html", "Pools"), text("wire/snow.txt", "Snow")]
    assert sources(text("de/snow.de.txt", "Schnee"), text("de/pools.txt", "Bäder"), articles=articles) == [
        "Bäder",
        "Schnee",
    ]


def test_one_text_alone_goes_to_the_first_article_and_to_no_other() -> None:
    articles = [text("story.txt", "One"), text("other.txt", "Two")]
    assert sources(text("quelle.txt", "Eins"), articles=articles) == ["Eins", None]


def test_an_article_keeps_its_own_where_none_is_named() -> None:
    own = Article("a", "A", source="eigen", reference="other")
    (kept,) = with_texts([own], NONE, NONE, 100)
    assert kept == own
    (named,) = with_texts([own], Given([Article("a", "benannt")], "source"), NONE, 100)
    assert isinstance(named, Article)
    assert (named.source, named.reference) == ("benannt", "other")


def test_what_belongs_to_nothing_or_to_two_is_told() -> None:
    given = Given([text("a.de.txt", "A"), text("a.fr.txt", "B"), text("b.txt", "C"), Failure("x", "gone")], "source")
    assert given.of(text("a.txt", "A")) == "A"
    assert [f.input for f in given.failures] == ["a.fr.txt", "x"]
    assert [f.input for f in given.left()] == ["b"]


def test_one_that_is_too_long_is_left_out_and_told() -> None:
    article, failure = with_texts([Article("a", "A", source="字" * 2000)], NONE, NONE, 100)
    assert isinstance(article, Article)
    assert article.source is None
    assert isinstance(failure, Failure)
    assert "its source is too long: 200 words" in failure.message
