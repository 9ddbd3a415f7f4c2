"""The fitting of the joint decision: what is mixed, what is fitted, and what is written is what is read."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Candidate, SentenceEvidence, Span
from mtaudit.training.decision import fit
from mtaudit.training.decision_file import write
from mtaudit.training.groups import Groups
from mtaudit.training.labelled import CLOSE, Labelled, close_gaps
from mtaudit.training.log_linear import log_linear
from mtaudit.training.readers import Marked
from mtaudit.training.texts import gold_spans, join_sentences, make_diluted, make_inserted
from mtaudit.training.thresholds import BUDGET, with_thresholds
from mtaudit.verdict.inference import infer, made_by_machine
from mtaudit.verdict.parameters import parameters
from mtaudit.verdict.states import State
from tests.support.evidence import NEWS, TALK, evidence

pytestmark = pytest.mark.model


@given(st.lists(st.booleans(), max_size=20))
def test_only_short_gaps_between_bad_words_are_closed(bad: list[bool]) -> None:
    found = close_gaps(bad)
    assert all(now for now, before in zip(found, bad, strict=True) if before)
    gap = "".join("x" if b else "." for b in found).strip(".")
    assert not any(len(run) <= CLOSE for run in gap.split("x") if run)
    assert sum(found) == 0 or any(bad)


def test_bad_words_are_placed_in_the_joined_text() -> None:
    text, bad = join_sentences([Marked("the the cat", (0.0, 1.0, 0.0)), Marked("sat mat sat", (0.0, 0.0, 1.0))])
    assert text == "the the cat\nsat mat sat\n"
    assert bad == (Span(4, 7), Span(20, 23))


def test_a_gold_phrase_is_placed_by_its_occurrence() -> None:
    marks = [{"text": "of it", "occurrence": 2}, {"text": "a"}]
    assert gold_spans("a bit of it and of it", marks) == (Span(16, 21), Span(0, 1))


def article(kind: str, random: Random, worst: float, share: float, machine: float, text: str = NEWS) -> Labelled:
    """Twelve sentences, a share of them with a bad phrase that scores about `worst`."""
    sentences, bad = [], []
    for _ in range(12):
        is_bad = random.random() < share
        top = min(0.95, max(0.05, random.gauss(worst, 0.2) if is_bad else random.gauss(0.05, 0.15)))
        scores = (*[random.uniform(0.01, 0.06) for _ in range(8)], top, top)
        sentences.append(SentenceEvidence(0, scores, random.gauss(machine, 0.5), candidates=(Candidate(8, 9),)))
        bad.append((*[False] * 8, is_bad, is_bad))
    style = text if random.random() < 0.8 else text + " He said so."
    return Labelled(kind, "xx 0", evidence(sentences, style), bad=tuple(bad), findings=0)


@pytest.fixture(scope="module")
def groups() -> Groups:
    random = Random(1)
    kinds = [
        ("native", 0.3, 0.02, 0.0, NEWS),
        ("genre academic", 0.3, 0.05, 0.0, NEWS),
        ("genre conversation", 0.4, 0.3, 0.0, TALK),
        ("ht", 0.3, 0.1, 0.8, NEWS),
        ("mt", 0.4, 0.2, 2.0, NEWS),
        ("rt", 0.3, 0.05, 0.3, NEWS),
        ("post-edited", 0.6, 0.9, 1.0, NEWS),
        ("sample machine", 0.5, 0.7, 1.0, NEWS),
        ("sample clean", 0.3, 0.02, 0.0, NEWS),
    ]
    return Groups.of(
        [
            article(kind, random, worst, share, machine, text)
            for kind, worst, share, machine, text in kinds
            for _ in range(25)
        ]
    )


def test_what_is_fitted_tells_the_states_apart_and_comes_back_from_its_file(groups: Groups, tmp_path: Path) -> None:
    fitted = with_thresholds(groups, fit(groups, "abc"))
    write(fitted, tmp_path / "decision.toml", "a note\nof two lines")
    again = parameters(tmp_path / "decision.toml")
    assert again.tagger == "abc"
    assert again.words == pytest.approx(fitted.words, abs=1e-4)
    assert again.chains == fitted.chains
    assert again.states.keys() == set(State) - {State.NATIVE}

    def mean(some: list[Labelled]) -> float:
        return float(np.mean([made_by_machine(infer(item.evidence, again, 0.05)) for item in some]))

    assert mean(list(groups.edited)) > mean(list(groups.machines)) > mean(list(groups.natives))
    assert again.least["low"] >= again.least["normal"] >= again.least["high"]


def test_the_budget_holds_on_what_it_is_set_on(groups: Groups) -> None:
    fitted = with_thresholds(groups, fit(groups, "abc"))
    words = sum(len(item.evidence.scores) for item in groups.natives)
    for name, budget in BUDGET.items():
        confidences = [
            c
            for item in groups.natives
            for confidences in infer(item.evidence, fitted, 0.05).confidences
            for c in confidences
        ]
        assert 1000 * sum(c > fitted.sound[name] for c in confidences) / words <= budget


def test_mixtures_hold_what_they_are_made_of(groups: Groups) -> None:
    for mixed in make_diluted(groups.machines, groups.edited, Random(2)):
        assert len(mixed.evidence.sentences) == len(mixed.bad) == 12
        ends = [s.first + len(s.scores) for s in mixed.evidence.sentences]
        assert ends[-1] == len(mixed.evidence.scores)
    for mixed in make_inserted(groups.natives, groups.edited, Random(2), run=3, count=5):
        assert len(mixed.bad) == 15
        assert any(any(bad) for bad in mixed.bad)


def test_a_term_that_a_state_does_not_rest_on_has_no_weight_and_bounds_hold() -> None:
    random = np.random.default_rng(0)
    truth = random.integers(0, 3, 600)
    values = np.c_[truth == 1, truth == 2, random.normal(size=600), np.ones(600)] + random.normal(0, 0.5, (600, 4))
    values[:, -1] = 1.0
    free = (None, None)
    bounds = [{"a": free, "one": free}, {"a": free, "b": (None, 0.0), "one": free}]
    weights = log_linear(values, list(truth), np.ones(600), ("a", "b", "c", "one"), bounds, 1e-3)
    assert weights[0, 0] > 1
    assert weights[0, 1] == weights[0, 2] == weights[1, 2] == 0
    assert weights[1, 1] <= 0
