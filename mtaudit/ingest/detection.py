"""The encoding of bytes that are in none that was declared, where it can be detected with some certainty."""

from __future__ import annotations

import re

_UNLIKELY_IN_ENGLISH = re.compile(r"[a-zß-ÿ][À-ÞŠŽŒŸ]")  # the apostrophe of old Mac text read as Windows text: weÕve
_FEW = 0.3
"""English in any encoding is ASCII but for a smaller share of its bytes; Russian or Chinese is far above."""
_TELLING = 8
"""Bytes above ASCII from which more can be told than that a text may be English with some accents."""
_SAMPLE = 1 << 17
_GUESSES = ["cp1252", "mac_roman", "cp1250", "cp1251", "cp1253", "cp1255", "cp1256", "koi8_r", "tis_620"]
_GUESSES += ["gb18030", "big5", "cp932", "euc_jp", "cp949"]
_ABOVE_ASCII = bytes(range(0x80, 0x100))
_APART = re.compile(rb"<[^<>]*>|[\r\n]+")
"""What parts the pieces of text in a document. No byte of it is the second of a character in any of the encodings."""


def detected(data: bytes) -> str | None:
    """Python's codec for bytes that are not UTF-8; None if it cannot be determined.

    A wrong guess would show an editor garble that the article does not have. So what may be English must turn out
    Western: ASCII with a few quotation marks and accents. Tags, and lines of ASCII alone, say nothing of the encoding.
    """
    text = b"\n".join(piece for piece in _APART.split(data) if not piece.isascii())
    above = len(text) - len(text.translate(None, _ABOVE_ASCII))
    may_be_english = above <= max(_TELLING, _FEW * len(text))
    if may_be_english and _reads_western(data):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(_beginning(text), cp_isolation=_GUESSES).best()
    return best.encoding if best and (not may_be_english or best.encoding == "mac_roman") else None


def _beginning(text: bytes) -> bytes:
    """As much of a text as is looked at, up to a space: the sample must not end within a character."""
    sample = text[:_SAMPLE]
    return sample if len(text) <= _SAMPLE else sample[: 1 + max(map(sample.rfind, (b" ", b"\n")))] or sample


def _reads_western(data: bytes) -> bool:
    try:
        return not _UNLIKELY_IN_ENGLISH.search(data.decode("cp1252"))
    except UnicodeDecodeError:
        return False
