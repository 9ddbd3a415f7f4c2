"""The settings, each with its one default. Frozen: what is in force for a run is decided once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mtaudit.errors import UsageError

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told.

    Attributes:
        lm: the fluency model: a name that `mtaudit models list` shows, a folder, or a Hugging Face name.
        tagger: the file of a garble tagger trained on `lm`; None for the one that comes with mtaudit.
        model_dir: a folder of models that is looked in before the user's cache.
        offline: forbid every fetch of a model.
        select: codes or names of the rules to run; empty for all.
        min_words: fewer audited words than this leave an article's verdict undecided.
        max_words: an article with more than this is not audited; it is a dump of many.
        timeout: seconds that a server may stay silent.
        max_bytes: the most that is read of one page, feed or text file, and of one line of JSON Lines.
    """

    lm: str = "smollm2-135m-instruct"
    tagger: Path | None = None
    model_dir: Path | None = None
    offline: bool = False
    select: tuple[str, ...] = ()
    min_words: int = 80
    max_words: int = 50_000
    timeout: float = 20.0
    max_bytes: int = 32 * MEBIBYTE

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Settings:
        """Settings from names and values; what is not named keeps its default.

        Raises:
            UsageError: on an unknown name; the message gives the nearest known one.
        """
        known = [f.name for f in fields(cls)]
        for name in values:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else f"; the settings are {', '.join(known)}"
                raise UsageError(f"unknown setting {name!r}{hint}")
        return cls(**values)
