"""The joint decision: what an article is, its passages and its words are inferred together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Posterior, SentenceEvidence
from mtaudit.verdict.inference import infer, made_by_machine
from mtaudit.verdict.parameters import parameters
from tests.support.evidence import DOUBTFUL, GARBLED, SOUND, TALK, evidence, sentence

FITTED = parameters()
SCORES = st.lists(st.floats(0.001, 0.99), min_size=1, max_size=12)


def inferred(*sentences: SentenceEvidence, text: str | None = None, prior: float = 0.05) -> Posterior:
    given_text = {} if text is None else {"text": text}
    return infer(evidence(sentences, **given_text), FITTED, prior)


def test_the_same_phrase_counts_for_more_in_a_garbled_article_than_in_a_sound_one() -> None:
    doubtful = sentence(DOUBTFUL)
    among_sound = inferred(*[sentence(SOUND)] * 10, doubtful, *[sentence(SOUND)] * 10)
    among_garbled = inferred(*[sentence(GARBLED)] * 10, doubtful, *[sentence(GARBLED)] * 10)
    assert among_garbled.confidences[10][0] > 2 * among_sound.confidences[10][0]
    assert among_garbled.words[104] > 2 * among_sound.words[104]


def test_a_translator_s_trace_alone_makes_doubtful_phrases_surer() -> None:
    plain = inferred(*[sentence(DOUBTFUL)] * 20)
    traced = inferred(*[sentence(DOUBTFUL, machine=3.0)] * 20)
    assert made_by_machine(traced) > 2 * made_by_machine(plain)
    assert traced.confidences[0][0] > plain.confidences[0][0]


def test_a_garbled_paragraph_in_sound_copy_is_found_and_the_copy_stays_native() -> None:
    found = inferred(*[sentence(SOUND)] * 12, *[sentence(0.95)] * 3, *[sentence(SOUND)] * 12)
    assert min(found.garbled[12:15]) > max(found.garbled[:12])
    assert min(c[0] for c in found.confidences[12:15]) > FITTED.least["normal"]
    assert found.states["native"] > 0.5


def test_a_strong_repair_in_sound_copy_is_not_lost() -> None:
    found = inferred(*[sentence(SOUND)] * 10, sentence(SOUND, gain=16.0), *[sentence(SOUND)] * 10)
    weak = inferred(*[sentence(SOUND)] * 10, sentence(SOUND, gain=7.3), *[sentence(SOUND)] * 10)
    assert found.confidences[10][0] > weak.confidences[10][0]


def test_what_is_quoted_counts_for_less_unless_a_machine_made_the_article() -> None:
    def confidence(base: float, machine: float, quoted: bool) -> float:
        around = [sentence(base, machine)] * 10
        return inferred(*around, sentence(DOUBTFUL, machine, quoted), *around).confidences[10][0]

    in_sound = confidence(SOUND, 0.0, False) - confidence(SOUND, 0.0, True)
    assert in_sound >= 0
    assert confidence(GARBLED, 3.0, True) > confidence(SOUND, 0.0, True)


def test_talk_is_far_from_news_and_news_is_not() -> None:
    assert inferred(sentence(SOUND), text=TALK).register > FITTED.far
    assert inferred(sentence(SOUND)).register < FITTED.far


def test_the_prior_moves_the_article_and_nothing_else_speaks_for_it() -> None:
    rare, common = (inferred(*[sentence(DOUBTFUL)] * 20, prior=prior) for prior in (0.01, 0.5))
    assert made_by_machine(common) > made_by_machine(rare)


def test_a_headline_does_not_speak_for_its_article() -> None:
    headline = replace(sentence(GARBLED), headline=True)
    with_one = inferred(headline, *[sentence(SOUND)] * 10)
    without = inferred(*[sentence(SOUND)] * 10)
    assert made_by_machine(with_one) == pytest.approx(made_by_machine(without), rel=0.05)


@given(st.lists(SCORES, min_size=1, max_size=6), st.floats(-6, 6))
def test_any_scores_give_probabilities_one_for_each_word(rows: list[list[float]], machine: float) -> None:
    found = infer(evidence([SentenceEvidence(0, tuple(row), machine) for row in rows]), FITTED, 0.05)
    assert sum(found.states.values()) == pytest.approx(1.0)
    assert all(0 <= p <= 1 for p in (*found.words, *found.garbled, *found.states.values()))
    assert len(found.garbled) == len(found.confidences) == len(rows)


def test_without_sentences_there_is_still_a_posterior() -> None:
    assert sum(infer(evidence([]), FITTED, 0.05).states.values()) == pytest.approx(1.0)
