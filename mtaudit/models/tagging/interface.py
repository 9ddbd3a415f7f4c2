"""What a tagger is: it scores the words of an article, and says of each segment whether a machine translated it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from mtaudit.models.lm.facts import LmFacts
from mtaudit.models.prose import Prose


@dataclass(frozen=True, slots=True)
class Tagging:
    """What a tagger says of an article of n words in all its segments.

    Attributes:
        scores: of each word, in order, 0 (sound) to 1 (garbled).
        kinds: of each word, the kind of error that it would be if it is bad, one of ERROR_KINDS; "" for none named.
        machine: of each segment, the log odds that a machine translated it; 0 for a segment without words.
    """

    scores: tuple[float, ...]
    kinds: tuple[str, ...]
    machine: tuple[float, ...]


class WordTagger(Protocol):
    """A tagger, loaded and read-only."""

    @property
    def sha256(self) -> str:
        """The sha256 of its file, in hexadecimal; the signature names the tagger by it."""

    @property
    def base(self) -> str | None:
        """What its language model is known by (see `identity`); None if it can be used beside any."""

    @property
    def needs_lm(self) -> bool:
        """Whether `tag` must be given the facts of the language model."""

    def tag(self, prose: Prose, facts: LmFacts | None) -> Tagging:
        """Tag an article; nothing that is read beside it changes the result.

        Args:
            prose: what to tag: one score for each of its words, one `machine` for each of its segments.
            facts: what the language model makes of the same words; None if the tagger needs none.

        Raises:
            ValueError: if it needs them and they are None.
        """
