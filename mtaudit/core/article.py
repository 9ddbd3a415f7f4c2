"""What is audited: an article as it was read, or why it could not be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field


@dataclass(frozen=True, slots=True)
class Ignore:
    """What a comment in an article's own markup asks for: a rule that is not to be told of it, and the reason.

    Without a reason it is one that was not understood, and `rule` is all that it says.
    """

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of copy, as it was read. `text` is never changed after parsing: every span points into it.

    Where a page or feed carries its title apart from the body, parsing puts it on the first line of `text`,
    so that a garbled headline can be marked too. `language` is what the input declared, not what was detected.
    `part` says which part of the input was audited: "text", "page", "content", "summary", or "excerpt" where most of
    the prose that a page shows was not found.
    `evidence` holds what the markup said, keyed by what was seen (hreflang, translation plugin).
    `origin` is what the user named that it was found in: a path, a folder, a feed, "-"; `file` is the path of the file
    that it was read from, None where it came over the wire. `key` is the id as it was read, where `id` was numbered
    because another article of the batch has the same. `source` is the text that it was translated from, and
    `reference` another translation of that which is known to be good, where they were given. `cautions` are
    what the reader of a report should know of how the article was read, in whole sentences.
    """

    id: str
    text: str
    title: str = ""
    _: KW_ONLY
    language: str | None = None
    url: str | None = None
    feed: str | None = None
    published: str | None = None
    part: str = "text"
    evidence: Mapping[str, str] = field(default_factory=dict)
    ignores: tuple[Ignore, ...] = ()
    origin: str = ""
    file: str | None = None
    key: str = ""
    source: str | None = None
    reference: str | None = None
    cautions: tuple[str, ...] = ()

    @property
    def known_as(self) -> str:
        """What the article is called from run to run, beside its origin: its id as it was read."""
        return self.key or self.id

    @property
    def holder(self) -> str:
        """The feed or file in which the article is one of several, beside which its id means something; or ""."""
        return self.feed or (self.file if self.file and self.file != self.known_as else "") or ""

    @property
    def sha256(self) -> str:
        """Hash of the text, in hexadecimal. Lone surrogates are kept apart rather than refused."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and why. It never stops the inputs beside it.

    `passed_over` tells a file that a folder brought along and that is no article by its nature: worth a line, no fault.
    """

    input: str
    message: str
    passed_over: bool = False
