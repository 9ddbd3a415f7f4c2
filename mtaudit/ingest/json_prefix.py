"""The part before the fault of a document that is not valid JSON, or is cut short."""

from __future__ import annotations

import json
import re

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_NEXT = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")


def whole_values(text: str) -> object:
    """The values that are whole: of an array, or of an object, whose last may be an array up to the fault.

    Returns:
        A list or a dictionary, or None where the document begins with neither.
    """
    at = _past(_SPACE, text, 0)
    if text.startswith("[", at):
        return _array(text, at + 1)
    return _object(text, at + 1) if text.startswith("{", at) else None


def _array(text: str, at: int) -> list[object]:
    found: list[object] = []
    try:
        at = _past(_SPACE, text, at)
        while True:
            value, at = _DECODER.raw_decode(text, at)
            found.append(value)
            at = _past(_NEXT, text, at)
    except (ValueError, RecursionError):
        return found


def _object(text: str, at: int) -> dict[str, object]:
    found: dict[str, object] = {}
    try:
        at = _past(_SPACE, text, at)
        while True:
            name, at = _DECODER.raw_decode(text, at)
            at = _past(_COLON, text, at)
            try:
                value, at = _DECODER.raw_decode(text, at)
            except (ValueError, RecursionError):
                return {**found, str(name): _array(text, at + 1)} if text.startswith("[", at) else found
            found[str(name)] = value
            at = _past(_NEXT, text, at)
    except (ValueError, RecursionError):
        return found


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the pattern, which must stand there, ends.

    Raises:
        ValueError: if it does not.
    """
    found = pattern.match(text, at)
    if not found:
        raise ValueError
    return found.end()
