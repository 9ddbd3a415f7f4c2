"""The closed word classes of English: words that grammar, not the subject, calls for."""

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

FUNCTION_WORDS = frozenset[str]().union(
    *EXCHANGEABLE,
    """above across after against along amid among around before behind below beneath beside besides between beyond
    despite down during except inside like near off onto out outside over past per since through throughout till toward
    towards under until up upon via within without""".split(),
    "this that these those some any no each every either neither both all such".split(),
    """i you we me her us my your his its our their mine yours hers ours theirs myself yourself ourselves whose what
    there""".split(),
    "must not and or but nor so yet if because although though while whereas when where than whether".split(),
)
"""Every word of a closed class, whether or not another may stand in for it."""

OMISSIBLE = PREPOSITIONS | ARTICLES | AUXILIARIES
"""What translation adds and drops: languages differ in which of these they have."""


def alternatives(word: str) -> frozenset[str]:
    """The closed-class words that may stand in for `word` (lower case), itself left out; empty for an open class."""
    found = frozenset[str]().union(*(words for words in EXCHANGEABLE if word in words))
    return found - {word}
