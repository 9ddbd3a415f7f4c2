"""The names of report files."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LONGEST_SLUG = 60


def file_name(article_id: str, title: str) -> str:
    """The report's file name: the title (or the id) in ASCII, then a hash of the id that keeps names apart.

    At most 78 characters of `a-z0-9-`, then `.html`: no separator, dot or device name can come in from outside.
    """
    readable = unicodedata.normalize("NFKD", (title or article_id)[:500]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", readable)[:_LONGEST_SLUG].strip("-") or "article"
    return f"{slug}-{hashlib.sha256(article_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}.html"
