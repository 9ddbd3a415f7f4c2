"""Which tokens carry each word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass

from mtaudit.core import Span
from mtaudit.models.lm.surprisal import Tokens, Window


@dataclass(frozen=True, slots=True)
class WordTokens:
    """A word, the index of its segment, the tokens `[begin, end)` that carry it, and the one where its segment stops.

    All three count from the first token of the article.
    """

    span: Span
    segment: int
    begin: int
    _: KW_ONLY
    end: int
    stop: int

    def within(self, window: Window) -> tuple[int, int]:
        """The word's tokens, counted from the window's first; a word that goes on past the window is cut at its end.

        The word's first token must lie in the window.
        """
        return self.begin - window.begin, min(self.end, window.end) - window.begin

    def surprise(self, window: Window) -> tuple[float, float]:
        """The word's surprisal and the entropy of what was expected in its place, both in nats."""
        first, stop = self.within(window)
        return float(window.surprisal[first:stop].sum()), float(window.entropy[first])


def word_tokens(tokens: Tokens, words: Sequence[Sequence[Span]]) -> Iterator[WordTokens]:
    """The words of each segment with their tokens, in order; a word without a token is left out."""
    stops = (*tokens.starts[1:], len(tokens.ids))
    for segment, (start, stop, run) in enumerate(zip(tokens.starts, stops, words, strict=True)):
        numbered = [(i, span) for i in range(start, stop) if (span := tokens.spans[i])]
        begins = [span.start for _, span in numbered]
        ends = [span.end for _, span in numbered]
        for word in run:
            low, high = bisect_right(ends, word.start), bisect_left(begins, word.end)
            if low < high:
                yield WordTokens(word, segment, numbered[low][0], end=numbered[high - 1][0] + 1, stop=stop)
