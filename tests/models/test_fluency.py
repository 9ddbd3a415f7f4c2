"""The fluency model reads every token once, in context, and always the same way."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.models import Models
from mtaudit.models.lm.changes import LIKELY, SURE
from mtaudit.models.lm.surprisal import WINDOW, plan
from tests.support.fluency import STORY, lines_of, read

pytestmark = pytest.mark.model


@given(st.lists(st.integers(1, 3000), min_size=1, max_size=20))
def test_every_token_is_fresh_in_exactly_one_window_of_bounded_size(lengths: list[int]) -> None:
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    windows = list(plan(sum(lengths), starts))
    assert [fresh for _, fresh, _ in windows] == [0, *(end for _, _, end in windows[:-1])]
    assert windows[-1][2] == sum(lengths)
    assert all(begin <= fresh < end <= begin + WINDOW for begin, fresh, end in windows)


def test_the_garbled_phrase_surprises(models: Models) -> None:
    by_word = {w.span.of(STORY): w for w in read(models, STORY)}
    assert by_word["officials"].surprisal - by_word["officials"].entropy > 5
    assert min(by_word[w].score for w in ("estimated", "by", "hundreds")) > 4 * by_word["accused"].score


def test_the_words_that_were_expected_are_named(models: Models) -> None:
    text = (
        "The United States imposed sanctions on four companies accused of running a smuggling ring, "
        "a source of revenue estimated by hundreds of millions of US officials."
    )
    expected = {w.span.of(text): w.expected for w in read(models, text) if w.expected}
    assert expected["by"].word == "at"
    assert expected["officials"].word == "dollars"
    assert LIKELY <= expected["by"].probability < 1
    assert SURE <= expected["officials"].probability <= 1
    assert all(found.gain > 0 for found in expected.values())


def test_a_word_of_another_class_is_not_expected(models: Models) -> None:
    text = "The company said that the four sites were a source of revenue worth hundreds of millions of {}."
    sanctions, quickly = (read(models, text.format(word))[-1] for word in ("sanctions", "quickly"))
    assert sanctions.expected
    assert sanctions.expected.word == "dollars"
    assert quickly.surprisal - quickly.entropy > 10
    assert quickly.expected is None


def test_context_makes_a_word_expected(models: Models) -> None:
    alone = read(models, "Officials praised the ferry.")[-1]
    told = read(models, "The ferry sank. The ferry was old. The ferry was full.\nOfficials praised the ferry.")[-1]
    assert told.surprisal < alone.surprisal


@pytest.mark.parametrize("text", ["Café \U0001f600 naïve — “quoted” 12.5", "lone \ud800 surrogate here", "日本 words"])
def test_words_keep_their_offsets_whatever_the_characters(models: Models, text: str) -> None:
    _, words = lines_of(text)
    assert [w.span for w in read(models, text)] == words[0]


def test_a_text_longer_than_a_window_is_read_whole(models: Models) -> None:
    text = "\n".join(f"Line {i} says that the harbor in the north was closed for repairs on Monday." for i in range(90))
    words = [w for run in lines_of(text)[1] for w in run]
    assert [w.span for w in read(models, text)] == words


def test_the_number_of_threads_changes_nothing(models: Models) -> None:
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        alone = read(models, STORY)
        torch.set_num_threads(2)
        assert read(models, STORY) == alone
    finally:
        torch.set_num_threads(threads)
