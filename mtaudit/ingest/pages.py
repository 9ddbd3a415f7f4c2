"""The pages behind entries of which a feed gives a summary only, as far as their servers let robots read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mtaudit import __version__
from mtaudit.config import Settings
from mtaudit.config.addresses import without_credentials
from mtaudit.core import Article, Failure
from mtaudit.errors import InputError
from mtaudit.ingest import html
from mtaudit.ingest.http import FetchError, Web

if TYPE_CHECKING:
    from protego import Protego

AGENT = f"mtaudit/{__version__}"


class ShutOutError(InputError):
    """A server lets no robot read a page."""


class UnreachableError(InputError):
    """What robots may read on a server cannot be known for now, so nothing is read (RFC 9309, 2.3.1.4)."""


class Pages:
    """Fetches pages, and asks each server once what robots may read (RFC 9309)."""

    def __init__(self, web: Web, settings: Settings) -> None:
        self._web = web
        self._settings = settings
        self._robots: dict[str, Protego | UnreachableError] = {}

    def behind(self, entry: Article) -> Iterator[Article | Failure]:
        """The page's article under the entry's id; a failure and the summary where it cannot be had.

        That robots are shut out is reported and no fault of the run; that nobody can tell whether they are is a fault.
        """
        try:
            page = self._page(entry, entry.url or "")
        except InputError as error:
            yield Failure(entry.id, f"the linked page: {error}", passed_over=isinstance(error, ShutOutError))
            yield entry
        else:
            yield page

    def _page(self, entry: Article, address: str) -> Article:
        page = html.parse_whole(self._web.fetch(address, named=False, permit=self._permit), self._settings)
        published = entry.published or page.published
        return replace(page, id=entry.id, title=page.title or entry.title, feed=entry.feed, published=published)

    def _permit(self, address: str) -> None:
        robots_url = urljoin(address, "/robots.txt")
        if robots_url not in self._robots:
            self._robots[robots_url] = self._rules(robots_url)
        rules = self._robots[robots_url]
        if isinstance(rules, UnreachableError):
            raise UnreachableError(str(rules))
        if not rules.can_fetch(address, AGENT):
            raise ShutOutError(
                "its robots.txt does not allow it to be read; ask the publisher for the full text in the feed"
            )

    def _rules(self, robots_url: str) -> Protego | UnreachableError:
        """What a robots.txt says; one that is not there lets all be read."""
        from protego import Protego

        try:
            text = self._web.fetch(robots_url, named=False).body(self._settings.max_bytes).decode("utf-8", "replace")
        except InputError as error:
            if isinstance(error, FetchError) and 400 <= error.status < 500:
                return Protego.parse("")
            shown = without_credentials(robots_url)
            return UnreachableError(f"{shown}, which says what robots may read, is unreachable: {error}")
        return Protego.parse(text)
