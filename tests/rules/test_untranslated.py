"""What was left in the source language or script."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Finding, Severity
from mtaudit.rules.residue._foreign_script import SCRIPTS, script_of
from mtaudit.rules.residue.untranslated import Untranslated
from mtaudit.rules.text.foreign_lexicon import languages
from tests.support.analysis import read


def found(text: str) -> list[Finding]:
    return list(Untranslated().detect(read(text)))


def test_whole_sentence_is_marked_once_and_its_language_named() -> None:
    spanish = "El presidente dijo que la reunión fue un éxito y que volverá a reunirse en mayo."
    (finding,) = found(f"The president met the king in Madrid on Tuesday.\n\n{spanish}")
    assert finding.text == spanish
    assert finding.evidence == {"language": "es"}
    assert "Spanish" in finding.message


def test_only_the_foreign_words_of_an_english_sentence_are_marked() -> None:
    before, after = "After the vote the spokesman of the party", "but nobody in the hall agreed with it."
    (finding,) = found(f"{before} dijo que la reunión fue un éxito, {after}")
    assert finding.text == "dijo que la reunión fue un éxito"
    assert finding.evidence == {"language": "es"}


def test_letters_that_pass_for_latin_ones_are_left_to_the_rule_on_look_alikes() -> None:
    assert found("The delegation flew to Мoscow on Monday to sign the treaty.") == []


def test_letters_of_another_script_are_one_run() -> None:
    (finding,) = found("The director of the bureau, 何浩瀚、澳門 and others, visited the casino on Friday.")
    assert (finding.text, finding.severity) == ("何浩瀚、澳門", Severity.MAJOR)
    assert finding.evidence == {"script": "Chinese"}


@pytest.mark.parametrize(
    "text",
    [
        "The party Yabloko (Яблоко) won two seats.",
        "Яблоко (Yabloko) won two seats.",
        "The word мир stands for both world and peace.",
        "A banner reading «Нет войне» hung from the bridge.",
        "Write to #Москва or look at https://стопкоронавирус.рф for help.",
    ],
)
def test_what_the_text_explains_is_no_leftover(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("The [UNK] was closed.", "an unknown word"),
        ("A state @-@ owned firm was sold.", "a piece of a word"),
        ("The <mask> was closed.", "a masked or special token"),
        ("The &quot ; rescue was late.", "a broken character entity"),
        ("It costs {0} euros a month.", "a place-holder"),
    ],
)
def test_mark_of_a_system_is_told_by_its_kind(text: str, mark: str) -> None:
    (finding,) = found(text)
    assert mark in finding.message
    assert finding.text in text


def test_function_words_are_listed_for_languages_that_wordfreq_knows() -> None:
    from wordfreq import available_languages

    assert languages().keys() <= available_languages("small").keys()
    for language in languages().values():
        assert len(language.words) >= 30
        assert all(language.has(word) for word in language.words)
        assert not language.has("the")


@given(st.sampled_from(list(SCRIPTS)), st.data())
def test_every_letter_of_a_block_is_known_by_its_script(name: str, data: st.DataObject) -> None:
    first, last = SCRIPTS[name][0], SCRIPTS[name][2]
    letter = chr(data.draw(st.integers(ord(first), ord(last))))
    assert script_of(f"abc {letter}") == name


@given(st.text(alphabet="aя北é '(),.@#&;[]{}<>\n-", max_size=120))
def test_findings_lie_in_the_text_and_apart(text: str) -> None:
    findings = found(f"The mayor spoke on Monday. {text}")
    assert all(f.text == f"The mayor spoke on Monday. {text}"[f.span.start : f.span.end] for f in findings)
    assert all(f.text.strip() for f in findings)


@pytest.mark.parametrize("piece", ["de la ", "aя", "( Я ", "&&", "a.b", "я, ", "@@ ", "en la casa (", "l'de "])
def test_time_grows_with_length_only(piece: str) -> None:
    analysis = read(f"The mayor spoke on Monday.\n\n{piece * 20_000}")
    start = time.perf_counter()
    list(Untranslated().detect(analysis))
    assert time.perf_counter() - start < 10
