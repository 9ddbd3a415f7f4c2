"""Comments in an article's own markup that ask for a rule to be let be, with the reason."""

from __future__ import annotations

import re

from mtaudit.model import Ignore

_ASKED = re.compile(
    r"<!--\s{0,9}mtaudit:\s{0,9}ignore\s{1,9}(?P<rule>[\w-]{1,40})\s{0,9}--\s{0,9}(?P<reason>.{1,500}?)-->"
)


def ignores(markup: str) -> tuple[Ignore, ...]:
    """What the comments `<!-- mtaudit: ignore RULE -- reason -->` ask for, each once, in order; one line each."""
    found = (Ignore(m["rule"], m["reason"].strip()) for m in _ASKED.finditer(markup))
    return tuple(dict.fromkeys(one for one in found if one.reason))
