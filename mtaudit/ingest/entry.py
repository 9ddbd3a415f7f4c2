"""An entry of a feed, whatever the feed was written in, and the article it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY, dataclass, replace

from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest.encoding import Decoded
from mtaudit.ingest.headline import with_headline
from mtaudit.ingest.page_evidence import gather
from mtaudit.ingest.paragraphs import fragment_tree, paragraphs


@dataclass(frozen=True, slots=True)
class Copy:
    """Text as a feed carries it; `part` is "content" or "summary"."""

    part: str
    value: str
    is_html: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What is used of an entry. `copies` come in order of preference; `id` is "" where the feed gives none."""

    id: str
    title: str
    copies: tuple[Copy, ...]
    _: KW_ONLY
    link: str = ""
    language: str | None = None
    published: str | None = None


def articles(feed: str, entries: Iterable[Entry | Failure]) -> Iterator[Article | Failure]:
    """An article for every entry, its headline first. One without text is empty, not left out.

    A failure stands in the place of an entry that could not be read, and is passed on. The id is the entry's own,
    or its link, or its place in the feed; a repeated id has its place put to it, or the next number that is free.
    """
    numbered = list(enumerate(entries, 1))
    names = _names(feed, [(number, entry) for number, entry in numbered if isinstance(entry, Entry)])
    for number, entry in numbered:
        if isinstance(entry, Failure):
            yield entry
            continue
        try:
            yield _article(names[number], feed, entry)
        except InputError as error:
            yield Failure(f"{feed} entry {number}", str(error))


def with_cautions(found: Iterable[Article | Failure], decoded: Decoded) -> Iterator[Article | Failure]:
    """The articles of a document, each with what concerns it of how that was decoded."""
    for item in found:
        if isinstance(item, Article):
            item = replace(item, cautions=(*item.cautions, *decoded.cautions(f"{item.title}\n{item.text}")))
        yield item


def plain(value: str, is_html: bool) -> str:
    """The text of a value as paragraphs. One without a tag keeps the lines that it was written in."""
    if not is_html:
        return value.strip()
    return paragraphs(fragment_tree(value if "<" in value else _with_breaks(value)))


def _names(feed: str, numbered: list[tuple[int, Entry]]) -> dict[int, str]:
    """An id for each place, no two the same; the first entry of an id that the feed gives keeps it."""
    names = {number: entry.id or entry.link or f"{feed}#{number}" for number, entry in numbered}
    taken = set(names.values())
    given: set[str] = set()
    tried: dict[str, int] = {}  # how far each id was counted, so that a feed made to collide is not counted over
    for number, name in names.items():
        if name in given:
            count = max(number, tried.get(name, 0) + 1)
            while f"{name}#{count}" in taken:
                count += 1
            tried[name] = count
            names[number] = f"{name}#{count}"
            taken.add(names[number])
        given.add(names[number])
    return names


def _article(name: str, feed: str, entry: Entry) -> Article:
    title = " ".join(entry.title.split())
    url = entry.link if entry.link.startswith(("http://", "https://")) else None
    part, body, evidence = "summary", "", {}
    for copy in entry.copies:
        part, body = copy.part, plain(copy.value, copy.is_html)
        if body:
            evidence = gather(fragment_tree(copy.value if copy.is_html else ""), url)
            break
    return Article(
        id=name,
        text=with_headline(title, body),
        title=title,
        language=entry.language,
        url=url,
        feed=feed,
        published=entry.published,
        part=part,
        evidence=evidence,
    )


def _with_breaks(text: str) -> str:
    return text.strip().replace("\r\n", "\n").replace("\n", "<br>")
