"""The segments of an article, and the pieces of it that are not prose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtaudit.core.enums import Kind
from mtaudit.core.span import Span


@dataclass(frozen=True, slots=True)
class Aside:
    """A piece that is not prose: a block of its own, or a part of a sentence."""

    span: Span
    kind: Kind
    is_block: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence, headline, caption or piece of page furniture."""

    index: int
    span: Span
    kind: Kind


def prose_of(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments that are audited: title, body and captions."""
    return tuple(segment for segment in segments if segment.kind.is_prose)
