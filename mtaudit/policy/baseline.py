"""The baseline: what was found before and is let be, so that a check tells of what is new."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields

from mtaudit.errors import UsageError
from mtaudit.model import Article, ArticleReport, Finding, Label, Verdict

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
VERDICT = "verdict"
"""Stands for the rule in a row that knows an article's label."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A finding that is known: where it stands in the article, and how sure it is, do not belong to it.

    Attributes:
        holder: the feed or file that the article is one of several in, or "".
        article: the article's id: of an entry its own, of a page its address, of a file its path.
        rule: the rule's code, or "verdict".
        text: what was marked, case and white space evened out; of a verdict, the label.
    """

    holder: str
    article: str
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The rows that are known."""

    rows: frozenset[Row] = frozenset()

    @classmethod
    def parse(cls, text: str, name: str) -> Baseline:
        """Read what `dumps` wrote.

        Raises:
            UsageError: if the text is no baseline; `name` tells the user which.
        """
        try:
            facts = json.loads(text)
            return cls(frozenset(Row(*(str(row[f.name]) for f in fields(Row))) for row in facts["known"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{name} is no baseline; `mtaudit check --write-baseline {name}` makes one") from error

    def dumps(self) -> str:
        """JSON, a row a line, in an order that makes small differences between versions."""
        rows = ",\n".join(_LONE_SURROGATE.sub(_escaped, _dumped(row)) for row in sorted(self.rows))
        return '{"known": [\n' + rows + "\n]}\n" if rows else '{"known": []}\n'

    def knows(self, article: Article, finding: Finding) -> bool:
        """Whether the finding was there before."""
        return row_of(article, finding) in self.rows

    def label(self, article: Article) -> Label | None:
        """The worst label that the article is known to have."""
        worst_first = (Label.MACHINE, Label.SUSPECT)
        known = [label for label in worst_first if Row(article.holder, article.known_as, VERDICT, label) in self.rows]
        return known[0] if known else None


def rows_of(report: ArticleReport, findings: Iterable[Finding]) -> Iterator[Row]:
    """The rows of an article: of these findings, and of its label if it could fail it."""
    for finding in findings:
        yield row_of(report.article, finding)
    if isinstance(report.outcome, Verdict) and report.outcome.label in (Label.SUSPECT, Label.MACHINE):
        yield Row(report.article.holder, report.article.known_as, VERDICT, report.outcome.label)


def row_of(article: Article, finding: Finding) -> Row:
    """The row of one finding."""
    text = " ".join(unicodedata.normalize("NFKC", finding.text).casefold().split())
    return Row(article.holder, article.known_as, finding.rule, text)


def _dumped(row: Row) -> str:
    return json.dumps(asdict(row), ensure_ascii=False)


def _escaped(found: re.Match[str]) -> str:
    """A lone surrogate, which UTF-8 has no room for, as JSON writes it."""
    return f"\\u{ord(found[0]):04x}"
