"""The judge: more and graver findings make machine translation likelier; what is too short is left undecided."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtaudit.judge import judge, segment_scores
from mtaudit.model import Category, Finding, Kind, Label, Segment, Severity, Span

SEGMENTS = tuple(Segment(i, Span(i * 100, i * 100 + 99), Kind.BODY) for i in range(20))


def found(where: int, severity: Severity = Severity.MAJOR, confidence: float = 0.9) -> Finding:
    span = Span(where * 100 + 10, where * 100 + 20)
    return Finding("MT101", span, "x" * 10, severity, Category.FLUENCY, confidence, "")


def probability(findings: list[Finding], words: int = 400) -> float:
    verdict = judge(SEGMENTS, findings, words, 80)
    assert verdict.probability is not None
    return verdict.probability


def test_no_findings_is_clean_and_many_are_machine() -> None:
    assert judge(SEGMENTS, [], 400, 80).label is Label.CLEAN
    assert judge(SEGMENTS, [found(i) for i in range(12)], 400, 80).label is Label.MACHINE


def test_one_minor_finding_does_not_make_an_article_suspect() -> None:
    assert judge(SEGMENTS, [found(3, Severity.MINOR, 0.6)], 400, 80).label is Label.CLEAN


def test_a_short_article_is_undecided_with_the_reason() -> None:
    verdict = judge(SEGMENTS[:2], [found(0)], 30, 80)
    assert verdict.label is Label.UNDECIDED
    assert verdict.probability is None
    assert verdict.reason is not None
    assert "30 words" in verdict.reason


def test_one_garbled_passage_weighs_more_than_the_same_findings_spread_out() -> None:
    assert probability([found(i) for i in (8, 9, 10)], 3000) > probability([found(i) for i in (0, 9, 18)], 3000)


@given(st.lists(st.tuples(st.integers(0, 19), st.sampled_from(Severity), st.floats(0, 1)), max_size=30))
def test_another_finding_never_lowers_the_probability(given_findings: list[tuple[int, Severity, float]]) -> None:
    findings = [found(*each) for each in given_findings]
    assert 0 <= probability(findings) <= probability([*findings, found(5)]) <= 1


def test_a_segment_is_as_dark_as_its_gravest_finding() -> None:
    scores = segment_scores(SEGMENTS, [found(2), found(2, Severity.CRITICAL, 1.0), found(4, Severity.MINOR, 0.5)])
    assert scores[2] == 1.0
    assert 0 < scores[4] < scores[2]
    assert scores[0] == 0.0
