"""The thesaurus behind `other_sense`: the words that share any sense with a word (WordNet 3.0, Fellbaum 1998)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from mtaudit.errors import UsageError
from mtaudit.models.lm.inflection import bases, forms

DATA = ("data.noun1", "data.noun2", "data.verb", "data.adj", "data.adv")
"""WordNet's files, as the package names them; the nouns are in two parts."""
KNOWN = 2.5
"""Zipf frequency that a synonym must have: translation engines choose words that people write."""


def synonyms() -> Callable[[str], Sequence[str]]:
    """A function that returns, for a lower-case word, the synonyms in all its senses, in the same form.

    Raises:
        UsageError: if WordNet is not installed.
    """
    senses = _senses(_folder())

    @lru_cache(maxsize=100_000)
    def synonyms_of(word: str) -> tuple[str, ...]:
        return tuple(sorted(set(_same_form(word, senses)) - {word}))

    return synonyms_of


def _same_form(word: str, senses: dict[str, set[str]]) -> Iterator[str]:
    from wordfreq import zipf_frequency

    for base in bases(word):
        index = list(forms(base)).index(word) if word in forms(base) else -1
        for other in senses.get(base, ()) if index >= 0 else ():
            form = list(forms(other))[index]
            if other != base and zipf_frequency(form, "en") >= KNOWN:
                yield form


def _folder() -> Path:
    spec = find_spec("pattern")
    for root in (spec.submodule_search_locations or ()) if spec else ():
        if (folder := Path(root) / "text" / "en" / "wordnet" / "dict").is_dir():
            return folder
    raise UsageError("training needs WordNet, which is in the extra `train`; run `pip install 'mtaudit[train]'`")


def _senses(folder: Path) -> dict[str, set[str]]:
    """For each word, the other single words of its sets of synonyms."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in DATA:
        for line in (folder / name).read_text("latin-1").splitlines():
            if line.startswith(" "):  # the licence
                continue
            fields = line.split()
            count = int(fields[3], 16)
            words = {w.partition("(")[0] for w in fields[4 : 4 + 2 * count : 2]}
            plain = {w for w in words if w.isalpha() and w.islower() and w.isascii()}
            for word in plain:
                found[word] |= plain - {word}
    return found
