"""How much of an article's prose is English."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

MOSTLY = 0.5
"""Share of the prose, in code points, from which an article is unreadable."""
WORTH_SAYING = 0.25
"""Share of the sentences left out of a verdict from which the verdict says so."""


@dataclass(frozen=True, slots=True)
class Composition:
    """The composition of an article's prose.

    Attributes:
        words: how many words, separated by white space, are in English segments.
        sentences: how many there are, headlines and captions among them.
        foreign: how many of these are in another language.
        unreadable: how many of these are in no language: cipher, encoded data, bytes decoded wrongly.
        unreadable_share: share of the prose, in code points, that these take, 0..1.
    """

    words: int
    sentences: int
    foreign: int = 0
    _: KW_ONLY
    unreadable: int = 0
    unreadable_share: float = 0.0

    @property
    def refusal(self) -> str | None:
        """Why there is no verdict on an article most of which is unreadable; None if it is not."""
        if self.unreadable_share < MOSTLY:
            return None
        return f"unreadable: {self.unreadable_share:.0%} of the text cannot be read as English or any other language"

    @property
    def remark(self) -> str | None:
        """A sentence on how much of the article a verdict on its English leaves out; None if that is little."""
        apart = self.foreign + self.unreadable
        if not self.sentences or apart < WORTH_SAYING * self.sentences:
            return None
        what = "readable English" if self.unreadable else "in English"
        return f"{apart} of {self.sentences} sentences are not {what}"
