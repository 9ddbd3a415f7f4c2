"""The two seams of ingest: a retriever finds bytes, a parser makes articles of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from typing import BinaryIO, Protocol

from mtaudit.config import Settings
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError


class UnsuitableError(InputError):
    """It can be read, and is no kind of thing that holds an article. In a folder, such a file is no fault."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version that it sent (RFC 9110, 8.8); None where it said nothing."""

    etag: str | None
    modified: str | None

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request that asks for the body only if the version has changed."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What the name stands for is what it was."""

    name: str


@dataclass(frozen=True, slots=True)
class Resource:
    """Bytes on their way to a parser.

    Attributes:
        name: what the user calls it, and the id of the article if it holds one: a path, a URL or "-".
        stream: open for reading, and read once from its start.
        url: where it came from, after redirects; None for a file.
        content_type: the media type that a server declared, in lower case, or "".
        charset: the encoding that a server declared, or None.
        named: whether the user named it, rather than a folder that it lies in.
        validators: what a server said of this version.
    """

    name: str
    stream: BinaryIO
    url: str | None = None
    _: KW_ONLY
    content_type: str = ""
    charset: str | None = None
    named: bool = True
    validators: Validators = Validators(None, None)

    def body(self, limit: int) -> bytes:
        """All that is left in the stream.

        Raises:
            InputError: if that is more than `limit` bytes.
        """
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise InputError(too_large(limit))
        return data


class Memory(Protocol):
    """What earlier runs know of inputs, by their names as they may be shown."""

    def validators(self, name: str) -> Validators | None:
        """What the server said of the version that is known as a whole, if one is."""
        ...

    def recall(self, name: str) -> Iterator[Article]:
        """The articles of that version."""
        ...

    def keep(self, name: str, validators: Validators) -> None:
        """Take note that all that this version holds was read; its articles may still be under way."""
        ...


class Retriever(Protocol):
    """Knows one kind of place that articles are read from."""

    def accepts(self, name: str) -> bool:
        """Whether an input of this name is found in that kind of place."""
        ...

    def retrieve(self, name: str) -> Iterator[Resource | Unchanged | Failure]:
        """Yield what the name stands for, each open until the next is asked for. Never raises for a bad name."""
        ...


class Parser(Protocol):
    """Knows one kind of content."""

    def __call__(self, resource: Resource, settings: Settings) -> Iterator[Article | Failure]:
        """Yield the articles in a resource, and a failure for each part that cannot be read while others can.

        Raises:
            InputError: if none of it can be read.
            UnsuitableError: if it holds no articles by its nature.
        """
        ...


def too_large(limit: int) -> str:
    """The message for anything that goes over the bound on what is read at once."""
    return f"it is larger than {limit:,} bytes; split it into its articles"
