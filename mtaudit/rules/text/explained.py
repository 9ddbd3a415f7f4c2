"""Whether an article explains to its reader why it contains words of another language."""

from __future__ import annotations

import re

from mtaudit.core import Span

REACH = 160
"""Code points on either side of the words in which a bracket, a cue or a gloss is looked for."""

_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"))
_CUE = re.compile(
    r"""\b(?:words?|characters?|letters?|phrases?|terms?|slogans?|mottos?|names?|named|nicknamed|called|dubbed|titled?
    |known|written|spel(?:led|t)|pronounced|reads?|reading|inscri\w{1,9}|signs?|banners?|hashtags?|tattoos?|symbols?
    |chant\w{0,4}|meaning|stands?|original|alphabet|script|songs?|films?|novels?|dish(?:es)?|restaurant
    |in\s(?:Arabic|Chinese|Cyrillic|French|German|Greek|Hebrew|Hindi|Italian|Japanese|Korean|Latin|Portuguese|Russian
    |Spanish|Thai|Ukrainian))\b[^.;!?\n]{0,24}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_GLOSS = re.compile(
    r"""["”’»']?,?\s?(?:[(\[]\s?["“]?[A-Za-z]|(?:or|meaning|literally|which|translat\w{1,6})\b|[—–=]\s)"""
)
_ADDRESS = re.compile(r"\S{1,80}\.\w{2,12}\b")


def is_explained(text: str, run: Span, within: Span) -> bool:
    """Whether the run is in brackets or in an address, or the sentence `within` introduces or translates it."""
    before = text[max(within.start, run.start - REACH) : run.start]
    after = text[run.end : min(within.end, run.end + REACH)]
    bracketed = any(before.rfind(opening) > before.rfind(closing) for opening, closing in _BRACKETS)
    addressed = before.endswith(("#", "@", "/", ".")) or _ADDRESS.match(text, run.start, within.end) is not None
    return bracketed or addressed or _CUE.search(before) is not None or _GLOSS.match(after) is not None
