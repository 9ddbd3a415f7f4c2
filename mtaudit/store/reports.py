"""Reports as JSON, and the hashes that identify articles."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING

from mtaudit.core import Article, ArticleReport, Skipped

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def digest(article: Article) -> str:
    """A hash of all of an article that its report depends on: 64 hexadecimal digits."""
    facts: list[object] = [article.known_as, article.text, article.title, article.language, article.url, article.feed]
    facts += [article.source, article.reference, article.published, article.part, sorted(article.evidence.items())]
    facts.append(article.cautions)
    facts.append([(ignore.rule, ignore.reason) for ignore in article.ignores])
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def identity(article: Article) -> str:
    """A hash that identifies the article in a state or a cache: of its path, and of all that its report depends on.

    The id alone does not: two entries of a feed may share one, as may two files of a folder. Settings may ignore rules
    for some files, so that equal articles of two files have separate reports. 64 hexadecimal digits.
    """
    return identity_of(article.origin, article.file, digest(article))


def identity_of(origin: str, file: str | None, known: str) -> str:
    """The identity of an article whose digest, `known`, was already computed."""
    return hashlib.sha256(json.dumps([origin, file, known]).encode()).hexdigest()


def statements(report: ArticleReport) -> frozenset[str]:
    """A hash of each statement of a report: the label, that the article fails, and every finding that is shown.

    Scores, positions and what no reader sees do not count. Another text, title or id makes other statements.
    """
    article, outcome = report.article, report.outcome
    about = [article.origin, article.file, article.known_as, article.title, article.text]
    facts: list[list[str]] = [["skipped", outcome.reason] if isinstance(outcome, Skipped) else ["label", outcome.label]]
    facts += [["fails"]] if report.fault else []
    facts += [["finding", f.rule, f.severity, f.text] for f in report.all_findings]
    subject = hashlib.sha256(json.dumps(about).encode()).hexdigest()
    return frozenset(hashlib.sha256(json.dumps([subject, *fact]).encode()).hexdigest() for fact in facts)


def dumped(report: ArticleReport) -> str | None:
    """The report as JSON; None if it would not come back unchanged."""
    try:
        facts = _reports().dump_python(report, mode="json")
        text = json.dumps(facts)
        return text if json.loads(text) == facts else None
    except (UnicodeError, ValueError):
        return None


def loaded(text: str) -> ArticleReport:
    """The report that `dumped` wrote as JSON.

    Raises:
        ValueError: if it is not a report, or was written by a version with another form of it.
    """
    return _reports().validate_python(json.loads(text))


@cache
def _reports() -> TypeAdapter[ArticleReport]:
    from pydantic import TypeAdapter

    return TypeAdapter(ArticleReport)
