"""Garbled phrases: what its messages say, and where it keeps silent."""

from __future__ import annotations

import pytest

from mtaudit.detectors.garbled import SAYS, Garbled, loop_places
from mtaudit.model import Finding, Severity, Span
from tests.reading import read

DETECTOR = Garbled()


def found(text: str) -> list[Finding]:
    return list(DETECTOR.detect(read(text, needs=DETECTOR.needs)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "The storm has caused damage for the roofs of hundreds of houses in the town, the mayor said.",
            "English would have “to” here where the text has “for”.",
        ),
        (
            "The rescuers were able to pulled three survivors from the rubble on Thursday, the mayor said.",
            "English would have “pull” here where the text has “pulled”.",
        ),
        (
            "Families who are in caught in Spain or are planning to travel there have been told to wait.",
            "Without “in” the sentence reads far more naturally.",
        ),
        (
            "According new evidence seen by the newspaper, the two companies shared an office in Tehran.",
            "A word seems to be missing before “new”, such as “to”.",
        ),
    ],
)
def test_the_message_names_the_change_that_mends_the_phrase(text: str, message: str) -> None:
    assert [f.message for f in found(text)] == [message]


def test_a_phrase_of_improbable_words_names_what_was_expected_for_each() -> None:
    text = (
        "The United States imposed sanctions on four companies accused of running a smuggling ring, "
        "a source of revenue estimated by hundreds of millions of US officials."
    )
    (finding,) = found(text)
    expected_for = finding.evidence["expected_for"]
    assert isinstance(expected_for, dict)
    assert "dollars" in expected_for["officials"]
    assert "at" in expected_for["by"]
    assert finding.severity in (Severity.MINOR, Severity.MAJOR)


def test_headlines_have_a_grammar_of_their_own() -> None:
    body = "The justices did not comment on the case, which began in Ohio in 2014.\n"
    assert found("Pogba drops hint over future after United seal spot\n\n" + body) == []


def test_lines_of_a_list_have_a_grammar_of_their_own() -> None:
    scores = "Kettlewick Town 2-1 Penfold Athletic\nLoxley 0-0 Harbour Park (aet; Loxley win 5-4 on pens)\n"
    assert found("The cup went on in the rain on Saturday, with four games decided late.\n\n" + scores) == []


def test_loose_speech_is_not_the_writer_s_to_mend() -> None:
    odd = "I seen a freezer go by, full one, too, by the way it was ridin'."
    assert found(f'The flood took the bridge on Friday night. "{odd}" Mr Littlejohn said of it on Saturday.') == []


def test_a_rare_word_by_itself_is_no_garble() -> None:
    before = "The council met on Tuesday to vote on its plan for the old market. Eleven of its members were present. "
    text = "The motion to review the scheme every six months was carried nem con, the clerk of the council said."
    assert found(before + text) == []


def test_the_kind_of_error_is_named_in_message_and_evidence() -> None:
    text = (
        "The company said on Monday that the tracks thrown had by the storm would be repaired in within a week, and "
        "that the workers to their homes returned."
    )
    findings = found(text)
    assert findings
    for finding in findings:
        assert finding.evidence["kind"] in SAYS


def test_a_loop_is_left_to_the_rule_on_repetition() -> None:
    text = "The insurance covers the loss of the product of the loss of the product of the loss of the product in May."
    start, end = text.index("the loss"), text.rindex("product")
    assert not any(f.span.overlaps(Span(start, end)) for f in found(text))
    again = "according the rules by the end of the year or by the end of the month".split()
    assert loop_places("the loss of it the loss of it the loss of it in May".split()) == set(range(12))
    assert loop_places(again) == set()
