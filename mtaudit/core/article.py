"""What is audited: an article as it was read, or why it could not be."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field


@dataclass(frozen=True, slots=True)
class Ignore:
    """A comment in an article's own markup that asks for a rule not to be reported of it, with the reason.

    Without a reason the comment was not understood, and `rule` holds its whole text.
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
    `evidence` holds signs of translation in the markup, keyed by the kind of sign (hreflang, translation plugin).
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
        """The article's id as it was read, which with its origin identifies it from run to run."""
        return self.key or self.id

    @property
    def holder(self) -> str:
        """The feed or file that holds the article among others, and within which its id is unique; or ""."""
        return self.feed or (self.file if self.file and self.file != self.known_as else "") or ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text, in hexadecimal. Lone surrogates are hashed too rather than refused."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read, and why. The other inputs are still read.

    `passed_over` marks a file in a folder that by its nature holds no article: it is mentioned, but not a fault.
    """

    input: str
    message: str
    passed_over: bool = False
