"""Runs of another language's words within an English sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtaudit.core import Span
from mtaudit.rules.text.explained import is_explained
from mtaudit.rules.text.foreign_lexicon import Language, languages
from mtaudit.rules.text.tables import lexicon

SHORTEST = 3
"""Words without a capital in a run that is marked."""
LONG = 5
"""Words in a run that is longer than the rest of a name."""
REACH = 6
"""Words before a run in which the beginning of a name is looked for."""

Words = Sequence[re.Match[str]]

_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHES = ("'", "’")
_GAPS = (" ", ", ", "-", *_APOSTROPHES)


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """A run of words of one language."""

    span: Span
    language: Language


def unexplained(text: str, within: Span) -> Iterator[ForeignWords]:
    """The runs of foreign words that the sentence `within` neither introduces nor translates."""
    return (words for words in foreign_words(text, within) if not is_explained(text, words.span, within))


def foreign_words(text: str, within: Span) -> Iterator[ForeignWords]:
    """Disjoint runs of foreign words, longest first. Names and loan phrases are left out."""
    words = list(_WORD.finditer(text, within.start, within.end))
    forms = {w.group() for w in words}
    found = [
        (run, language)
        for language in languages().values()
        if not forms.isdisjoint(language.words)
        for run in _runs(text, words, language)
        if _is_left_over(words, run, language) and not _is_name(text, words, run, language)
    ]
    taken = bytearray(len(words))
    for run, language in sorted(found, key=lambda f: (-len(f[0]), f[0].start, f[1].code)):
        span = Span(words[run.start].start(), words[run.stop - 1].end())
        if not any(taken[run.start : run.stop]):
            taken[run.start : run.stop] = b"\1" * len(run)
            yield ForeignWords(span, language)


def _runs(text: str, words: Words, language: Language) -> Iterator[range]:
    """Unbroken runs of words of `language`, each about one of its function words, as ranges of `words`."""
    at = 0
    while at < len(words):
        if words[at].group() not in language.words:
            at += 1
            continue
        begin = end = at
        while begin > 0 and _joined(text, words, begin) and _belongs(text, words[begin - 1], language):
            begin -= 1
        while end + 1 < len(words) and _joined(text, words, end + 1) and _belongs(text, words[end + 1], language):
            end += 1
        yield range(begin, end + 1)
        at = end + 1


def _joined(text: str, words: Words, i: int) -> bool:
    """Whether nothing but a space, a comma, a hyphen or an apostrophe stands before word `i`."""
    return text[words[i - 1].end() : words[i].start()].replace("\n", " ") in _GAPS


def _belongs(text: str, match: re.Match[str], language: Language) -> bool:
    """Whether a word is of `language`. A capital makes it a name, save in German, whose nouns have one."""
    word = match.group()
    if len(word) == 1 and text[match.end() : match.end() + 1] in _APOSTROPHES:
        return True  # the elided "l" of "l'homme"
    if language.code == "de":
        word = word.lower()
    return word.islower() and language.has(word)


def _is_left_over(words: Words, run: range, language: Language) -> bool:
    """Whether a run is more than a noun, a preposition and a noun ("fleur de sel"), or a loan phrase."""
    forms = [words[i].group() for i in run]
    plain = [form for form in forms if len(form) > 1 and form.islower()]
    least = SHORTEST + any(form.istitle() for form in forms)
    is_noun_phrase = len(forms) == 3 and not {forms[0], forms[2]} & language.words
    return len(plain) >= least and not is_noun_phrase and not _is_loan(forms)


def _is_name(text: str, words: Words, run: range, language: Language) -> bool:
    """Whether the run belongs to the name of a body or a work: "the Comité pour la protection des journalistes"."""
    first = run.start
    while first > max(0, run.start - REACH) and _joined(text, words, first) and words[first - 1].group().islower():
        first -= 1
    if first <= 1 or not _joined(text, words, first):  # a sentence's first word has a capital anyway
        return False
    before = words[first - 1].group()
    if not before.istitle() or language.has(before.lower()):
        return before.istitle()
    closed = run.stop < len(words) and words[run.stop].group().istitle()
    return first == run.start and (len(run) < LONG or closed)


def _is_loan(forms: Sequence[str]) -> bool:
    """Whether the words belong to a phrase that English has borrowed, with any accents."""
    run = _plain(" ".join(forms))
    for phrase in map(_plain, lexicon("loan_phrases")):
        if run in phrase or (phrase in run and len(run.replace(phrase, "").split()) < SHORTEST):
            return True
    return False


def _plain(phrase: str) -> str:
    letters = "".join(c for c in unicodedata.normalize("NFKD", phrase) if not unicodedata.combining(c))
    return letters.replace("'", " ").replace("-", " ")
