"""Bytes to text: by the encoding that was declared, else one that is detected, else with what is bad replaced."""

from __future__ import annotations

import codecs
import re
from dataclasses import KW_ONLY, dataclass

from mtaudit.errors import InputError
from mtaudit.ingest.detection import detected
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

_OPENINGS = (
    (re.compile(rb"<\0\0\0[^\0]\0\0\0", re.DOTALL), "utf-32-le"),
    (re.compile(rb"\0\0\0<\0\0\0[^\0]", re.DOTALL), "utf-32-be"),
    (re.compile(rb"<\0[^\0]\0", re.DOTALL), "utf-16-le"),
    (re.compile(rb"\0<\0[^\0]", re.DOTALL), "utf-16-be"),
)
"""How markup begins without a mark: https://www.w3.org/TR/xml/#sec-guessing"""

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
_NAMES = {"cp874": "TIS-620", "cp932": "Shift_JIS", "cp949": "EUC-KR"}
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

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MOST_REPLACED = 0.01
"""Share of a text's characters that may be bad, of which one always may: with more, one word in seventeen is damaged.
It cannot tell whether the encoding is right: of a German page in Latin-1, .0004 of the characters are bad in UTF-8."""
_SURE = 9
"""How many times more characters above ASCII are sound than bad where a declared encoding is right. Of UTF-8, in which
no other text comes out sound, more than half must be."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what the user should know of how it was decoded.

    Attributes:
        text: the whole of it.
        caution: that characters were replaced, or the encoding `guessed`; None where all went as declared.
        nuls: how many NUL characters were replaced.
    """

    text: str
    caution: str | None = None
    guessed: bool = False
    _: KW_ONLY
    nuls: int = 0

    def cautions(self, part: str | None = None) -> tuple[str, ...]:
        """What concerns a part of the text, or all: that characters were replaced does not where none was in it."""
        concerned = self.guessed or part is None or REPLACEMENT in part
        return (self.caution,) if self.caution and concerned else ()


def read_text(resource: Resource, limit: int) -> Decoded:
    """The whole of a resource as text, unchanged but for a byte order mark and what cannot be decoded.

    Raises:
        InputError: if it is too large, or more of it is bad than MOST_REPLACED.
        UnsuitableError: if it holds NUL characters.
    """
    decoded = decode(resource.body(limit), [resource.charset])
    if decoded.nuls:
        raise UnsuitableError(BINARY)
    return decoded


def read_markup(resource: Resource, limit: int) -> Decoded:
    """The whole of a page or feed as text. A server's word on the encoding goes before the document's own.

    Raises:
        InputError: as `read_text`, and if the document defines entities.
    """
    data = resource.body(limit)
    decoded = decode(data, [resource.charset, _declared_within(data)])
    read_prolog(decoded.text)
    return decoded


def too_many(bad: int, size: int) -> bool:
    """Whether so many bad characters among `size` make it no text."""
    return bad > max(1, MOST_REPLACED * size)


def mark_of(data: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark gives, or markup's first "<", and the mark's length; None where neither."""
    marked = ((name, len(mark)) for mark, name in _MARKS if data.startswith(mark))
    opened = ((name, 0) for opening, name in _OPENINGS if opening.match(data))
    return next(marked, next(opened, (None, 0)))


def codec_for(label: str | None) -> str | None:
    """Python's codec for an encoding's label; None for none, an unknown one, or one that has no place on the web."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    return _ON_THE_WEB.get(name, name) if _ALLOWED.fullmatch(name) else None


def decode(data: bytes, declared: list[str | None]) -> Decoded:
    """Text from bytes: by a byte order mark, else the first declared encoding that fits, else UTF-8.

    Where none fits, by the one that nearly does, else one that is detected, with U+FFFD for what is bad; so for NUL.

    Raises:
        InputError: if more is bad than MOST_REPLACED.
    """
    marked, skip = mark_of(data)
    return _replaced(data, marked, skip) if marked else decode_unmarked(data, declared)


def decode_unmarked(data: bytes, declared: list[str | None], start: int = 0, sound: int = 0) -> Decoded:
    """`decode` for what no byte order mark begins, such as a piece of a file.

    Args:
        data, declared: as of `decode`.
        start: the offset of the piece in its file.
        sound: how many characters above ASCII were UTF-8 in the pieces before, which speak for it here too.

    Raises:
        InputError: as `decode`.
    """
    known = [codec for label in declared if (codec := codec_for(label))]
    # Real Latin-1 prose hardly ever happens to be sound UTF-8: such a label is a server's default, and wrong.
    candidates = [*(["utf-8"] if known[:1] == ["cp1252"] else []), *known, "utf-8"]
    for codec in candidates:
        if (text := _strict(data, codec)) is not None:
            return _replaced(data, codec, start=start) if "\0" in text else Decoded(text)
    near = next((codec for codec in candidates if _nearly_fits(data, codec, sound if codec == "utf-8" else 0)), None)
    claimed = known[0] if known else ""
    if not near and (found := detected(data)):
        return _replaced(data, codec_for(found) or found, instead_of=claimed, start=start)
    return _replaced(data, near or claimed or "utf-8", start=start)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def above_ascii(text: str) -> int:
    """How many of its characters are none of ASCII's."""
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))


