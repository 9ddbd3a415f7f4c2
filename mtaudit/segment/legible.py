"""Whether a text can be read at all, or is a cipher, encoded data, bytes decoded wrongly, or keys struck at random.

Two things must hold of what is called unreadable: its words are hardly used in English, by wordfreq (Speer 2022), and
they are of no other language either: few of them are in any of wordfreq's lists, and few can be pronounced, which
speaks for the languages that it has no list of.

Measured on sentences: of 91,792 in English (news of 2021 by people and machines, fifteen other genres, translations by
poor systems) 5 are called unreadable, none of them prose: addresses, names of users and captions run together. Of
sentences of eight words or more 95 % are in ROT13, 98 % in ROT47, 97 % in base64, and 77 to 95 % as UTF-8 read in
another encoding; of four sentences together, all. Of sentences in seven other languages .5 % or fewer are, in Hausa and
Estonian 3 %: wordfreq has no list of these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from mtaudit.segment.language import WORDS, zipf

LEAST_WORDS = 6
"""Different words that are no names, below which nothing is said of a text."""
SAMPLE = 5_000
"""Code points, at most, that a decision rests on."""
UNFAMILIAR = 1.6
"""Mean Zipf frequency in English of the words, by their letters, below which a text is not English."""
RAREST = 1.5
"""Zipf frequency below which a word with a capital is taken for a name."""
KNOWN = 0.25
"""Share of the letters, in frequent words of one language, that makes a text one of that language."""
RAREST_CENTIBELS = 500
"""How rare a frequent word may be, in hundredths of a power of ten: once in 100,000 words, or Zipf 4."""
PRONOUNCEABLE, LONG, LEAST_LONG = 0.9, 4, 4
"""Share of the letters in pronounceable words of LONG letters or more, and the fewest such words."""
LONGEST, PIECE = 40, 12
"""Code points above which a word is cut, and those of a piece: encoded data has no spaces."""
HEAVIEST = 15
"""Letters, at most, that a word counts for."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S{1,200}\.\w+|(?<!\S)[#@]\w{4,}(?!\S)")
_BYTES = re.compile(r"\b[\da-f]{2}(?:\s+[\da-f]{2}){15,}\b", re.IGNORECASE)
_GAP = re.compile(r"[\s\-‐-―/]+")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_APOSTROPHE = re.compile("['’]")
_MEASURE = re.compile(r"[$£€]?\d[\d.,:]*(?:[a-z]{2,3}|[msk])|[A-Z]{1,3}\d{1,4}")
_VOWELS = "aeiouyæøœəıаеёиоуыэюяіїєәөүұ"
_CRAMPED = re.compile(rf"[^{_VOWELS}]{{4}}|[{_VOWELS}]{{4}}")
_VOWEL = re.compile(f"[{_VOWELS}]")
_NO_SPACES = ("ja", "ko", "zh")


def is_unreadable(text: str) -> bool:
    """Whether a text is certainly in no language, English or other. False where there is too little to tell from."""
    words = _words(text)
    return len(words) >= LEAST_WORDS and _familiarity(words) < UNFAMILIAR and not _is_language(words)


def is_unfamiliar(text: str) -> bool:
    """Whether a text, however short, has hardly an English word: enough to go with something unreadable beside it."""
    words = _words(text)
    return bool(words) and _familiarity(words) < UNFAMILIAR


def is_foreign_word(word: str) -> bool:
    """Whether a word is a frequent one of a language other than English, of those that wordfreq has a list of."""
    return any(word.lower() in known for known in _lists())


def _words(text: str) -> Mapping[str, float]:
    """The different words of a text with their Zipf frequency in English; without names, measures and addresses."""
    text = text[:SAMPLE]
    return dict(filter(None, map(_frequency, _pieces(text.lower() if text.isupper() else text))))


@lru_cache(WORDS)
def _frequency(word: str) -> tuple[str, float] | None:
    """A word and its frequency; None for a name or a measure."""
    bare = _APOSTROPHE.sub("", word)
    spelt = bare.isalpha()
    frequency = zipf(word.lower().replace("’", "'"), "en") if spelt else 0.0
    is_name = spelt and frequency < RAREST and (bare.istitle() or bare.isupper())
    return None if is_name or _MEASURE.fullmatch(word) else (word.lower() if word.istitle() else word, frequency)


def _pieces(text: str) -> Iterator[str]:
    text = _BYTES.sub(lambda dump: "".join(dump.group().split()), _ADDRESS.sub(" ", text))
    for gross in _GAP.split(text):
        word = _EDGE.sub("", gross)
        if len(word) > LONGEST:
            yield from (word[i : i + PIECE] for i in range(0, len(word), PIECE))
        elif any(map(str.isalpha, word)):
            yield word


def _familiarity(words: Mapping[str, float]) -> float:
    weights = {word: min(len(word), HEAVIEST) for word in words}
    return sum(zipf * weights[word] for word, zipf in words.items()) / sum(weights.values())


def _is_language(words: Collection[str]) -> bool:
    letters = [c for word in words for c in word if c.isalpha()]
    if 2 * sum("\u0530" <= c < "\u1e00" or c >= "\u2000" for c in letters) > len(letters):
        return True  # a script that no wrong decoding ends in
    long = [word for word in words if len(word) >= LONG]
    if len(long) >= LEAST_LONG and sum(map(_is_pronounceable, long)) >= PRONOUNCEABLE * len(long):
        return True
    plain = {word.lower(): min(len(word), HEAVIEST) for word in words}
    least = KNOWN * sum(plain.values())
    return any(sum(n for word, n in plain.items() if word in known) >= least for known in _lists())


def _is_pronounceable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", word))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    lower = letters.lower()
    plain = letters.isalpha() and (letters[1:].islower() or letters.isupper())
    return plain and _VOWEL.search(lower) is not None and _CRAMPED.search(lower) is None


@cache
def _lists() -> tuple[Collection[str], ...]:
    """The frequent words of each language but English, those aside that are written without spaces.

    They are read from wordfreq's files: it would keep all that it loads, ten times as much memory as these take.
    """
    from wordfreq import available_languages, read_cBpack

    files = sorted((c, file) for c, file in available_languages("small").items() if c not in ("en", *_NO_SPACES))
    return tuple(frozenset(chain(*read_cBpack(file)[:RAREST_CENTIBELS])) for _, file in files)
