"""Letters that stand for others that they look like: of another script, with an accent, or in another form."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mtaudit.core.mended import Cause, Edit
from mtaudit.segment.language import is_english
from mtaudit.segment.legible import is_foreign_word

COMMON = 4.0
"""Zipf frequency (log10 of occurrences in a billion words) in English from which a word all of whose letters only look
Latin is read as Latin."""
KNOWN = 3.5
"""Such a frequency for a word that is spelled with an accented letter for a plain one."""
LEAST = 3
"""Different words, at least, in which the same accented letter stands for a plain one."""

_SAME = str.maketrans("аеорсухіјѕһԁԛԝАВЕЅКМНОРСТХУІЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxijshdqwABESKMHOPCTXYIJABEZHIKMNOPTYXo")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_WORD = re.compile(r"[^\W\d_]+")
_FORMS = re.compile("[\ufb00-\ufb06]|[\uff21-\uff3a\uff41-\uff5a]{2,}|[\U0001d400-\U0001d7ff]{2,}")
_ACCENTED = re.compile("[À-ɏḀ-ỿ]")


def of_other_scripts(text: str) -> Iterator[Edit]:
    """Cyrillic and Greek letters in Latin words, where all of those in the word pass for Latin ones ("Мoscow").

    So do Cyrillic words that stand between Latin ones and look like a common English word: "а", "сору".
    """
    if not _OTHER.search(text):
        return
    words = list(_WORD.finditer(text))
    for i, match in enumerate(words):
        word = match.group()
        if not word.isascii() and _OTHER.search(word):
            latin = word.translate(_SAME)
            beside = [words[j].group() for j in (i - 1, i + 1) if 0 <= j < len(words)]
            if not _OTHER.search(latin) and (_LATIN.search(word) or _is_disguised(word, latin, beside)):
                yield from (
                    Edit(match.start() + k, match.start() + k + 1, meant, cause=Cause.LOOK_ALIKE)
                    for k, (letter, meant) in enumerate(zip(word, latin, strict=True))
                    if letter != meant
                )


def _is_disguised(word: str, latin: str, beside: Sequence[str]) -> bool:
    from wordfreq import zipf_frequency

    if not _CYRILLIC.fullmatch(word) or any(_OTHER.search(neighbour.translate(_SAME)) for neighbour in beside):
        return False
    if not any(_LATIN.search(neighbour) for neighbour in beside):
        return False
    return len(word) == 1 or zipf_frequency(latin, "en") >= COMMON


def presentation_forms(text: str) -> Iterator[Edit]:
    """Ligatures ("ﬁrst"), and words in full-width or mathematical letters."""
    if text.isascii():
        return
    for match in _FORMS.finditer(text):
        for i, letter in enumerate(match.group(), match.start()):
            meant = unicodedata.normalize("NFKC", letter)
            if meant != letter:
                yield Edit(i, i + 1, meant, cause=Cause.LOOK_ALIKE)


def accented(text: str) -> Iterator[Edit]:
    """An accented letter that stands for the plain one throughout: "yoû", "mûst", "bût".

    It takes several words of no language that are common English without the accent, in a text that is otherwise
    English and has the plain letter less often than the accented one.
    """
    if text.isascii():
        return
    words: defaultdict[str, set[str]] = defaultdict(set)
    for match in _WORD.finditer(text):
        for letter in set(_ACCENTED.findall(match.group().lower())):
            words[letter].add(match.group().lower())
    swapped: dict[str, str] = {}
    for letter, forms in words.items():
        plain = _plain(letter)
        if len(forms) >= LEAST and plain and _replaces(text.lower(), letter, plain, forms):
            swapped |= {letter: plain, letter.upper(): plain.upper()}
    if not swapped or not is_english(" ".join(w for w in _WORD.findall(text) if w.isascii())):
        return
    for match in _WORD.finditer(text):
        if not _is_word(match.group()):
            yield from _plainly(match, swapped)


def _plainly(match: re.Match[str], swapped: Mapping[str, str]) -> Iterator[Edit]:
    for i, letter in enumerate(match.group(), match.start()):
        if letter in swapped:
            yield Edit(i, i + 1, swapped[letter], cause=Cause.LOOK_ALIKE)


def _plain(letter: str) -> str | None:
    """The letter without its accents; None where it is no letter of the English alphabet."""
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base != letter and base.isascii() and base.isalpha() else None


def _replaces(text: str, letter: str, plain: str, forms: set[str]) -> bool:
    from wordfreq import zipf_frequency

    if text.count(letter) < text.count(plain):
        return False
    odd = [f for f in forms if zipf_frequency(f.replace(letter, plain), "en") >= KNOWN and not _is_word(f)]
    return len(odd) >= LEAST


def _is_word(form: str) -> bool:
    """Whether it is one as it stands, in English or another language."""
    from wordfreq import zipf_frequency

    return zipf_frequency(form, "en") > 0 or is_foreign_word(form)
