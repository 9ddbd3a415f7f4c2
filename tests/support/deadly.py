"""Auditors that fail on an article, or end their process on it, always or once, and an answer that is cut short."""

from __future__ import annotations

import logging
import os
import signal
import struct
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from mtaudit.auditor import Auditor
from mtaudit.core import Article, ArticleReport
from mtaudit.models import Models
from mtaudit.runs.engines import Recipe

DEADLY, KILLED, BROKEN = "deadly", "killed.txt", "broken"


class _Auditor(Auditor):
    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        if any(article.id == DEADLY for article in articles):
            os._exit(9)
        return super().audit_all(articles)


class Deadly(Recipe):
    """Makes such auditors."""

    @contextmanager
    def auditor(self, models: Models | None = None) -> Iterator[Auditor]:
        """One of them."""
        yield _Auditor(self.settings, models or Models(self.settings))


class _BrokenAuditor(Auditor):
    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        logging.getLogger("mtaudit.broken").info("%d articles", len(articles))
        if any(article.id == BROKEN for article in articles):
            raise RuntimeError("on purpose")
        return super().audit_all(articles)


class Broken(Recipe):
    """Makes auditors that have a bug, which one article brings out."""

    @contextmanager
    def auditor(self, models: Models | None = None) -> Iterator[Auditor]:
        """One of them."""
        yield _BrokenAuditor(self.settings, models or Models(self.settings))


class _KilledOnce(Auditor):
    mark = ""

    def audit_all(self, articles: Sequence[Article]) -> list[ArticleReport]:
        if any(article.id.endswith(KILLED) for article in articles) and not Path(self.mark).exists():
            Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().audit_all(articles)


@dataclass(frozen=True, slots=True)
class Once(Recipe):
    """Makes auditors of which the first to meet an article is killed over it; `mark` is the file that tells so."""

    mark: str = ""

    @contextmanager
    def auditor(self, models: Models | None = None) -> Iterator[Auditor]:
        """One of them."""
        made = _KilledOnce(self.settings, models or Models(self.settings))
        made.mark = self.mark
        yield made


def half_an_answer(mark: Path) -> None:
    """Of a process of a pool: send the first half of an answer, make a file to tell so, and wait to be ended."""
    frame = sys._getframe()
    while frame.f_back and "result_queue" not in frame.f_locals:
        frame = frame.f_back
    whole = 1000
    os.write(frame.f_locals["result_queue"]._writer.fileno(), struct.pack("!i", whole) + b"." * (whole // 2))
    mark.touch()
    sleep(60)
