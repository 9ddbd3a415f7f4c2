"""The closed word classes of English, as far as grammar rather than meaning chooses among their words."""

from __future__ import annotations

PREPOSITIONS = frozenset("about as at by for from in into of on to with".split())
"""Those that verbs and nouns govern. *Behind* or *under* says where, and is the writer's to choose."""
ARTICLES = frozenset(["a", "an", "the"])
PRONOUNS = frozenset("he she it they him them himself herself itself themselves who whom which".split())
AUXILIARIES = frozenset(
    """is are was were be been being am has have had having do does did will would shall should can could may
    might""".split()
)
EXCHANGEABLE = (PREPOSITIONS, ARTICLES, PRONOUNS, AUXILIARIES)
"""A word may stand in for another of its class."""

OMISSIBLE = PREPOSITIONS | ARTICLES | AUXILIARIES
"""What translation adds and drops: languages differ in which of these they have."""


def alternatives(word: str) -> frozenset[str]:
    """The closed-class words that may stand in for `word` (lower case), itself left out; empty for an open class."""
    found = frozenset[str]().union(*(words for words in EXCHANGEABLE if word in words))
    return found - {word}
