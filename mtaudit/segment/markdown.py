"""What is no prose in a text with Markdown in it: code, tables, front matter, HTML, and the targets of links.

The grammar is CommonMark's, with tables, as markdown-it-py reads it. Indented code is left out, as plain text is
indented for other reasons, and so is what opens and never closes: it must not hide the rest of an article. Nor must
HTML: of its paragraphs only the tags are no prose, and of all of it, where it is much of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from mtaudit.core import Article, Aside, Kind, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

LONGEST_CODE = 200
"""Characters that code within a sentence may have: a lone backtick is a quotation mark, and its fellow is far off."""
REPAIRS = 4
"""How often a text is parsed again without a mark that opens what never closes, at most."""
MOST_TOKENS = 200_000
"""Tokens after which no more tables are looked for: a row of one cell is filled up to as many as the first has."""

MUCH = 0.25
"""Share of a text's words that stand in HTML from which it is written in HTML: only the tags are left out then."""

_WORTHWHILE = re.compile(r"[`|<\[]|~~~|\A(?:---|\+\+\+)")
_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n(?=[\w\"'-]{1,60}[ \t]*[:=])(?:[^\n]*\n)*?\1[ \t]*(?:\r?\n|\Z)")
_TITLE = r"\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)"
_DEFINITION = re.compile(rf"^ {{0,3}}\[[^\[\]\n]{{1,200}}\]:[ \t]*\S+(?:[ \t]+(?:{_TITLE}))?[ \t]*\r?$", re.MULTILINE)
_HELD = re.compile(r"[`<]|\]\(")
"""What a paragraph holds in which a sentence may have a piece that is no prose."""
_LINE = re.compile(r"\r\n|\r|\n")
_BLOCKS = {"fence": Kind.CODE, "table_open": Kind.TABLE, "html_block": Kind.MARKUP}
_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
_WRITTEN = re.compile(r"\s*</?(?:p|h[1-6]|[ou]l|li|blockquote|article|section|main|body|html)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:[a-z][^\s<>/]*|[!/?a-z])[^<>]*>", re.IGNORECASE)
_RAW = re.compile(r"<(script|pre|style|textarea)\b", re.IGNORECASE)


def asides(article: Article) -> tuple[Aside, ...]:
    """What is no prose in an article that came as text, in order; nothing where it came as a page or from a feed."""
    return _found(article.text) if article.part == "text" and _WORTHWHILE.search(article.text) else ()


def touches_edge(span: Span, found: Sequence[Aside]) -> bool:
    """Whether a span begins or ends in one of them: what it marks is no prose then. They must be in order."""
    starts = [aside.span.start for aside in found]
    for at in (span.start, span.end - 1):
        i = bisect_right(starts, at) - 1
        if i >= 0 and at < found[i].span.end:
            return True
    return False


def _found(text: str) -> tuple[Aside, ...]:
    front = _FRONT.match(text)
    found = [Aside(Span(0, front.end()), Kind.MARKUP, True)] if front else []
    body = re.sub(r"[^\r\n]", " ", text[: front.end()]) + text[front.end() :] if front else text
    body, tokens = _closed(body)
    starts = [0, *(m.end() for m in _LINE.finditer(body))]
    blocks: list[Aside] = []
    table = 0
    for token in tokens:
        first, last = token.map or (0, 0)
        if token.type in _BLOCKS:
            end = starts[last] if last < len(starts) else len(body)
            block = Aside(Span(starts[first], end), _BLOCKS[token.type], True)
            (blocks if block.kind is Kind.MARKUP else found).append(block)
        table += token.nesting if token.type.startswith("table_") else 0
        if token.type == "inline" and not table and _HELD.search(token.content):
            found += _in_sentence(body, token.content, starts[first])
    found += _of_html(body, blocks)
    for m in _DEFINITION.finditer(body):
        found.append(Aside(Span(*m.span()), Kind.MARKUP, True))
    return tuple(_apart(sorted(found, key=lambda a: (a.span.start, -a.span.end))))


def _of_html(text: str, blocks: Sequence[Aside]) -> Iterator[Aside]:
    """The blocks of HTML; of those in which the article is written, only the tags."""
    held = sum(len(_TAG.sub(" ", block.span.of(text)).split()) for block in blocks)
    is_written_in_html = held >= MUCH * len(text.split())
    for block in blocks:
        source = block.span.of(text)
        if _RAW.match(source.lstrip()) or not (is_written_in_html or _WRITTEN.match(source)):
            yield block
        else:
            for m in _TAG.finditer(text, block.span.start, block.span.end):
                yield Aside(Span(*m.span()), Kind.MARKUP, False)


def _apart(found: Sequence[Aside]) -> Iterator[Aside]:
    end = 0
    for aside in found:
        if aside.span.start >= end:
            yield aside
            end = aside.span.end


def _closed(text: str) -> tuple[str, list[Token]]:
    """The text and its blocks, after marks that open what never closes were made spaces."""
    for _ in range(REPAIRS):
        tokens = _parser().parse(text, {})
        lines = [0, *(m.end() for m in _LINE.finditer(text)), len(text)]
        open_ = next((t for t in tokens if t.map and _is_open(t, text[lines[t.map[0]] : lines[t.map[1]]])), None)
        if open_ is None or not open_.map:
            return text, tokens
        start, end = lines[open_.map[0]], lines[open_.map[0] + 1]
        text = text[:start] + re.sub(r"[`~<]", " ", text[start:end]) + text[end:]
    return text, [t for t in _parser().parse(text, {}) if t.type not in _BLOCKS]


def _is_open(token: Token, source: str) -> bool:
    if token.type == "fence":
        return not source.rstrip().endswith(token.markup) or len(source.strip().splitlines()) < 2
    if token.type != "html_block":
        return False
    start = source.lstrip(" >")
    if raw := _RAW.match(start):
        return f"</{raw[1].lower()}>" not in source.lower()
    return next((end not in source for begin, end in _ENDS.items() if start.startswith(begin)), False)


def _in_sentence(text: str, content: str, start: int) -> Iterator[Aside]:
    """The pieces of a paragraph's sentences that are no prose; `start` is where its first line begins."""
    seen: list[tuple[int, int, Kind]] = []
    _parser().inline.parse(content, _parser(), {"references": {}, "of": content, "seen": seen}, [])
    positions = _positions(text, content, start) if seen else []
    for begin, end, kind in seen:
        if positions:
            yield Aside(Span(positions[begin], positions[end - 1] + 1), kind, False)


def _positions(text: str, content: str, start: int) -> list[int]:
    """Where each character of a paragraph stands in the text; empty where the parser has changed it."""
    positions: list[int] = []
    for line in content.split("\n"):
        end = m.start() if (m := _LINE.search(text, start)) else len(text)
        at = text.rfind(line, start, end)
        if at < 0:
            return []
        positions += range(at, at + len(line) + 1)
        start = m.end() if m else end
    return positions


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import table
    from markdown_it.rules_inline import autolink, backtick, html_inline, image, link

    def few_tables(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return len(state.tokens) < MOST_TOKENS and table(state, start, end, silent)

    parser = MarkdownIt("commonmark").enable("table").disable(["code", "inline"])
    parser.block.ruler.at("table", few_tables, {"alt": ["paragraph", "reference"]})
    for name, rule in {"backticks": backtick, "autolink": autolink, "html_inline": html_inline}.items():
        parser.inline.ruler.at(name, _noting(rule, Kind.CODE if rule is backtick else Kind.MARKUP, None))
    parser.inline.ruler.at("link", _noting(link, Kind.MARKUP, 0))
    parser.inline.ruler.at("image", _noting(image, Kind.MARKUP, 1))
    return parser


def _noting(
    rule: Callable[[StateInline, bool], bool], kind: Kind, label: int | None
) -> Callable[[StateInline, bool], bool]:
    """The rule, which notes where it matched: all of it, or what follows the label that begins `label` on."""

    def noting(state: StateInline, silent: bool) -> bool:
        begin = state.pos
        if not rule(state, silent):
            return False
        if not silent and state.src is state.env["of"]:
            end = state.pos
            behind = begin if label is None else state.md.helpers.parseLinkLabel(state, begin + label, label == 0)
            if begin <= behind < end and (kind is not Kind.CODE or _is_code(state.src[begin:end])):
                state.env["seen"].append((behind, end, kind))
        return True

    return noting


def _is_code(source: str) -> bool:
    """Whether backticks set code off. ``So do old wires with quotations,'' which end in apostrophes."""
    return source.strip("`") != "" and len(source) <= LONGEST_CODE and "''" not in source and source.count("'") % 2 == 0
