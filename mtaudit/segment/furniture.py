"""Page furniture in pasted text: menus, share buttons, comment forms, teasers, bylines; and captions.

The rows are data, in furniture.toml beside this file; here is only how lines are matched and what their neighbours say.

Measured on the WMT21 news task, every row a line: furniture is none of the 1,000 rows of articles written in English,
1 of 4,848 rows of human translations (a credit, rightly) and 6 of 44,510 rows of machine translations (five credits and
one line of opening hours). Of 8,592 other English sentences (WMT08-17) it is 11, all rightly: teasers, "Contact us on
Twitter", reporters' names. The rows were written beside tests/data/furniture.toml, so that it is no measure of how much
of a page's furniture they find: that has not been measured.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter

from mtaudit.core import Kind
from mtaudit.segment.sentences import sentences

LONGEST = 800
"""Code points above which a line is prose, whatever it says."""
TEASERS = 12
"""Headlines, at most, that a list of other stories is taken to hold."""
BETWEEN = 256
"""Lines, at most, whose roles are kept: a line is often a sentence too, and is asked about again at once."""
PROSE = 12
"""Words that a line needs at least, with a full stop at its end, to count as prose when a page is divided."""

_EDGE_BEFORE = re.compile(r"^[^\w(\[#@©*+\"“‘'$£€]+")
_EDGE_AFTER = re.compile(r"[\s.,:;!?…»›→>|\\/\-–—]+$")
_SLOT = re.compile(r"<([a-z]+)>")
_SPACE = re.compile(r"\s+")
_STOP = re.compile(r"[.!?…][\"”’')\]]*$")


class Role(StrEnum):
    """What a line can be, apart from prose."""

    ALONE = "alone"
    BESIDE = "beside"
    LIST = "list"
    END = "end"
    CAPTION = "caption"


@lru_cache(BETWEEN)
def role_of(line: str) -> Role | None:
    """What one line of text is by itself; None for prose. Linear in the line's length."""
    if len(line) > LONGEST:
        return None
    plain = _plain(line)
    if not any(c.isalnum() for c in plain):
        return Role.ALONE
    return next((role for role, pattern in _patterns() if pattern.fullmatch(plain)), None)


def is_furniture(sentence: str) -> bool:
    """Whether a sentence among others in a paragraph is furniture that was pasted along with it."""
    return role_of(sentence) in (Role.ALONE, Role.END)


def kinds(lines: Sequence[str]) -> tuple[Kind, ...]:
    """What each of a page's lines is (in order, blank ones left out): body, caption or boilerplate.

    A line's neighbours count: "Share" is furniture beside "Print", and so is all that follows a comment form. A line in
    which a sentence is prose is no furniture as a whole, whatever it begins with.
    """
    roles = [_role_beside(line) for line in lines]
    marked = [role in (Role.ALONE, Role.LIST, Role.END) for role in roles]
    _mark_lists(lines, roles, marked)
    _mark_neighbours(roles, marked)
    _mark_end(lines, roles, marked)
    return tuple(
        Kind.BOILERPLATE if mark else Kind.CAPTION if role is Role.CAPTION else Kind.BODY
        for mark, role in zip(marked, roles, strict=True)
    )


def _role_beside(line: str) -> Role | None:
    """What a line is among others: prose where one of its several sentences is."""
    role = role_of(line)
    if role in (None, Role.CAPTION):
        return role
    found = [span.of(line) for span in sentences(line)]
    prose = len(found) > 1 and any(_is_prose(sentence) and role_of(sentence) is None for sentence in found)
    return None if prose else role


def _mark_lists(lines: Sequence[str], roles: Sequence[Role | None], marked: list[bool]) -> None:
    """Headlines under a heading such as "Most read". Not before the article: there one of them may be its own."""
    left = 0
    begun = False
    for i, line in enumerate(lines):
        begun = begun or _is_prose(line)
        if roles[i] is Role.LIST and begun:
            left = TEASERS
        elif left and roles[i] is None and not _STOP.search(line) and len(line) <= 200:
            marked[i] = True
            left -= 1
        elif not marked[i]:
            left = 0


def _mark_neighbours(roles: Sequence[Role | None], marked: list[bool]) -> None:
    """Ordinary lines beside furniture: "Share", "Sport", "12". Two of them in a row vouch for each other."""
    start = 0
    for stop in range(len(roles) + 1):
        if stop < len(roles) and roles[stop] is Role.BESIDE:
            continue
        known = (start > 0 and marked[start - 1]) or (stop < len(roles) and marked[stop])
        if stop - start > 1 or (stop > start and known):
            marked[start:stop] = [True] * (stop - start)
        start = stop + 1


def _mark_end(lines: Sequence[str], roles: Sequence[Role | None], marked: list[bool]) -> None:
    """All that follows a comment form, if more prose came before it than comes after."""
    prose = [len(line.split()) * (_is_prose(line) and not mark) for line, mark in zip(lines, marked, strict=True)]
    total = sum(prose)
    before = 0
    for i, role in enumerate(roles):
        before += prose[i]
        if role is Role.END and 0 < total <= 2 * before:
            marked[i:] = [True] * (len(roles) - i)
            return


def _is_prose(line: str) -> bool:
    return len(line.split()) >= PROSE and bool(_STOP.search(line))


def _plain(line: str) -> str:
    line = unicodedata.normalize("NFKC", line).replace("’", "'").replace("‘", "'")
    return _EDGE_AFTER.sub("", _EDGE_BEFORE.sub("", _SPACE.sub(" ", line)))


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    data = tomllib.loads(files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = data["vocabulary"]

    def fill(row: str) -> str:
        return _SLOT.sub(lambda m: f"(?:{fill(words[m.group(1)])})", row)

    rows = ((Role(group["role"]), f"(?:{fill(row)})") for group in data["group"] for row in group["lines"])
    return tuple(
        (role, re.compile("|".join(row for _, row in some), re.IGNORECASE))
        for role, some in groupby(rows, itemgetter(0))
    )
