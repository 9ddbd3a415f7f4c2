"""Could one word stand where another does? Its word class decides."""

from __future__ import annotations

from functools import cache

from mtaudit.models.lm.closed_class import FUNCTION_WORDS, alternatives


def fits(word: str, other: str) -> bool:
    """Whether `word` could stand in place of the word `other`, both in lower case.

    A function word can take the place of another of its closed class only. Any other word can take the place of one
    with which it shares a part of speech; a word that the dictionary lacks shares none.
    """
    if word in FUNCTION_WORDS or other in FUNCTION_WORDS:
        return word in alternatives(other)
    return bool(parts_of_speech(word) & parts_of_speech(other))


@cache
def parts_of_speech(word: str) -> frozenset[str]:
    """The parts of speech that an English word can be, as Universal Dependencies names them (NOUN, VERB, ADJ, ADV).

    They come from LemmInflect's dictionary, which is that of the NIH's SPECIALIST Lexicon.
    """
    from lemminflect import getAllLemmas

    return frozenset(getAllLemmas(word))
