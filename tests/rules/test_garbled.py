"""Garbled phrases: what its messages say, and where it keeps silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtaudit.core import Bars, Finding, Severity, Span, WordFluency
from mtaudit.rules.fluency._expected import MARGIN
from mtaudit.rules.fluency.garbled import SAYS, Garbled
from mtaudit.rules.text.phrases import loop_positions
from tests.support.analysis import read, with_words

pytestmark = pytest.mark.model

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


SANCTIONS = (
    "The United States imposed sanctions on four companies accused of running a smuggling ring, "
    "a source of revenue estimated by hundreds of millions of US officials."
)


def test_a_word_is_named_with_what_a_reader_expects_in_its_place() -> None:
    (finding,) = found(SANCTIONS)
    assert finding.evidence["expected_for"] == {"by": ["at"], "officials": ["dollars"]}
    assert finding.message == (
        "English would have “at” here where the text has “by”, and a reader expects “dollars” rather than “officials”."
    )
    assert finding.severity is Severity.MAJOR


def test_a_word_that_makes_too_little_likelier_is_not_named() -> None:
    analysis = read(SANCTIONS, needs=DETECTOR.needs)
    (finding,) = DETECTOR.detect(with_words(analysis, [_expecting(w, MARGIN - 0.1) for w in analysis.fluency]))
    assert finding.evidence["expected_for"] == {"by": ["at"]}
    assert finding.message == "English would have “at” here where the text has “by”."
    (finding,) = DETECTOR.detect(with_words(analysis, [_expecting(w, MARGIN) for w in analysis.fluency]))
    assert finding.evidence["expected_for"] == {"by": ["at"], "officials": ["dollars"]}


def test_a_repair_and_the_expected_words_agree() -> None:
    analysis = read(SANCTIONS, needs=DETECTOR.needs)
    words = [replace(w, expected=w.expected and replace(w.expected, word="near")) for w in analysis.fluency]
    (finding,) = DETECTOR.detect(with_words(analysis, words))
    assert finding.evidence["expected"] == ["at"]
    assert finding.evidence["expected_for"] == {"by": ["at"], "officials": ["near"]}


def _expecting(word: WordFluency, gain: float) -> WordFluency:
    return replace(word, expected=word.expected and replace(word.expected, gain=gain))


@pytest.mark.parametrize("kind", SAYS)
def test_the_message_names_the_worst_word_and_what_is_wrong_with_it(kind: str) -> None:
    text = "The jury of owners was split."
    analysis = read(text, needs=DETECTOR.needs)
    scores = {"jury": 0.8, "owners": 0.9, "was": 0.95}
    words = [
        replace(w, score=scores.get(w.span.of(text), 0.1), kind="other" if w.span.of(text) == "was" else kind)
        for w in analysis.fluency
    ]
    (finding,) = DETECTOR.detect(with_words(analysis, words))
    assert finding.evidence["kind"] == kind
    assert finding.message == SAYS[kind].format("owners")
    assert "“owners”" in finding.message


def test_a_finding_names_the_kind_the_word_and_what_is_expected() -> None:
    analysis = read(SANCTIONS, needs=DETECTOR.needs)
    words = tuple(replace(w, repair=None, kind="word choice") for w in analysis.fluency)
    eager = replace(with_words(analysis, words), bars=Bars(least=0.0))
    finding = next(f for f in DETECTOR.detect(eager) if "officials" in f.text)
    says, _, expects = finding.message.partition(" A reader")
    assert says in {SAYS["word choice"].format(word) for word in finding.text.split()}
    assert expects == " of English expects “at” rather than “by”, “dollars” rather than “officials”."


@pytest.mark.parametrize("text", ["Nos vamos a seguir en la calle", "Dijo que la reunión fue un éxito"])
def test_words_of_another_language_are_no_garbled_english(text: str) -> None:
    whole = f"“{text},” a mother of two said in Spanish at the gate."
    analysis = read(whole, needs=DETECTOR.needs)
    worse = tuple(replace(w, score=0.9) for w in analysis.fluency)
    quoted = Span(whole.index(text), whole.index(text) + len(text))
    assert not any(quoted.covers(f.span) for f in DETECTOR.detect(with_words(analysis, worse)))


BODY = (
    "\n\nThe council said on Tuesday that the bridge would be closed for repairs. It opened in 1934 and is too narrow "
    "for modern lorries, which have to take another way.\n"
)
HEADLINES = [
    "Minister quits over leaked letter",
    "Storm leaves thousands without power in the north",
    "Two held after knife attack at station",
    "City council backs new bridge plan",
    "Museum reopens after ten-year refit",
    "Price of bread set to rise again",
    "Derby win lifts Rovers into top half",
]


@pytest.mark.parametrize("headline", HEADLINES)
def test_headlines_have_a_grammar_of_their_own(headline: str) -> None:
    assert found(headline + BODY) == []


@pytest.mark.parametrize(
    "headline",
    [
        "Derby overturns the steam",
        "Reopens in the town the museum",
        "In the hospital of the city a new part opens",
        "The President to the investors promises lower of taxes",
    ],
)
def test_a_garbled_headline_is_found_all_the_same(headline: str) -> None:
    assert [f.span.start < len(headline) for f in found(headline + BODY)] == [True]


def test_lines_of_a_list_have_a_grammar_of_their_own() -> None:
    scores = "Kettlewick Town 2-1 Penfold Athletic\nLoxley 0-0 Harbour Park (aet; Loxley win 5-4 on pens)\n"
    assert found("The cup went on in the rain on Saturday, with four games decided late.\n\n" + scores) == []


def test_loose_speech_is_not_the_writer_s_to_mend() -> None:
    odd = "I seen a freezer go by, full one, too, by the way it was ridin'."
    assert found(f'The flood took the bridge on Friday night. "{odd}" Mr Littlejohn said of it on Saturday.') == []


def test_a_rare_word_by_itself_is_no_garble() -> None:
    before = "The council met on Tuesday to vote on its plan for the old market. Eleven of its members were present. "
    text = "The motion to review the scheme every six months was carried nem con, the clerk of the council said."
    assert not any("nem con" in f.text for f in found(before + text))


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
    assert loop_positions("the loss of it the loss of it the loss of it in May".split()) == set(range(12))
    assert loop_positions(again) == set()
