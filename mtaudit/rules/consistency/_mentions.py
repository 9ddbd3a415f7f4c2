"""The names in an article, word by word, with what stands beside each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass

from mtaudit.core import Analysis, Kind
from mtaudit.rules.text.names import form_of, names_in, trimmed
from mtaudit.rules.text.words import Word, words_in
from mtaudit.segment.quotes import quotes

_OPENERS = tuple(":.?!…•·–—-|/")


@dataclass(frozen=True, slots=True)
class Mention:
    """One word of a name.

    Attributes:
        form: the word without article, possessive, accents and capitals, by which its other mentions are found.
        before, after: the forms of the words beside it in the same name, or "".
        opens: whether its capital means nothing, as the word begins a sentence or is in a headline.
        headline: whether it stands in the article's own headline.
    """

    word: Word
    form: str
    before: str
    _: KW_ONLY
    after: str
    segment: int
    opens: bool
    headline: bool


def mentions(analysis: Analysis) -> Iterator[Mention]:
    """Every word of a name in the English, in order; quotations, acronyms, addresses and handles are left out."""
    text = analysis.article.text
    quoted = quotes(text)
    for segment in analysis.english:
        words = words_in(text, segment.span)
        headline = segment.kind is Kind.TITLE
        for run in names_in(text, words):
            for i, word in enumerate(run):
                if quoted.touches(word.span):
                    continue
                yield Mention(
                    word=trimmed(word),
                    form=form_of(word.text),
                    before=form_of(run[i - 1].text) if i else "",
                    after=form_of(run[i + 1].text) if i + 1 < len(run) else "",
                    segment=segment.index,
                    opens=headline or word is words[0] or _may_open(text, word),
                    headline=headline and segment is analysis.prose[0],
                )


def _may_open(text: str, word: Word) -> bool:
    """Whether a colon, a dash, a bullet or the like precedes the word, so that its capital means nothing."""
    return text[max(0, word.span.start - 3) : word.span.start].rstrip(" \"'“‘(").endswith(_OPENERS)
