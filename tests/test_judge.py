"""The judge: more and graver evidence makes machine translation likelier; what is too short is left undecided."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mtaudit.judge import Scores, judge, parameters, segment_scores, weigh
from mtaudit.model import Category, Composition, Finding, Kind, Label, Segment, Severity, Span

SEGMENTS = tuple(Segment(i, Span(i * 100, i * 100 + 99), Kind.BODY) for i in range(20))
PROSE = Composition(words=400, sentences=20)
SOUND = [Scores(words=20, garble=0.4, machine=-2.0)] * 20
GARBLED = Scores(words=20, garble=9.0, machine=2.0)


def found(where: int, severity: Severity = Severity.MAJOR, confidence: float = 0.9, rule: str = "MT501") -> Finding:
    span = Span(where * 100 + 10, where * 100 + 20)
    return Finding(rule, span, "x" * 10, severity, Category.FLUENCY, confidence, "")


def with_phrases(*where: int) -> list[Scores]:
    return [replace(s, phrases=0.9) if i in where else s for i, s in enumerate(SOUND)]


def probability(scores: list[Scores], findings: list[Finding] | None = None) -> float:
    verdict = judge(weigh(scores, findings or [], 400), findings or [], PROSE, 80)
    assert verdict.probability is not None
    return verdict.probability


def test_sound_copy_is_clean_and_a_garbled_article_is_a_machine_s() -> None:
    assert judge(weigh(SOUND, [], 400), [], PROSE, 80).label is Label.CLEAN
    assert judge(weigh([GARBLED] * 20, [], 400), [], PROSE, 80).label is Label.MACHINE


def test_markup_that_tells_of_a_translation_plugin_is_enough() -> None:
    assert probability(SOUND, [found(0, rule="MT601", confidence=1.0)]) > 2 * probability(SOUND)


def test_garbled_phrases_make_an_article_suspect_and_a_slip_does_not() -> None:
    assert judge(weigh(with_phrases(3), [], 400), [], PROSE, 80).label is Label.CLEAN
    assert judge(weigh(with_phrases(3, 4, 5, 6), [], 400), [], PROSE, 80).label is not Label.CLEAN
    assert probability(with_phrases(3, 4, 5)) > probability(with_phrases(0, 5, 10)) == probability(with_phrases(3))


def test_a_short_article_is_undecided_with_the_reason() -> None:
    verdict = judge(weigh(SOUND[:2], [], 30), [], Composition(words=30, sentences=2), 80)
    assert (verdict.label, verdict.probability) == (Label.UNDECIDED, None)
    assert verdict.reason is not None
    assert "30 words" in verdict.reason


def test_where_the_tagger_did_not_run_there_is_no_verdict() -> None:
    verdict = judge(None, [], PROSE, 80)
    assert verdict.label is Label.UNDECIDED
    assert verdict.reason is not None
    assert "garbled" in verdict.reason


def test_one_garbled_passage_weighs_more_than_the_same_garble_spread_out() -> None:
    long = SOUND * 3
    together = [*long[:-3], *[GARBLED] * 3]
    apart = [GARBLED if i in (0, 30, 59) else s for i, s in enumerate(long)]
    assert weigh(together, [], 1200).passage > weigh(apart, [], 1200).passage
    assert probability(together) >= probability(apart)


@given(st.lists(st.builds(Scores, st.integers(0, 40), st.floats(0, 20), st.floats(-8, 8)), max_size=30))
def test_any_scores_give_a_probability_and_garble_never_lowers_it(scores: list[Scores]) -> None:
    worse = [Scores(s.words, s.garble + 1, s.machine + 1) for s in scores]
    assert 0 <= probability(scores) <= probability(worse) <= 1


def test_the_labels_begin_in_order() -> None:
    assert 0 < parameters().suspect <= parameters().machine < 1


def test_a_segment_is_as_dark_as_its_gravest_finding() -> None:
    scores = segment_scores(SEGMENTS, [found(2), found(2, Severity.CRITICAL, 1.0), found(4, Severity.MINOR, 0.5)])
    assert scores[2] == 1.0
    assert 0 < scores[4] < scores[2]
    assert scores[0] == 0.0
