"""Text that nobody can read."""

from __future__ import annotations


def rot47(text: str) -> str:
    return "".join(chr(33 + (ord(c) + 14) % 94) if "!" <= c <= "~" else c for c in text)
