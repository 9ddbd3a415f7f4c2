from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtaudit.core import UNKNOWN
from mtaudit.segment.language import NAMES, detect, goes_with, is_english, is_foreign, name_of
from tests.support.languages import FOREIGN, LOOKS_FOREIGN

ENGLISH = "The river rose on Monday, and by nightfall the lower part of the town stood under water."


@pytest.mark.parametrize(("code", "text"), FOREIGN.items())
def test_foreign_sentences_are_named(code: str, text: str) -> None:
    assert is_foreign(text) == code
    assert detect(text)[0] == code


@pytest.mark.parametrize("text", [*LOOKS_FOREIGN, ENGLISH, ENGLISH.upper(), ENGLISH.title()])
def test_english_and_what_is_too_short_are_not_called_foreign(text: str) -> None:
    assert is_foreign(text) is None


@pytest.mark.parametrize("text", LOOKS_FOREIGN)
def test_an_english_headline_is_never_a_reason_to_skip_its_article(text: str) -> None:
    assert detect(text)[0] in {"en", UNKNOWN}


def test_an_english_article_with_foreign_names_and_a_foreign_paragraph_is_english() -> None:
    assert detect("\n".join([ENGLISH, *LOOKS_FOREIGN, FOREIGN["de"], ENGLISH]))[0] == "en"


@pytest.mark.parametrize("text", ["", " \n", "12:45 – 3:1", "!!!", "https://www.example.org/a/b/c", "ok"])
def test_where_there_is_nothing_to_tell_from(text: str) -> None:
    assert detect(text) == (UNKNOWN, 0.0)


def test_a_foreign_menu_above_a_long_english_article_does_not_decide() -> None:
    assert detect("Startseite Nachrichten Sport Wetter\n" * 40 + (ENGLISH + "\n") * 400)[0] == "en"


def test_sentences_of_a_language_without_a_profile_are_foreign_all_the_same() -> None:
    assert is_foreign("Gwamnan jihar ya ce za a kammala aikin kafin karshen shekara idan an samu kudi.") is not None


def test_the_answer_does_not_depend_on_thread_or_order() -> None:
    texts = [*FOREIGN.values(), *LOOKS_FOREIGN] * 2
    alone = [(detect(t), is_foreign(t)) for t in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda t: (detect(t), is_foreign(t)), reversed(texts))) == alone[::-1]


def test_other_users_of_langdetect_keep_their_settings() -> None:
    from langdetect import DetectorFactory

    detect(ENGLISH)
    assert DetectorFactory.seed is None


def test_a_sentence_too_short_to_be_called_foreign_goes_with_others_of_its_language() -> None:
    short = "Les travaux coûteront deux millions."
    assert is_foreign(short) is None
    assert goes_with(short, "fr")
    assert goes_with("橋の開通", "ja")


@pytest.mark.parametrize("code", [*FOREIGN, UNKNOWN])
@pytest.mark.parametrize("text", [ENGLISH, "No comment.", "They will pay.", "Sri Mulyani", "3:1", ""])
def test_english_and_names_go_with_no_other_language(text: str, code: str) -> None:
    assert not goes_with(text, code)


def test_a_sentence_is_certainly_english_or_it_is_not() -> None:
    assert is_english(ENGLISH)
    assert not any(map(is_english, [*FOREIGN.values(), "Guten Morgen", "Sri Mulyani", ""]))


def test_names() -> None:
    assert name_of("is") == "Icelandic"
    assert name_of("xx") == "xx"
    assert all(name_of(code) == NAMES[code] for code in FOREIGN)


@pytest.mark.parametrize("unit", ["word ", "a", "Ж", "字", "a@", "\n", "die Stadt war "])
def test_a_huge_text_costs_no_more_than_its_sample(unit: str) -> None:
    detect(ENGLISH)
    text = unit * (2_000_000 // len(unit))
    start = perf_counter()
    detect(text)
    is_foreign(text)
    assert perf_counter() - start < 1.5


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    code, probability = detect(text)
    assert 0.0 <= probability <= 1.0
    assert (probability == 0.0) == (code == UNKNOWN)
    assert is_foreign(text) is None or len(text) >= 12
