"""From an article to its segments, and from a segment to its words. Every offset points into the text as it came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import pairwise

from mtaudit.core import Article, Aside, Kind, Segment, Span
from mtaudit.segment.furniture import is_furniture, kinds
from mtaudit.segment.markdown import asides
from mtaudit.segment.sentences import sentences, stripped

HEADLINE = 30
"""Words, at most, of a first line that is a headline although the article names no title."""
SUBHEAD = 8
"""Words, at most, of a headline between paragraphs."""
LONGEST_HEADLINE = 400
"""Code points above which a line is never a headline."""
SEARCHED = 25
"""Paragraphs, from the top, among which the article's title is looked for."""
NARROWEST, WIDEST = 40, 120
"""Lengths between which the lines of a hard-wrapped paragraph lie."""

_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARK = re.compile(r"[ \t]*(?:>[ \t]*)*(?P<heading>#{1,6}[ \t]+)?(?P<bullet>[*+•·▪‣◦●-][ \t]+|\d{1,2}[.)][ \t]+)?")
_RULE = re.compile(r"^[ \t]*(?:(?:[-*_=~][ \t]?){3,}|`{3}\w{0,20})[ \t]*$|(?<=\S)[ \t]+#{1,6}[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"!?\[(?P<inside>[^\[\]\n]{0,500})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,200}\")?\)")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=[^\s*_])(?P<inside>[^*_\n]{1,500})(?<=[^\s*_])\1(?![\w*_])")
_SHOWN, _SAID = re.compile(r"[^\n\r]"), re.compile(r"[^\s`]")
_STOP = re.compile(r"[.!?…:;,][\"”’')\]»]*$")
_FULL_STOP = re.compile(r"[.…:;,][\"”’')\]»]*$")

_LETTER = r"[^\W_][\u0300-\u036f]*"
_WORD = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,100})"
    rf"|(?:[^\W\d_]\.){{2,}}|{_LETTER}(?:(?:['’\-‑_]|\.(?=[a-z\d])|(?<=\d),(?=\d))?{_LETTER})*"
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the marks and white space at its edges. `fresh`: it does not go on from the line before."""

    start: int
    end: int
    fresh: bool
    _: KW_ONLY
    heading: bool


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """One or more lines. A break or mark is a space, so that `text[i]` stands at `start + i` of the article."""

    start: int
    text: str
    heading: bool


def segment(article: Article, apart: Sequence[Aside] | None = None) -> tuple[Segment, ...]:
    """The sentences, headlines, captions and pieces of furniture of an article, its code and its tables, in order.

    They do not overlap; between them lie only white space and Markdown marks. A paragraph is a line, or, where the
    text is hard-wrapped, the lines up to a break that the wrapping does not explain. Time grows with the text's length.

    Args:
        apart: what is no prose in its text, in order; by default what its Markdown says.
    """
    apart = asides(article) if apart is None else apart
    written = _without_comments(article.text) if article.part == "text" else article.text  # a page's text has none left
    paragraphs = tuple(_paragraphs(_unmarked(_without(written, apart))))
    found = _with_headlines(article.title, paragraphs, kinds([p.text for p in paragraphs]))
    pieces = [piece for paragraph, kind in zip(paragraphs, found, strict=True) for piece in _split(paragraph, kind)]
    blocks = ((stripped(article.text, a.span.start, a.span.end), a.kind) for a in apart if a.is_block)
    pieces += ((span, kind) for span, kind in blocks if span)
    return tuple(Segment(i, span, kind) for i, (span, kind) in enumerate(sorted(pieces)))


def holds_title(article: Article, segments: Sequence[Segment]) -> bool:
    """Whether one of the segments is the article's title; true as well of an article that has none."""
    wanted = _bare(article.title)
    return not wanted or any(_bare(s.span.of(article.text)) == wanted for s in segments)


