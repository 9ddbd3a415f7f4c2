"""The sentences of a text in another language than English, such as the source of a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtaudit.core import Span
from mtaudit.segment.sentences import LIMIT, stripped

_LINE = re.compile(rf"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]{{1,{LIMIT}}}")
# The splitter panics on a no-break space before an initial, and refuses lone surrogates.
_SPACE, _SURROGATE = re.compile(r"\s"), re.compile("[\ud800-\udfff]")


def foreign_sentences(text: str, language: str) -> Iterator[Span]:
    """The sentences in order, without the white space around them; a line break ends one.

    Args:
        language: an ISO 639-1 code; of one that sentencex has no rules for, English ones are used.
    """
    from sentencex import get_sentence_boundaries

    for line in _LINE.finditer(text):
        masked = _SURROGATE.sub("-", _SPACE.sub(" ", line.group()))
        for found in get_sentence_boundaries(language, masked):
            start, stop = line.start() + found["start_index"], line.start() + found["end_index"]
            if span := stripped(text, start, stop):
                yield span
