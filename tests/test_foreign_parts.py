"""What is not English in an article: it is marked, and takes no part in the verdict on the rest."""

from __future__ import annotations

import codecs
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.auditor import Auditor
from mtaudit.config import Settings
from mtaudit.core import UNREADABLE, Article, ArticleReport, Label, Skipped, Verdict
from mtaudit.models import Models
from mtaudit.segment import segment
from mtaudit.segment.foreign_segments import foreign_segments
from mtaudit.segment.language import detect
from tests.support.analysis import read
from tests.support.ciphers import rot47

pytestmark = pytest.mark.model

ENGLISH = (
    "The town hall said on Thursday that the swimming baths in Mill Lane would stay closed until June. "
    "Workers who were replacing the boiler in January found that the roof had rusted through in three places. "
    "The repair will cost about two million pounds, half of which the insurers have agreed to pay. "
    "Some four hundred children have their lessons there each week, and schools are looking for another pool. "
    "The head of the swimming club said that its members were disappointed but not surprised. "
    "A meeting for residents will be held at the library on Monday evening, and the plans will be on show there."
)
FRENCH = (
    "La mairie a annoncé jeudi que la piscine de la rue du Moulin resterait fermée jusqu'en juin. "
    "Des ouvriers ont découvert que le toit était rouillé à trois endroits. "
    "Les travaux coûteront deux millions. "
    "Quatre cents enfants y prennent chaque semaine leurs leçons de natation. "
    "Le président du club se dit déçu mais pas surpris. "
    "Une réunion aura lieu lundi soir à la bibliothèque pour les habitants."
)
RUSSIAN = (
    "Мэрия сообщила в четверг, что бассейн на Мельничной улице будет закрыт до июня. "
    "Рабочие обнаружили, что крыша проржавела в трёх местах. Ремонт обойдётся в два миллиона рублей."
)


@cache
def auditor() -> Auditor:
    settings = Settings()
    return Auditor(settings, Models(settings))


@cache
def audit(text: str) -> ArticleReport:
    return auditor().audit(Article("article", text))


def verdict(text: str) -> Verdict:
    outcome = audit(text).outcome
    assert isinstance(outcome, Verdict)
    return outcome


def marked(text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.text) for f in audit(text).findings]


def test_english_alone_is_what_the_others_are_compared_with() -> None:
    assert (verdict(ENGLISH).label, verdict(ENGLISH).reason, marked(ENGLISH)) == (Label.CLEAN, None, [])


def test_a_foreign_headline_is_marked_and_leaves_the_verdict_as_it_was() -> None:
    headline = "「市民プール、六月まで休館」町が発表"
    text = f"{headline}\n\n{ENGLISH}"
    assert marked(text) == [("MT301", headline)]
    assert verdict(text) == verdict(ENGLISH)
    assert audit(text).findings[0].evidence == {"language": "ja"}


def test_both_of_two_french_sentences_are_marked_though_one_is_short() -> None:
    first, second = "La piscine de la rue du Moulin restera fermée jusqu'en juin.", "Les travaux coûteront cher."
    text = f"{first} {second}\n\n{ENGLISH}"
    assert marked(text) == [("MT301", first), ("MT301", second)]
    assert (verdict(text).label, verdict(text).probability) == (Label.CLEAN, verdict(ENGLISH).probability)
    assert verdict(text).reason == "2 of 8 sentences are not in English; the verdict is on the rest"


def test_a_quotation_whose_language_the_text_names_is_no_fault() -> None:
    text = f"{ENGLISH}\n\n“No nos vamos a callar, y vamos a seguir en la calle,” a mother of two said in Spanish."
    assert marked(text) == []
    assert (verdict(text).label, verdict(text).reason) == (Label.CLEAN, None)


@pytest.mark.parametrize("text", [f"{ENGLISH}\n\n{FRENCH}", f"{FRENCH}\n\n{ENGLISH}"])
def test_an_article_in_two_languages_is_judged_by_its_english(text: str) -> None:
    assert audit(text).language == "en"
    assert (verdict(text).label, verdict(text).probability) == (Label.CLEAN, verdict(ENGLISH).probability)
    assert verdict(text).reason == "6 of 12 sentences are not in English; the verdict is on the rest"
    assert [rule for rule, _ in marked(text)] == ["MT301"] * 6


