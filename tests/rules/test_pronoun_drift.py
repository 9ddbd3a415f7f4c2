"""One person as he and she."""

from __future__ import annotations

import time

import pytest

from mtaudit.core import Finding, Kind, Segment, Severity, Span
from mtaudit.rules.consistency._people import Gender, known_names, scene
from mtaudit.rules.consistency.pronoun_drift import PronounDrift
from mtaudit.segment.quotes import quotes
from tests.support.analysis import read

TAKEDA = "Chieko Takeda (75), a housewife from Fukuzawa, was at home when her daughter told her of the rainbow."


def found(*sentences: str) -> list[Finding]:
    return list(PronounDrift().detect(read("\n\n".join(sentences))))


def test_pronoun_is_marked_and_the_other_one_expected() -> None:
    (finding,) = found(TAKEDA, "He could see it for about twenty minutes.")
    assert (finding.text, finding.severity) == ("He", Severity.MAJOR)
    assert finding.evidence == {"expected": ["She"], "refers_to": "Takeda"}


@pytest.mark.parametrize(
    ("sentence", "marked", "expected"),
    [
        ("His children live in Osaka now.", "His", ["Her", "Hers"]),
        ("According to him, the rainbow was very bright.", "him", ["her"]),
        ("He's lived in the town for fifty years.", "He's", ["She's"]),
        ('"I have never seen such a thing," he said.', "he", ["she"]),
    ],
)
def test_pronoun_may_stand_in_any_case(sentence: str, marked: str, expected: list[str]) -> None:
    (finding,) = found(TAKEDA, sentence)
    assert finding.text == marked
    assert finding.evidence["expected"] == expected


@pytest.mark.parametrize(
    "before",
    [
        "A neighbour took photographs from his garden.",
        "The photograph was taken by Robin Hale on the same morning.",
        "Her husband was in the garden.",
        "Takeda was called by a reporter on the same day.",
        "He or she who sees one is lucky, people say.",
    ],
)
def test_anybody_else_who_may_be_meant_keeps_it_quiet(before: str) -> None:
    assert found(TAKEDA, before, "He could see it for about twenty minutes.") == []
    assert found(before, TAKEDA, "He could see it for about twenty minutes.") == []


def test_right_pronoun_and_singular_they_are_fine() -> None:
    assert found(TAKEDA, "She could see it for about twenty minutes.") == []
    assert found(TAKEDA, "They could see it for about twenty minutes.") == []


def test_pronouns_of_a_quotation_do_not_count() -> None:
    assert found(TAKEDA, '"He never believed me," Takeda recalled with a laugh.') == []


def test_titles_that_contradict_each_other_are_marked_at_the_rarer() -> None:
    (finding,) = found(
        "Dr. Akio Kinoshita explained how the eyes grow dry with age.",
        "Mr. Kinoshita advised against long hours at the screen.",
        "Mr. Kinoshita spoke of tears.",
        "Ms. Kinoshita also warned of contact lenses.",
    )
    assert finding.text == "Ms"
    assert finding.evidence["expected"] == ["Mr"]


@pytest.mark.parametrize("other", ["Mr. Kinoshita came with his wife.", "A reply came from Yuko Kinoshita."])
def test_two_bearers_of_a_name_may_have_two_titles(other: str) -> None:
    assert found("Akio Kinoshita spoke first.", other, "Mr. Kinoshita left early.", "Ms. Kinoshita stayed on.") == []


def look(text: str) -> list[tuple[str, Gender | None]]:
    span = Span(0, len(text))
    seen = scene(text, Segment(0, span, Kind.BODY), quotes(text), known_names(text, [span]))
    return [(p.form, p.gender) for p in (*seen.named, *seen.nouns)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Actress Alicia Donovan lives in Los Angeles.", [("donovan", Gender.SHE)]),
        ("We met Jane Doe, 75, a widow from York.", [("doe", Gender.SHE)]),
        ("Russian President Vladimir Putin flew to Harvard University.", [("putin", None)]),
        ("The driver of the computer company spoke to women and players.", [("driver", None)]),
        ("On Monday the United Nations met in New York.", []),
    ],
)
def test_who_is_spoken_of(text: str, people: list[tuple[str, Gender | None]]) -> None:
    assert look(text) == people


@pytest.mark.parametrize(
    "piece", ["Mr. Doe ", "He said. ", "Anna, a widow, ", "the driver ", "Ann Lee Doe said. She left. "]
)
def test_time_grows_with_length_only(piece: str) -> None:
    analysis = read(piece * 10_000)
    start = time.perf_counter()
    list(PronounDrift().detect(analysis))
    assert time.perf_counter() - start < 10