def size(text: str) -> int:
    """How many words a text has; where it has no spaces, ten code points count for one."""
    return max(len(text.split()), len(text) // 10)


def words(text: str, span: Span) -> Iterator[Span]:
    """The words of a span: letters and digits with the apostrophes, hyphens and points inside them ("U.S.", "4.5").

    Web and mail addresses are no words.
    """
    for match in _WORD.finditer(text, span.start, span.end):
        if match["address"] is None:
            yield Span(*match.span())


def _split(paragraph: _Paragraph, kind: Kind) -> Iterator[tuple[Span, Kind]]:
    if kind is Kind.TITLE and len(paragraph.text) <= LONGEST_HEADLINE:
        yield Span(paragraph.start, paragraph.start + len(paragraph.text)), kind
        return
    for sentence in sentences(paragraph.text):
        stray = kind is Kind.BODY and is_furniture(sentence.of(paragraph.text))
        span = Span(paragraph.start + sentence.start, paragraph.start + sentence.end)
        yield span, Kind.BOILERPLATE if stray else kind


def _with_headlines(title: str, paragraphs: Sequence[_Paragraph], found: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds, with the article's title, its Markdown headings and the headlines between paragraphs distinguished."""
    first = _title(title, paragraphs, found)
    return tuple(
        Kind.TITLE if i == first or (kind is Kind.BODY and (p.heading or _is_subhead(paragraphs, found, i))) else kind
        for i, (p, kind) in enumerate(zip(paragraphs, found, strict=True))
    )


def _title(title: str, paragraphs: Sequence[_Paragraph], found: Sequence[Kind]) -> int | None:
    """Which paragraph is the title: the one that says what `title` says, or else a headline before all prose."""
    wanted = _bare(title)
    for i, p in enumerate(paragraphs[:SEARCHED]):
        bare = _bare(p.text)
        if bare and (bare == wanted or (len(bare) >= 20 and wanted.startswith(bare))):
            return i
    first = next((i for i, kind in enumerate(found) if kind is not Kind.BOILERPLATE), len(found))
    if first + 1 >= len(paragraphs) or found[first] is Kind.CAPTION:
        return None
    text = paragraphs[first].text
    return first if len(text.split()) <= HEADLINE and not _FULL_STOP.search(text) else None


def _is_subhead(paragraphs: Sequence[_Paragraph], found: Sequence[Kind], i: int) -> bool:
    """A short line without a stop, not in the midst of a list of such lines, before a longer one that has a stop."""
    if not 0 < i < len(paragraphs) - 1 or found[i + 1] is not Kind.BODY or _STOP.search(paragraphs[i].text):
        return False
    before, text, after = (p.text for p in paragraphs[i - 1 : i + 2])
    if found[i - 1] is Kind.BODY and not _STOP.search(before):
        return False
    short = len(text) <= LONGEST_HEADLINE and len(text.split()) <= SUBHEAD and not text[0].islower()
    return short and len(after) > 2 * len(text) and bool(_STOP.search(after))


def _bare(text: str) -> str:
    return "".join(c for c in text[:LONGEST_HEADLINE].casefold() if c.isalnum())


def _without(text: str, apart: Sequence[Aside]) -> str:
    """The text with spaces for what is no prose, and letters for the code in a sentence, which is a part of it."""
    parts, at = [], 0
    for aside in apart:
        content, as_word = aside.span.of(text), aside.kind is Kind.CODE and not aside.is_block
        parts += [text[at : aside.span.start], (_SAID if as_word else _SHOWN).sub("x" if as_word else " ", content)]
        at = aside.span.end
    return "".join([*parts, text[at:]])


def _unmarked(text: str) -> str:
    """The text with a space for each mark of Markdown, and "\\n" for every line break."""
    text = _BREAK.sub("\n", text.replace("\r\n", " \n"))
    text = _RULE.sub(lambda m: " " * len(m.group()), text)
    for pattern in (_LINK, _EMPHASIS):
        text = pattern.sub(_keep_inside, text)
    return text


def _without_comments(text: str) -> str:
    """The text with spaces for comments of HTML. One that is not closed is none."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4) + 3) > 2:
        parts += [text[at:start], _SHOWN.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _keep_inside(match: re.Match[str]) -> str:
    (start, end), (first, last) = match.span(), match.span("inside")
    return " " * (first - start) + match["inside"] + " " * (end - last)


def _lines(plain: str) -> Iterator[_Line]:
    start, after_blank = 0, True
    for line in plain.split("\n"):
        mark = _MARK.match(line)
        span = stripped(line, mark.end() if mark else 0, len(line))
        if span and mark:
            fresh = after_blank or mark["heading"] is not None or mark["bullet"] is not None
            yield _Line(start + span.start, start + span.end, fresh, heading=mark["heading"] is not None)
        after_blank = span is None
        start += len(line) + 1


def _paragraphs(plain: str) -> Iterator[_Paragraph]:
    lines = list(_lines(plain))
    if not lines:
        return
    width = _width(plain, lines)
    joined = [False, *(_goes_on(plain, a, b, width) for a, b in pairwise(lines))]
    starts = [i for i, on in enumerate(joined) if not on]
    for begin, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        run = lines[begin:stop]
        gaps = [b.start - a.end for a, b in pairwise(run)]
        text = "".join(plain[x.start : x.end] + " " * gap for x, gap in zip(run, [*gaps, 0], strict=True))
        yield _Paragraph(run[0].start, text, run[0].heading)


def _width(plain: str, lines: Sequence[_Line]) -> int:
    """The width that the text is wrapped at; 0 where no line breaks off in the midst of a sentence."""
    broken = (max(a.end - a.start, b.end - b.start) for a, b in pairwise(lines) if _mid_sentence(plain, a, b))
    return max(broken, default=0)


def _goes_on(plain: str, a: _Line, b: _Line, width: int) -> bool:
    """Whether line `b` is the same paragraph as `a`: mid-sentence, or its first word had no room on `a`."""
    return _mid_sentence(plain, a, b) or (0 < width < _room(plain, a, b) and _fits(plain, a, b))


def _mid_sentence(plain: str, a: _Line, b: _Line) -> bool:
    return plain[b.start].islower() and _fits(plain, a, b) and not _FULL_STOP.search(plain, a.start, a.end)


def _fits(plain: str, a: _Line, b: _Line) -> bool:
    """Whether filling lines one after the other could have broken here: what went over to `b` would not have fitted."""
    if b.fresh or a.heading or not NARROWEST <= a.end - a.start <= WIDEST:
        return False
    return b.end - b.start < _room(plain, a, b)


def _room(plain: str, a: _Line, b: _Line) -> int:
    """The width that `a` would have needed to hold the first word of `b`."""
    space = plain.find(" ", b.start, b.end)
    return a.end - a.start + 1 + (space if space > 0 else b.end) - b.start
