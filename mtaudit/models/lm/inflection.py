"""The regular inflections of English words, by their endings."""

from __future__ import annotations

from collections.abc import Iterator

COMMON = 3.2
"""Zipf frequency that a form must have to be taken for a word: about 1.6 in a million."""


def inflections(word: str) -> list[str]:
    """Regular forms of a lower-case word that are common words, most frequent first: "pulled" gives pull, pulling.

    A form is accepted for being common, not for being of the same part of speech.
    """
    from wordfreq import zipf_frequency

    found = {form for base in bases(word) for form in forms(base)} - {word}
    known = {form: zipf_frequency(form, "en") for form in found}
    return sorted((f for f in found if known[f] >= COMMON), key=lambda f: (-known[f], f))


def bases(word: str) -> Iterator[str]:
    """What the word may be a form of, itself first; not all are words."""
    yield word
    for ending, repair in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            yield word.removesuffix(ending) + repair
    if word.endswith("ing") and len(word) >= 6:
        yield word.removesuffix("ing") + "e"


def forms(base: str) -> Iterator[str]:
    """The base itself and its regular forms in -s, -ed and -ing, in this order; not all are words."""
    if base.endswith("e"):
        yield from (base, f"{base}s", f"{base}d", f"{base[:-1]}ing")
    elif len(base) > 1 and base.endswith("y") and base[-2] not in "aeiou":
        yield from (base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing")
    else:
        yield from (base, f"{base}s", f"{base}ed", f"{base}ing")
