"""The vocabulary of findings, segments and verdicts."""

from __future__ import annotations

from enum import StrEnum

UNKNOWN, UNREADABLE = "und", "zxx"
"""The codes for an undetermined language, and for no linguistic content (ISO 639-2)."""


class Severity(StrEnum):
    """MQM severity, mildest first."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Category(StrEnum):
    """The top level of the MQM error typology, as far as mtaudit can see it."""

    ACCURACY = "accuracy"
    FLUENCY = "fluency"
    TERMINOLOGY = "terminology"
    STYLE = "style"
    LOCALE = "locale"


class Basis(StrEnum):
    """What a finding rests on besides the rules of English: the article alone, or another text beside it."""

    TEXT = "text"
    ORIGINAL = "original"
    SOURCE = "source"


class Status(StrEnum):
    """How settled a rule is: what a stable one flags changes only to correct a fault.

    A rule that infers what it flags, rather than matching it, is in preview while it is measured to find less than half
    of what it looks for, or while that has not been measured.
    """

    STABLE = "stable"
    PREVIEW = "preview"


class Need(StrEnum):
    """What a rule needs besides the text: the output of a model, or another text to compare the article with."""

    FLUENCY = "fluency"
    EMBEDDINGS = "embeddings"
    MULTILINGUAL = "multilingual"
    TWIN = "twin"
    SOURCE = "source"


class Kind(StrEnum):
    """What a segment is on the page. `MARKUP` is front matter, HTML in Markdown, and where links lead."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"
    CODE = "code"
    TABLE = "table"
    MARKUP = "markup"

    @property
    def is_prose(self) -> bool:
        """Whether segments of this kind are audited."""
        return self in (Kind.TITLE, Kind.BODY, Kind.CAPTION)


class Label(StrEnum):
    """The label of a verdict."""

    CLEAN = "clean"
    SUSPECT = "suspect"
    MACHINE = "machine"
    UNDECIDED = "undecided"
