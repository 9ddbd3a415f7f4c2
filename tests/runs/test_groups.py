"""Items are handed on in groups: all of them, in order, and none is held back once its group is full."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Article, Failure
from mtaudit.runs.engines.groups import ENOUGH, groups
from mtaudit.runs.engines.interface import Item

ITEMS = st.lists(
    st.one_of(
        st.builds(Article, st.just("article"), st.integers(0, 2 * ENOUGH).map("a".__mul__)),
        st.builds(Failure, st.just("input"), st.just("cannot be read")),
    ),
    max_size=60,
)


def full(group: list[Item], at_once: int) -> bool:
    articles = [item for item in group if isinstance(item, Article)]
    return len(group) == at_once or sum(len(a.text) for a in articles) >= ENOUGH or (not articles and len(group) == 1)


@given(ITEMS, st.integers(1, 20))
def test_nothing_is_lost_and_a_group_ends_as_soon_as_it_is_full(items: list[Item], at_once: int) -> None:
    found = list(groups(items, at_once))
    assert [item for group in found for item in group] == items
    assert all(full(group, at_once) for group in found[:-1])
    assert not any(full(group[:-1], at_once) for group in found)


def test_a_long_article_is_handed_on_before_the_next_is_read() -> None:
    def items() -> Iterator[Item]:
        yield Article("long", "a" * ENOUGH)
        raise AssertionError("it was read on")

    assert next(groups(items()))[0] == Article("long", "a" * ENOUGH)
