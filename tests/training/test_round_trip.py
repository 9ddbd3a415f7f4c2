"""Round trips: what a translation engine changed is known word by word."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.errors import UsageError
from mtaudit.training.garble import round_trip
from mtaudit.training.garble.draft import parts

SENTENCE = (
    "Shares in the company fell sharply on Tuesday, after it warned that profits would miss expectations this year."
)
BACK = "The actions in the company fell sharply in Tuesday, after it warned profits would lose expectations this year."
WORDS = st.lists(st.sampled_from([*SENTENCE.split(), *BACK.split()]), min_size=1, max_size=25).map(" ".join)


def test_the_words_that_came_back_otherwise_are_flagged() -> None:
    made = round_trip.carry_all(SENTENCE, BACK)
    assert made is not None
    flagged = [word for word, bad in zip(made.text.split(), made.bad, strict=True) if bad]
    assert flagged == ["The", "actions", "in", "profits", "lose"]  # before "profits" a word is missing
    assert made.operations == ("round_trip",)


def test_a_few_of_the_changes_are_put_into_sound_copy() -> None:
    seen = set()
    for seed in range(50):
        made = round_trip.carry_some(SENTENCE, BACK, Random(seed))
        assert made is not None
        assert made.text.startswith("Shares in the company")
        seen.add(" ".join(f"[{w}]" if bad else w for w, bad in zip(made.text.split(), made.bad, strict=True)))
    assert any("fell sharply [in] Tuesday, after" in text for text in seen)
    assert any("would [lose] expectations" in text and "on Tuesday," in text for text in seen)
    assert any("warned [profits] would" in text for text in seen)


def test_harmless_changes_are_none() -> None:
    assert round_trip.carry_all("The programme, which he saw, ran.", "The program that he saw ran.") is None
    assert list(round_trip.differences("A cat sat.", "a cat sat")) == []


@given(WORDS, WORDS, st.integers(0, 99))
def test_every_word_has_a_flag_and_a_sound_one_was_there_before(sentence: str, back: str, seed: int) -> None:
    for made in (round_trip.carry_all(sentence, back), round_trip.carry_some(sentence, back, Random(seed))):
        if made is None:
            continue
        words = made.text.split()
        assert len(words) == len(made.bad)
        before = {parts(w)[1].lower() for w in sentence.split()} | {"that", "which"}
        assert all(parts(w)[1].lower() in before for w, bad in zip(words, made.bad, strict=True) if not bad)


def test_without_the_engine_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="install apertium apertium-eng-spa"):
        round_trip.translate_back(["One sentence."], "es")
