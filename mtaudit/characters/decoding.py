"""Characters that were decoded in the wrong encoding, or not at all: mojibake and raw character entities."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from html.entities import html5
from itertools import accumulate, pairwise

from mtaudit.core.mended import Cause, Edit

_ENTITY = re.compile(r"&(?:amp;){0,9}(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
_SPACE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
_LONE_CONTROL = re.compile(r"[\x80-\x84\x86-\x9f]")
# “ ” lost its last byte, for which Windows-1252 has no character, and became a bare pair.
_CUT_QUOTE = re.compile(r"â€(?=[ \n\r.,;:!?)]|\Z)")


def entities(text: str) -> Iterator[Edit]:
    """Character entities with their semicolon, whole and escaped more than once: "&ldquo;", "&amp;quot;"."""
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        raw = match.group()
        meant = _decoded(raw)
        if meant != raw and "\ufffd" not in meant:
            yield Edit(match.start(), match.end(), _SPACE.sub(" ", meant), cause=Cause.ENTITY)


def _decoded(raw: str) -> str:
    """What an entity stands for, however often it was escaped. `html.unescape` alone takes "&section;" for "§ion;"."""
    while raw.startswith("&"):
        name, _, rest = raw[1:].partition(";")
        if not (name.startswith("#") or f"{name};" in html5):
            break
        raw = html.unescape(f"&{name};") + rest
    return raw


def wrongly_decoded(text: str) -> Iterator[Edit]:
    """UTF-8 that was read in another encoding ("â€™"), and Windows-1252 that was read as Latin-1, by ftfy.

    What comes out in another script than Latin is left: it is no slip in English copy, but a text in another language.
    """
    if text.isascii():
        return
    from ftfy import fix_encoding
    from ftfy.badness import is_bad
    from ftfy.chardata import UTF8_DETECTOR_RE
    from ftfy.fixes import fix_c1_controls

    found = [Edit(m.start(), m.end(), "”", cause=Cause.ENCODING) for m in _CUT_QUOTE.finditer(text)]
    bounds = [0, *(at for edit in found for at in (edit.start, edit.end)), len(text)]
    for begin, stop in zip(bounds[::2], bounds[1::2], strict=True):  # ftfy's pattern takes the space after a cut quote
        for match in UTF8_DETECTOR_RE.finditer(text, begin, stop):
            raw = match.group()
            if is_bad(raw):
                meant = fix_encoding(raw)
                if meant != raw and _is_readable(meant):
                    found += _aligned(match.start(), raw, meant)
    covered = {i for edit in found for i in range(edit.start, edit.end)}
    for match in _LONE_CONTROL.finditer(text):
        meant = fix_c1_controls(match.group())
        if match.start() not in covered and _is_readable(meant):
            found.append(Edit(match.start(), match.end(), meant, cause=Cause.ENCODING))
    yield from sorted(found, key=lambda edit: edit.start)


def _is_readable(meant: str) -> bool:
    """Whether a mended piece is fit for English copy: marks and letters of Latin script."""
    return not any(
        "\x80" <= c <= "\x9f" or c == "\ufffd" or (c.isalpha() and "LATIN" not in unicodedata.name(c, ""))
        for c in meant
    )


def _aligned(start: int, raw: str, meant: str) -> list[Edit]:
    """An edit for each character, where one encoding explains all of them; or else one for the whole."""
    from ftfy.chardata import CHARMAP_ENCODINGS

    for encoding in CHARMAP_ENCODINGS:
        try:
            pieces = [c.encode().decode(encoding) for c in meant]
        except UnicodeDecodeError:
            continue
        if "".join(pieces).replace("\xa0", " ") == raw.replace("\xa0", " "):
            ranges = pairwise(accumulate(map(len, pieces), initial=start))
            return [Edit(*ends, c, cause=Cause.ENCODING) for ends, c in zip(ranges, meant, strict=True)]
    return [Edit(start, start + len(raw), meant, cause=Cause.ENCODING)]
