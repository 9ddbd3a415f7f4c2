"""The headline of a text: finding it, and putting it where the audit can mark it."""

from __future__ import annotations

import re

_LONGEST = 150
MOST_HEADLINE_WORDS = 25
_LOOK = 20_000
_STRAIGHT = str.maketrans("‘’“”–—", "''\"\"--")

_HEADING = re.compile(r"^#[ \t]+(\S[^\r\n]*)", re.MULTILINE)
_ANY_HEADING = re.compile(r"#{1,6}[ \t]+")
# A run of underscores is looked at once, from its start: from each of its characters it would take minutes.
_MARKS = re.compile(r"[*`]+|(?<!\w)_+|(?<!_)_++(?!\w)|!?\[([^\[\]]{0,300})\]\([^()\s]{0,2000}\)")


def headline_of(text: str) -> str:
    """The title of plain text or Markdown: the first line if it looks like a headline, else the first `# ` heading.

    Returns "" where there is neither.
    """
    start = text[:_LOOK].lstrip()
    line = start.partition("\n")[0].strip()
    if _ANY_HEADING.match(line) or _looks_like_headline(line):
        return _without_marks(_ANY_HEADING.sub("", line, count=1))
    heading = _HEADING.search(start)
    return _without_marks(heading[1]) if heading else ""


def with_headline(title: str, body: str) -> str:
    """The body with its headline as the first paragraph, unless it opens with it already."""
    if not title or not body or _opens_with(body, title):
        return body
    return f"{title}\n\n{body}"


def _looks_like_headline(line: str) -> bool:
    """Short, of at least two words, no markup, and not ended as a sentence is. A question may be a headline."""
    words = line.split()
    sentence = line.rstrip("\"'”’)").endswith((".", ":", ";", ","))
    return (
        not line.startswith("<") and 2 <= len(words) <= MOST_HEADLINE_WORDS and len(line) <= _LONGEST and not sentence
    )


def _without_marks(line: str) -> str:
    return _MARKS.sub(lambda m: m[1] or "", line.rstrip("# \t\r")).strip()


def _opens_with(body: str, title: str) -> bool:
    """Also where the title on the page goes on after the headline ("Bridge approved - The Daily Example")."""
    first = _squash(body.lstrip().partition("\n")[0][: _LONGEST * 4])
    wanted = _squash(title)
    return first.startswith(wanted) or (len(first) > len(wanted) / 2 and wanted.startswith(first))


def _squash(text: str) -> str:
    return " ".join(text.translate(_STRAIGHT).casefold().split())
