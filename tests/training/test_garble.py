"""Garble made on purpose: each operation does what it is for, and says truly which words it damaged."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.training.garble import OPERATIONS, function_words, garble, order, things, word_choice
from mtaudit.training.garble.draft import Draft, Operation, parts

SENTENCE = (
    "The ministry said on Tuesday that a source of revenue, estimated at hundreds of millions of dollars by US "
    "officials, had been cut off because the storm had thrown more than two hundred trees on the tracks, which his "
    "company owns."
)
SYNONYMS = {"source": ["origin"], "company": ["society"]}
THESAURUS = word_choice.other_sense(lambda word: SYNONYMS.get(word, []))
MISTAKES = word_choice.transplanted({("cut", "off"): [("severed",)], ("owns",): [("is", "possessing")]})
ALL = [*(operation for operation, _ in OPERATIONS), THESAURUS, MISTAKES]


def outcomes(operation: Operation, sentence: str = SENTENCE) -> set[str]:
    """What the operation makes of a sentence under many seeds, damaged words in brackets."""
    made = set()
    for seed in range(2000):
        draft = Draft.of(sentence)
        if operation(draft, Random(seed)):
            made.add(" ".join(f"[{w}]" if bad else w for w, bad in zip(draft.words, draft.bad, strict=True)))
    return made


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (function_words.wrong_preposition, "[for] Tuesday that"),
        (function_words.roles_swapped, "estimated [by] hundreds of millions of dollars [at] US"),
        (function_words.article_lost, "because [storm] had"),
        (function_words.article_added, "of [the] revenue,"),
        (function_words.article_changed, "that [the] source"),
        (function_words.wrong_auxiliary, "[is] been cut"),
        (function_words.wrong_gender, "which [her] company"),
        (order.phrases_swapped, "estimated at [millions] of [hundreds] of dollars"),
        (order.word_moved, "[said] ministry on"),
        (order.verb_last, "because the storm thrown more than two hundred trees on the tracks [had,] which"),
        (order.word_lost, "had [cut] off"),
        (order.loop, "because the storm [the] [storm] had"),
        (word_choice.wrong_form, "[storms] had"),
        (order.phrase_before_noun, "estimated at hundreds of millions of [by] [US] [officials] [dollars,]"),
        (THESAURUS, "a [origin] of"),
        (MISTAKES, "been [severed] because"),
        (MISTAKES, "company [is] [possessing.]"),
    ],
)
def test_each_operation_damages_as_its_name_says(operation: Operation, expected: str) -> None:
    assert any(expected in outcome for outcome in outcomes(operation))


@pytest.mark.parametrize(
    ("operation", "sentence", "expected"),
    [
        (order.adjective_after, "He praised the national policy.", "He praised the [policy] [national.]"),
        (word_choice.literal_idiom, "She will no longer speak.", "She will [not] [more] speak."),
        (word_choice.false_friend, "It is the current rule.", "It is the [actual] rule."),
        (things.name_respelled, "They met Churchill there.", "They met [Churkhill] there."),
        (things.magnitude_misread, "It cost two million dollars.", "It cost two [thousand] dollars."),
    ],
)
def test_rarer_operations_find_their_occasion(operation: Operation, sentence: str, expected: str) -> None:
    assert expected in outcomes(operation, sentence)


def test_what_damaged_a_sentence_is_told() -> None:
    made = garble(SENTENCE, Random(3))
    assert made is not None
    assert set(made.operations) <= {operation.__name__ for operation, _ in OPERATIONS}
    assert made.operations


@pytest.mark.parametrize("operation", ALL)
def test_a_sentence_without_occasion_stays_as_it_was(operation: Operation) -> None:
    draft = Draft.of("No, Peter!")
    assert not operation(draft, Random(1))
    assert draft == Draft.of("No, Peter!")


@given(st.lists(st.sampled_from(SENTENCE.split()), min_size=2, max_size=30), st.integers(0, 2**32))
def test_what_is_not_flagged_was_there_before_and_the_first_word_still_is(words: list[str], seed: int) -> None:
    random = Random(seed)
    draft = Draft.of(" ".join(words))
    for operation in ALL:
        operation(draft, random)
        assert len(draft.words) == len(draft.bad)
    sound = [parts(w)[1] for w, bad in zip(draft.words, draft.bad, strict=True) if not bad]
    assert not Counter(sound) - Counter(parts(w)[1] for w in words)
    assert draft.words[0] == words[0]
    assert not draft.bad[0]


@given(st.text(max_size=200), st.integers(0, 2**32))
def test_any_text_may_come_and_the_same_seed_gives_the_same_damage(text: str, seed: int) -> None:
    made = garble(text, Random(seed))
    assert made == garble(text, Random(seed))
    if made:
        assert len(made.text.split()) == len(made.bad)
        assert any(made.bad)
