"""What the language model and the tagger read of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mtaudit.core import Segment, Span


@dataclass(frozen=True, slots=True)
class Prose:
    """Segments of an article's text and the words of each; `words[i]` belongs to `segments[i]`."""

    text: str
    segments: Sequence[Segment]
    words: Sequence[Sequence[Span]]
