"""A short story, and its words as the language model reads them."""

from __future__ import annotations

import re

from mtaudit.core import Kind, Segment, Span, WordFluency
from mtaudit.models import Models
from mtaudit.models.prose import Prose
from mtaudit.models.tagging.words import read_words

STORY = (
    "North Korea has been accused of running a vast network of hackers.\n"
    "The sanctions target a source of revenue estimated by hundreds of millions of US officials, a report said."
)


def lines_of(text: str) -> tuple[list[Segment], list[list[Span]]]:
    """A segment a line, and its words."""
    lines = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    segments = [Segment(i, Span(*m.span()), Kind.BODY) for i, m in enumerate(lines)]
    words = [Span(*w.span()) for w in re.finditer(r"\w+", text)]
    return segments, [[word for word in words if s.span.covers(word)] for s in segments]


def read(models: Models, text: str) -> list[WordFluency]:
    (found,) = read_words(models.fluency, models.tagger, [Prose(text, *lines_of(text))])
    return list(found.words)
