"""Text of strangers on a terminal, or in the log of a workflow, which obeys what is printed."""

from __future__ import annotations

import os
import re

_COMMAND = re.compile(r"::|##\[")
_SPACE = "\N{ZERO WIDTH SPACE}"


def plain(text: str) -> str:
    """`text` so that a terminal obeys nothing in it."""
    return inert("".join(c if c.isprintable() else "\ufffd" for c in text))


def inert(text: str) -> str:
    """`text` without the marks of a workflow command, where a GitHub runner reads along."""
    if "GITHUB_ACTIONS" not in os.environ:
        return text
    return _COMMAND.sub(lambda found: found[0][:-1] + _SPACE + found[0][-1], text)
