"""What can be read as a language, and what cannot."""

from __future__ import annotations

import base64
import codecs
import random
from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.segment.legible import is_unfamiliar, is_unreadable
from tests.support.ciphers import rot47
from tests.support.languages import FOREIGN, LOOKS_FOREIGN

ENGLISH = (
    "The river rose on Monday, and by nightfall the lower part of the town stood under water, "
    "so that about forty families had to be taken across the bridge in boats of the fire brigade."
)
READABLE = [
    "Kaduna - 139, Borno - 113, Katsina - 80, Kogi - 17, Nasarawa - 13, Taraba - 10",
    "Quarter-finals: Brzezinski (POL) bt Nguyen (VIE) 6-4 7-6; Szczesny (POL) bt Hrdlicka (CZE) 6-3 2-6 6-1",
    "TSV Freudenstadt: Dominik Bäuerle, Yannik Büchle, Sebastian Dölker, Felix Pälchen, Stefan Räller",
    "1st 12.5km 2nd 13m 3rd 14m 4th 15m 5th 16m 6th 17m 7th 18m 8th 19m",
    "12 45 33 21 90 17 28 36 44 52 61 70 88 93 10 11 12 13 14 15 16",
    "https://www.example.org/a/b/c?q=Zm9vYmFyYmF6cXV4 info@example.org #reportinginformation #sharedvalues",
    "Before the jury of owners broke, it was for to put on the table the question of the wages of them.",
    "Gwamnan jihar ya ce za a kammala aikin kafin karshen shekara idan an samu kudi.",
    "Asdf qwer zxcv",
    "",
]


def struck(text: str) -> str:
    keys = random.Random(0)
    return " ".join("".join(keys.choices("asdfjkl;qwertzxcvbnm", k=len(word) + 1)) for word in text.split())


CIPHERS: dict[str, Callable[[str], str]] = {
    "ROT13": lambda text: codecs.encode(text, "rot13"),
    "ROT13 in capitals": lambda text: codecs.encode(text, "rot13").upper(),
    "ROT47": rot47,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "a hex dump": lambda text: text.encode().hex(" "),
    "keys struck at random": struck,
}


@pytest.mark.parametrize("cipher", CIPHERS)
def test_what_is_encoded_is_unreadable(cipher: str) -> None:
    assert is_unreadable(CIPHERS[cipher](ENGLISH))


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp1251", "koi8-r", "cp437"])
@pytest.mark.parametrize("code", ["ru", "zh", "ja"])
def test_bytes_in_the_wrong_encoding_are_unreadable(code: str, encoding: str) -> None:
    assert is_unreadable(" ".join([FOREIGN[code]] * 2 + [FOREIGN["ru"]]).encode().decode(encoding, "replace"))


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), *READABLE, *LOOKS_FOREIGN, *FOREIGN.values()])
def test_languages_names_and_figures_are_not(text: str) -> None:
    assert not is_unreadable(text)


def test_a_scrap_of_a_cipher_is_unfamiliar_and_a_scrap_of_english_is_not() -> None:
    assert is_unfamiliar("E9D =2E6C E92?")
    assert not is_unfamiliar("No comment.")
    assert not is_unfamiliar("3:1")


@pytest.mark.parametrize("unit", ["word ", "a", "Ж", "qx", "a@", "\n", "6c 6f ", "-"])
def test_a_huge_text_costs_no_more_than_its_sample(unit: str) -> None:
    is_unreadable(CIPHERS["ROT13"](ENGLISH))
    start = perf_counter()
    is_unreadable(unit * (2_000_000 // len(unit)))
    assert perf_counter() - start < 1


@given(st.text(max_size=300))
def test_what_is_unreadable_is_unfamiliar_too(text: str) -> None:
    assert is_unfamiliar(text) or not is_unreadable(text)


@given(st.permutations(ENGLISH.split()))
def test_english_words_in_any_order_are_readable(words: list[str]) -> None:
    assert not is_unreadable(" ".join(words))
