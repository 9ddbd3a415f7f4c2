"""Headlines written by journalists, audited with the beginning of their article: how many have a finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mtaudit.auditor import Auditor
from mtaudit.core import Article
from mtaudit.training.manifest import corpus_file
from mtaudit.training.readers import read_documents

SENTENCES = 5
"""Sentences of the article that are audited with its headline."""
LONGEST = 30
"""Words, at most, of a first line that counts as a headline."""


def native_titles(corpora: Path, auditor: Auditor) -> Iterator[bool]:
    """Whether each headline of the native articles of news2021-documents has a finding."""
    for kind, sentences in read_documents(corpus_file("news2021-documents", corpora)):
        title, *rest = (s.text for s in sentences)
        if kind == "native" and len(title.split()) <= LONGEST and not title.rstrip().endswith("."):
            text = "\n\n".join(rest[:SENTENCES])
            yield bool(auditor.audit(Article(sentences[0].article, text, title)).title_findings)
