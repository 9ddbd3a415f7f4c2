"""Garbled phrases: what its messages say, and where it keeps silent."""

from __future__ import annotations

import pytest

from mtaudit.detectors.garbled import Garbled
from mtaudit.model import Finding, Severity
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