def test_an_english_part_is_audited_even_where_most_letters_are_another_language_s() -> None:
    japanese = "市は木曜日、水車通りの市民プールを六月まで閉鎖すると発表した。" * 3
    text = "\n\n".join([japanese, ENGLISH, japanese, japanese, japanese, japanese, japanese])
    assert detect(text)[0] == "ja"
    assert audit(text).language == "en"
    assert verdict(text).label is Label.CLEAN


def test_an_article_left_half_untranslated_says_so() -> None:
    mixed = zip(ENGLISH.split(". "), FRENCH.split(". "), strict=True)
    text = "\n\n".join(f"{english.rstrip('.')}. {french.rstrip('.')}." for english, french in mixed)
    assert verdict(text).label is not Label.UNDECIDED
    assert verdict(text).reason == "6 of 12 sentences are not in English; the verdict is on the rest"
    assert [rule for rule, _ in marked(text)] == ["MT301"] * 6


def test_too_little_english_is_too_short_and_says_what_the_rest_is() -> None:
    text = f"{' '.join(ENGLISH.split('. ')[:3])}.\n\n{FRENCH}"
    assert (verdict(text).label, verdict(text).probability) == (Label.UNDECIDED, None)
    reason = verdict(text).reason or ""
    assert reason.startswith("too short:")
    assert reason.endswith("sentences are not in English")


@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, f"{FRENCH}\n\n{FRENCH}\n\n{ENGLISH[:98]}"])
def test_an_article_in_another_language_is_skipped(text: str) -> None:
    outcome = audit(text).outcome
    assert isinstance(outcome, Skipped)
    assert outcome.reason.startswith("written in")


@pytest.mark.parametrize(
    "text",
    [
        rot47(ENGLISH),
        codecs.encode(ENGLISH, "rot13"),
        ENGLISH.encode().hex(" "),
        RUSSIAN.encode().decode("latin-1"),
        RUSSIAN.encode().decode("cp1252", "replace"),
        f"{ENGLISH[:200]}\n\n{rot47(ENGLISH)}",
    ],
    ids=["ROT47", "ROT13", "a hex dump", "mojibake", "mojibake with holes", "after an English paragraph"],
)
def test_what_cannot_be_read_is_undecided_and_one_finding(text: str) -> None:
    assert (verdict(text).label, verdict(text).probability) == (Label.UNDECIDED, None)
    assert (verdict(text).reason or "").startswith("unreadable: ")
    (finding,) = audit(text).findings
    assert (finding.rule, finding.evidence) == ("MT301", {"language": UNREADABLE})
    assert "cannot be read" in finding.message
    assert len(finding.text) > 0.5 * len(text)


def test_an_unreadable_paragraph_is_marked_and_the_rest_is_judged() -> None:
    garbage = codecs.encode(ENGLISH[:200], "rot13")
    text = f"{ENGLISH}\n\n{garbage}"
    assert verdict(text).label is Label.CLEAN
    assert [f.text for f in audit(text).findings if f.evidence.get("language") == UNREADABLE] == [garbage]


def test_words_are_counted_in_english_and_sentences_in_all_of_it() -> None:
    composition = read(f"{FRENCH}\n\n{ENGLISH}\n\n{rot47(ENGLISH)}").composition
    assert composition.words == len(ENGLISH.split())
    assert composition.foreign == 6
    assert composition.sentences == 12 + composition.unreadable
    assert 0.3 < composition.unreadable_share < 0.4
    assert composition.refusal is None
    assert "are not readable English" in (composition.remark or "")


@given(st.lists(st.sampled_from([*ENGLISH.split(". "), *FRENCH.split(". "), rot47(ENGLISH), "Ja.", "3:1"]), max_size=9))
def test_every_part_of_the_prose_is_english_or_not_and_all_of_it_is_counted(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    segments = segment(Article("article", text))
    foreign = foreign_segments(text, segments)
    analysis = read(text)
    assert dict(analysis.foreign) == dict(foreign)
    assert {s.index for s in analysis.english} == {s.index for s in analysis.prose} - foreign.keys()
    composition = analysis.composition
    assert composition.sentences == len(analysis.english) + composition.foreign + composition.unreadable
    assert all(s.index not in foreign for s in analysis.prose if analysis.text_of(s) in ENGLISH.split(". "))
