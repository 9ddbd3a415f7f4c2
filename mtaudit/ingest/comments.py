"""Comments in an article's own markup that ask for a rule to be let be, with the reason."""

from __future__ import annotations

import re

from mtaudit.core import Ignore

_ASKED = re.compile(r"<!--\s{0,9}mtaudit:\s{0,9}ignore\b(?P<asked>(?:(?!-->)[\s\S]){0,600})-->")
_WELL = re.compile(r"\s+(?P<rule>[\w-]{1,40})\s{0,9}--\s{0,9}(?P<reason>\S.{0,499}?)\s*")


def ignores(markup: str) -> tuple[Ignore, ...]:
    """What the comments `<!-- mtaudit: ignore RULE -- reason -->` ask for, each once, in order.

    A comment that names no rule, several, or no reason is reported: it has no effect, and its text stands for the rule.
    """
    found = (_ignore(m["asked"]) for m in _ASKED.finditer(markup))
    return tuple(dict.fromkeys(found))


def _ignore(asked: str) -> Ignore:
    well = _WELL.fullmatch(" " + " ".join(asked.split())) if asked[:1].isspace() else None
    return Ignore(well["rule"], well["reason"]) if well else Ignore(" ".join(asked.split()), "")
