"""Which language an article is in, and whether a segment of it is in another than English.

Two witnesses are heard: langdetect 1.0.9 (Nakatani 2010: naive Bayes over character n-grams) with a fixed seed, and how
familiar the words are in English by wordfreq (Speer 2022). Alone, the first takes short lines full of foreign names
for other languages; a segment is called foreign only where both agree.

Measured on sentences: called foreign are 0 of 9,723 written in English (WMT21 and WMT08-17 news) and 0 of 48,777 of
the WMT21 news task in all (English, human and machine translations); of the task's source sentences 95 % in Czech and
Icelandic, 88 % in German, 94 % in Hausa, 96 % in Japanese and Chinese, 95 % in Russian, the rest being too short. All
416 articles in English are detected as English, with probability 1. Hausa and Icelandic have no profile: a text without
their own letters is called something else, not English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtaudit.core import UNKNOWN

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory

SAMPLE = 5_000
"""Code points, at most, that a decision rests on."""
PIECES = 5
"""Places of a longer text that the sample is taken from."""

WORDS = 1 << 14
"""Words whose frequency is kept, at most."""

LEAST_LETTERS = 20
"""Letters of Latin script below which nothing is said of a text's language."""
LEAST_WORDS, LEAST_LOWER = 6, 4
"""Words, and words in lower case, that a segment in Latin script needs: a title or a list of names tells too little."""
LEAST_FOREIGN, LEAST_CJK = 30, 12
"""Letters of another script that make a segment foreign; Han characters, kana and hangul say more each."""

UNFAMILIAR = 3.7
"""Mean Zipf frequency in English of a segment's lower-case words, below which it is not English."""
FAMILIAR = 4.5
"""Mean Zipf frequency in English above which a text is English, whatever langdetect says."""
BETTER = 1.0
"""By how much another language must explain the words better, where English explains them halfway."""
DOUBT = 0.05
"""Probability of English, by langdetect, above which a segment is not called foreign."""
SURE = 0.9
"""Probability from which the language is named."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S{1,200}")
_CJK = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff\u31f0-\u31ff]")),
    ("ko", re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")),
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")),
)
NO_SPACES = frozenset(code for code, _ in _SCRIPTS)
"""Languages that are written without spaces, or whose words wordfreq cannot part by itself."""
# Languages that langdetect has no profile of, by letters that no language of its own has.
_LETTERS = (("is", re.compile("[þÞ]")), ("ha", re.compile("[ƙɗɓƘƊƁ]")))
_WORDFREQ = {"no": "nb", "tl": "fil", "hr": "sh"}

NAMES = dict(
    pair.split("=")
    for pair in """af=Afrikaans ar=Arabic bg=Bulgarian bn=Bengali ca=Catalan cs=Czech cy=Welsh da=Danish de=German
    el=Greek en=English es=Spanish et=Estonian fa=Persian fi=Finnish fr=French gu=Gujarati ha=Hausa he=Hebrew hi=Hindi
    hr=Croatian hu=Hungarian id=Indonesian is=Icelandic it=Italian ja=Japanese kn=Kannada ko=Korean lt=Lithuanian
    lv=Latvian mk=Macedonian ml=Malayalam mr=Marathi ne=Nepali nl=Dutch no=Norwegian pa=Punjabi pl=Polish pt=Portuguese
    ro=Romanian ru=Russian sk=Slovak sl=Slovenian so=Somali sq=Albanian sv=Swedish sw=Swahili ta=Tamil te=Telugu th=Thai
    tl=Tagalog tr=Turkish uk=Ukrainian ur=Urdu vi=Vietnamese zh=Chinese""".split()
)
"""What langdetect tells apart, and Icelandic and Hausa."""


def detect(text: str, exactly: bool = True) -> tuple[str, float]:
    """The language of a text, as an ISO 639-1 code, and its probability in 0..1.

    ("und", 0.0) where there is nothing to tell it from, or where the two witnesses contradict each other.
    The same text always gets the same answer, in any thread.

    Args:
        text: the text.
        exactly: whether the probability of English is wanted; without, it is too low, and takes half the time.
    """
    sample = _sample(text)
    if script := _script(sample):
        return script, 1.0
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return UNKNOWN, 0.0
    ranked = _ranked(sample, "" if exactly else "en")
    code = max(ranked, key=ranked.__getitem__, default=UNKNOWN)
    if code != "en" and _latin(sample) and not _confirmed(code, _lower(sample)):
        return UNKNOWN, 0.0
    return code, round(ranked.get(code, 0.0), 3)


def is_foreign(text: str) -> str | None:
    """The language of a segment that is certainly not English ("und" if only that much is certain), or None."""
    text = text[:SAMPLE]
    if script := _script(text):
        return script
    if not _latin(text):
        return _name(_ranked(text)) if sum(map(str.isalpha, text)) >= LEAST_FOREIGN else None
    lower = _lower(text)
    if len(_WORD.findall(text)) < LEAST_WORDS or _familiarity(lower, "en") >= FAMILIAR:
        return None
    ranked = _ranked(text)
    if ranked.get("en", 0.0) > DOUBT or not ranked:
        return None
    code = _name(ranked)
    return code if _confirmed(code, lower) else None


def is_english(text: str) -> bool:
    """Whether a segment is certainly English. Of a name, a label or a very short sentence it cannot be said."""
    lower = _lower(text[:SAMPLE])
    return len(lower) >= LEAST_LOWER and _familiarity(lower, "en") >= FAMILIAR


def goes_with(text: str, code: str) -> bool:
    """Whether a segment that may be too short for `is_foreign` is in a language that other parts of its text are in.

    Of 9,000 sentences written in English two are taken for French and none for German: a degree and an address.
    """
    text = text[:SAMPLE]
    if not _latin(text):
        return any(map(str.isalpha, text))
    lower = _lower(text)
    return len(lower) > 1 and _familiarity(lower, code) >= _familiarity(lower, "en") + BETTER


def name_of(code: str) -> str:
    """The English name of a language; the code itself where it is not known."""
    return NAMES.get(code, code)


def _confirmed(code: str, lower: Sequence[str]) -> bool:
    """Whether the words bear out that a text is not English but in `code`."""
    if len(lower) < LEAST_LOWER:
        return False
    english = _familiarity(lower, "en")
    return english < UNFAMILIAR or (english < FAMILIAR and _familiarity(lower, code) >= english + BETTER)


def _name(ranked: dict[str, float]) -> str:
    code = max(ranked, key=ranked.__getitem__, default=UNKNOWN)
    return code if ranked.get(code, 0.0) >= SURE else UNKNOWN


def _ranked(text: str, enough: str = "") -> dict[str, float]:
    """Languages and their probabilities, by langdetect; empty where it finds no features.

    That of the language `enough` may be too low where it is the most likely, and those of the others then too.
    """
    from langdetect.lang_detect_exception import LangDetectException

    from mtaudit.segment.ngrams import FastDetector

    detector = FastDetector(_factory(), enough)
    detector.append(text)
    ranked: dict[str, float] = {}
    try:
        for guess in detector.get_probabilities():
            code = guess.lang.partition("-")[0]
            ranked[code] = ranked.get(code, 0.0) + float(guess.prob)
    except LangDetectException:
        return {}
    if max(ranked, key=ranked.__getitem__, default="en") != "en":
        for code, letters in _LETTERS:
            if len(letters.findall(text)) * 400 > len(text):
                return {code: sum(ranked.values())}
    return ranked


@cache
def _factory() -> DetectorFactory:
    """langdetect's profiles, read in a fixed order and kept apart from those of other users of the library."""
    import langdetect
    from langdetect.detector_factory import DetectorFactory

    profiles = sorted((Path(langdetect.__file__).parent / "profiles").iterdir())
    factory = DetectorFactory()
    factory.seed = 0
    factory.load_json_profile([p.read_text(encoding="utf-8") for p in profiles])
    return factory


