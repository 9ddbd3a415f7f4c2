"""Makes untrusted text safe to print on a terminal or in a workflow log, both of which obey what is printed."""

from __future__ import annotations

import os
import re

_COMMAND = re.compile(r"::|##\[")
_BETWEEN = "\N{ZERO WIDTH SPACE}"
_SPACE = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029]")
# Whatever a terminal might obey rather than show: control characters, bidirectional overrides, lone surrogates.
_UNSAFE = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """`text` on one line, so that a terminal obeys nothing in it; each character stays one character."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", _SPACE.sub(" ", text))


def plain(text: str) -> str:
    """`text` so that a terminal obeys nothing in it."""
    return inert("".join(c if c.isprintable() else "\ufffd" for c in text))


def inert(text: str) -> str:
    """`text`, with workflow commands broken up if it runs under GitHub Actions, whose runner reads the log."""
    if "GITHUB_ACTIONS" not in os.environ:
        return text
    return _COMMAND.sub(lambda match: match[0][:-1] + _BETWEEN + match[0][-1], text)
