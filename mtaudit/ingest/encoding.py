"""Bytes to text, by the encoding that was declared or else the one that fits."""

from __future__ import annotations

import codecs
import re

from mtaudit.errors import InputError
from mtaudit.ingest.interface import Resource, UnsuitableError
from mtaudit.ingest.prolog import read_prolog

BINARY = "it looks like a binary file; give text, HTML, a feed, JSON Lines, Parquet or a web archive"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What the labels mean on the web, where it is not what Python takes them for: https://encoding.spec.whatwg.org
_ON_THE_WEB = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
# The encodings of that standard, by Python's names. Python has more, such as unicode_escape and punycode,
# that no honest page declares.
_ALLOWED = re.compile(
    r"utf-8|utf-(16|32)(-[lb]e)?|ascii|iso8859-\d+|cp125\d|koi8-[ru]|mac-(roman|cyrillic)|cp866|cp874|tis-620|"
    r"gb2312|gbk|gb18030|big5(hkscs)?|euc_(jp|kr)|iso2022_jp|shift_jis|cp932|cp949"
)

_DECLARED = (
    re.compile(rb"^\s{0,99}<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})"),
    re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE),
)
_DECLARED_WITHIN = 4096
"""Bytes. HTML allows 1,024 before the declaration; pages take more."""

_UNLIKELY_IN_ENGLISH = re.compile(r"[a-zß-ÿ][À-ÞŠŽŒŸ]")  # the apostrophe of old Mac text read as Windows text: weÕve
_FEW = 0.3
"""English in any encoding is ASCII but for a smaller share of its bytes; Russian or Chinese is far above."""
_SAMPLE = 1 << 16
_GUESSES = ["cp1252", "mac_roman", "cp1250", "cp1251", "koi8_r", "gb18030", "big5", "cp932", "euc_jp", "cp949"]


def read_text(resource: Resource, limit: int) -> str:
    """The whole of a resource as text, unchanged but for a byte order mark.

    Raises:
        InputError: if it is too large, or in no encoding that can be told.
        UnsuitableError: if it holds NUL characters.
    """
    return _refuse_nul(decode(resource.body(limit), [resource.charset]))


def read_markup(resource: Resource, limit: int) -> str:
    """The whole of a page or feed as text. A server's word on the encoding goes before the document's own.

    Raises:
        InputError: as `read_text`, and if the document defines entities.
    """
    data = resource.body(limit)
    text = _refuse_nul(decode(data, [resource.charset, _declared_within(data)]))
    read_prolog(text)
    return text


def mark_of(data: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark gives, or None, and the mark's length."""
    return next(((name, len(mark)) for mark, name in _MARKS if data.startswith(mark)), (None, 0))


def codec_for(label: str | None) -> str | None:
    """Python's codec for an encoding's label; None for none, an unknown one, or one that has no place on the web."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    return _ON_THE_WEB.get(name, name) if _ALLOWED.fullmatch(name) else None


def decode(data: bytes, declared: list[str | None]) -> str:
    """Text from bytes: by a byte order mark, else the first declared encoding that fits, else UTF-8, else a guess.

    Raises:
        InputError: if nothing fits.
    """
    marked, skip = mark_of(data)
    if marked:
        return _must(data, marked, skip)
    candidates = [codec for label in declared if (codec := codec_for(label))]
    if candidates[:1] == ["cp1252"]:
        # Real Latin-1 prose hardly ever happens to be sound UTF-8: such a label is a server's default, and wrong.
        candidates.insert(0, "utf-8")
    for codec in (*candidates, "utf-8"):
        try:
            return data.decode(codec)
        except UnicodeError:
            continue
    return _must(data, _guess(data))


def _must(data: bytes, codec: str, skip: int = 0) -> str:
    try:
        return data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        raise InputError(_undecodable(codec.upper(), data, skip + error.start)) from error


def _undecodable(encoding: str, data: bytes, at: int) -> str:
    return f"it is not text in {encoding} (byte 0x{data[at]:02X} at offset {at:,}); save it as UTF-8"


def _refuse_nul(text: str) -> str:
    if "\0" in text:
        raise UnsuitableError(BINARY)
    return text


def _declared_within(data: bytes) -> str | None:
    head = data[:_DECLARED_WITHIN]
    for pattern in _DECLARED:
        if found := pattern.search(head):
            label = found[1].decode("ascii", "replace")
            # It was read as ASCII, so it is not in the encoding that it claims.
            return None if label.lower().startswith(("utf-16", "utf-32")) else label
    return None


def _guess(data: bytes) -> str:
    """The encoding of bytes that are not UTF-8, where it can be told with some certainty.

    A wrong guess would show an editor garble that the article does not have. So UTF-8 with a few bad bytes is
    refused, and what may be English must turn out Western: ASCII with a few quotation marks and accents.

    Raises:
        InputError: if it cannot be told.
    """
    plain = len(data.decode("ascii", "ignore"))
    sound = len(data.decode("utf-8", "ignore").encode()) - plain
    bad = len(data) - plain - sound
    may_be_english = sound + bad <= _FEW * len(data)
    if sound <= bad and may_be_english and _reads_western(data):
        return "cp1252"
    first_bad = _first_bad(data)
    if sound <= bad:
        from charset_normalizer import from_bytes

        sample = data[max(0, first_bad - _SAMPLE) : first_bad + _SAMPLE]
        best = from_bytes(sample, cp_isolation=_GUESSES).best()
        if best and (not may_be_english or best.encoding == "mac_roman"):
            return best.encoding
    raise InputError(_undecodable("UTF-8", data, first_bad))


def _reads_western(data: bytes) -> bool:
    try:
        return not _UNLIKELY_IN_ENGLISH.search(data.decode("cp1252"))
    except UnicodeDecodeError:
        return False


def _first_bad(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)