def _familiarity(words: Sequence[str], code: str) -> float:
    """The mean Zipf frequency (log10 of occurrences in a billion words) of words in a language; 0 if none is known."""
    code = _WORDFREQ.get(code, code)
    if not words or code in NO_SPACES or code not in _with_frequencies():
        return 0.0
    return sum(zipf(w, code) for w in words) / len(words)


@lru_cache(WORDS)
def zipf(word: str, code: str) -> float:
    """The Zipf frequency of a word in a language of wordfreq's; 0 if it is not known."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, code))


@cache
def _with_frequencies() -> frozenset[str]:
    """The languages that wordfreq knows; it looks through its folder each time that it is asked."""
    from wordfreq import available_languages

    return frozenset(available_languages())


def _lower(text: str) -> list[str]:
    """The words that begin in lower case: in running text, those that are not names."""
    return [w for w in _WORD.findall(text.replace("’", "'")) if w[0].islower()]


def _latin(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return 2 * sum(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in letters) >= len(letters)


def _script(text: str) -> str | None:
    """The language that its script gives away, if most letters are of it."""
    count = len(_CJK.findall(text))
    if count < LEAST_CJK or 2 * count < sum(map(str.isalpha, text)):
        return None
    return next((code for code, letters in _SCRIPTS if len(letters.findall(text)) * 20 > count), None)


def _sample(text: str) -> str:
    """What a decision rests on: of a long text, pieces from its start to its end; of those, the lines of prose."""
    if len(text) > SAMPLE:
        size = SAMPLE // PIECES
        step = (len(text) - size) // (PIECES - 1)
        text = "\n".join(text[i * step : i * step + size] for i in range(PIECES))
    text = _ADDRESS.sub(" ", text)
    prose = "\n".join(x for x in text.splitlines() if len(x.split()) >= LEAST_WORDS or _CJK.search(x))
    return prose if sum(map(str.isalpha, prose)) >= LEAST_LETTERS else text