def _nearly_fits(data: bytes, codec: str, sound: int) -> bool:
    text = data.decode(codec, "replace")
    bad = _bad(data, text, codec)
    return sound + above_ascii(text) - bad > bad * (1 if codec == "utf-8" else _SURE)


def _bad(data: bytes, text: str, codec: str) -> int:
    """How many characters of the text were put in the place of bytes that are none."""
    own = REPLACEMENT.encode(codec, "ignore")
    return max(0, text.count(REPLACEMENT) - (data.count(own) if own else 0))


def _replaced(data: bytes, codec: str, skip: int = 0, instead_of: str | None = None, start: int = 0) -> Decoded:
    """The text with U+FFFD for what is bad, and the caution that says so.

    Args:
        skip: length of the byte order mark.
        instead_of: the codec that was declared, or "", where `codec` was detected; None where it was not.
        start: offset in the file.

    Raises:
        InputError: if more is bad than MOST_REPLACED.
        UnsuitableError: if so much is NUL that it is a binary file.
    """
    text = data[skip:].decode(codec, "replace")
    nuls = text.count("\0")
    if too_many(nuls, len(text)):
        raise UnsuitableError(BINARY)
    bad = _bad(data[skip:], text, codec) + nuls
    if instead_of is None and not bad:
        return Decoded(text)
    at = _first_bad(data, codec if instead_of is None else instead_of or "utf-8", skip)
    where = f"byte 0x{data[at]:02X} at offset {start + at:,}"
    name = _named(codec)
    if too_many(bad, len(text)):
        raise InputError(f"it is not text in {name} ({where}; {bad:,} bad characters in all); save it as UTF-8")
    replaced = f"{bad:,} {'character was' if bad == 1 else 'characters were'} replaced"
    if instead_of is None:
        caution = f"It is not entirely valid {name} ({where}): {replaced}."
    else:
        claim = f"declares {_named(instead_of)}" if instead_of else "declares no known encoding"
        caution = (
            f"It {claim} and is not {_named(instead_of or 'utf-8')} ({where}); it was read as {name}, which is a guess"
        )
        caution += f", and {replaced}." if bad else "."
    return Decoded(text.replace("\0", REPLACEMENT), f"{caution} Save it as UTF-8.", instead_of is not None, nuls=nuls)


def _named(codec: str) -> str:
    """An encoding as the web calls it."""
    return _NAMES.get(codec, codec.replace("cp12", "windows-12").replace("_", "-")).upper()


def _first_bad(data: bytes, codec: str, skip: int) -> int:
    """The offset of the first byte that is bad, or the first that a NUL begins with."""
    try:
        text = data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        return skip + error.start
    return min(len(data) - 1, skip + len(text.partition("\0")[0].encode(codec)))


def _declared_within(data: bytes) -> str | None:
    head = data[:_DECLARED_WITHIN]
    for pattern in _DECLARED:
        if found := pattern.search(head):
            label = found[1].decode("ascii", "replace")
            # It was read as ASCII, so it is not in the encoding that it claims.
            return None if label.lower().startswith(("utf-16", "utf-32")) else label
    return None
