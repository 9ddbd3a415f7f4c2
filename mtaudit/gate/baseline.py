"""The baseline: findings that are known and accepted, so that a check reports only new ones."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, asdict, dataclass, fields
from functools import cached_property

from mtaudit.core import Article, ArticleReport, Code, Finding, Label, Verdict
from mtaudit.errors import UsageError

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
VERDICT = "verdict"
"""Takes the place of the rule in a row that records an article's label."""

SHARED, LEAST_WORDS = 0.5, 2
"""The share of words, and the fewest words, that a finding must have in common with a row to be known by it."""
CONTENT = 4
"""Letters that the longest of these words must have: "of the" does not identify a phrase."""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A known finding; its position in the article and its confidence do not count.

    Attributes:
        holder: the feed or file that holds the article among others, or "".
        article: the article's id: of an entry its own, of a page its address, of a file its path.
        rule: the rule's code, or "verdict".
        text: the marked text, with case and white space normalised; of a verdict, the label.
    """

    holder: str
    article: str
    rule: str
    _: KW_ONLY
    text: str


@dataclass(frozen=True)
class Baseline:
    """The known findings and labels, a row each."""

    rows: frozenset[Row] = frozenset()

    @classmethod
    def parse(cls, text: str, name: str) -> Baseline:
        """Read what `dumps` wrote.

        Raises:
            UsageError: if the text is not a baseline; `name` identifies it in the message.
        """
        try:
            facts = json.loads(text)
            return cls(frozenset(Row(**{f.name: str(row[f.name]) for f in fields(Row)}) for row in facts["known"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{name} is not a baseline; `mtaudit check --write-baseline {name}` creates one"
            ) from error

    def dumps(self) -> str:
        """The baseline as JSON, one row a line, sorted so that two versions differ little."""
        rows = ",\n".join(_LONE_SURROGATE.sub(_escaped, _dumped(row)) for row in sorted(self.rows))
        return '{"known": [\n' + rows + "\n]}\n" if rows else '{"known": []}\n'

    def row(self, article: Article, finding: Finding, taken: Container[Row] = ()) -> Row | None:
        """The row of a finding: the one with the same text or, for a garbled phrase, the most similar one.

        Where such a phrase begins and ends depends on the sentences around it: an edit elsewhere may move it by some
        words.

        Args:
            taken: rows of the article's other findings, which match no further finding by similarity.
        """
        row = row_of(article, finding)
        if row in self.rows:
            return row
        if finding.rule != Code.GARBLED:
            return None
        free = (known for known in self._of.get((row.holder, row.article, row.rule), ()) if known not in taken)
        near = [(_shared(row.text, known.text), known) for known in free]
        share, known = max(near, default=(0.0, row))
        return known if share >= SHARED else None

    @cached_property
    def _of(self) -> Mapping[tuple[str, str, str], Sequence[Row]]:
        """The rows of each article and rule."""
        found: dict[tuple[str, str, str], list[Row]] = {}
        for row in sorted(self.rows):
            found.setdefault((row.holder, row.article, row.rule), []).append(row)
        return found

    def label(self, article: Article) -> Label | None:
        """The worst label that the baseline records of the article; None if it records none."""
        worst_first = (Label.MACHINE, Label.SUSPECT)
        known = [
            label for label in worst_first if Row(article.holder, article.known_as, VERDICT, text=label) in self.rows
        ]
        return known[0] if known else None


def rows_of(report: ArticleReport, findings: Iterable[Finding]) -> Iterator[Row]:
    """The rows of an article: of the given findings, and of its label if that could fail it."""
    for finding in findings:
        yield row_of(report.article, finding)
    if isinstance(report.outcome, Verdict) and report.outcome.label in (Label.SUSPECT, Label.MACHINE):
        yield Row(report.article.holder, report.article.known_as, VERDICT, text=report.outcome.label)


def row_of(article: Article, finding: Finding) -> Row:
    """The row of one finding."""
    text = " ".join(unicodedata.normalize("NFKC", finding.text).casefold().split())
    return Row(article.holder, article.known_as, finding.rule, text=text)


def _shared(text: str, known: str) -> float:
    """The share of words that two texts have in common, 0..1 (Dice's coefficient); 1 if one contains the other."""
    article_side, other_side = text.split(), known.split()
    if not any(len(word) >= CONTENT for word in set(article_side) & set(other_side)):
        return 0.0
    if min(len(article_side), len(other_side)) >= LEAST_WORDS and (
        f" {text} " in f" {known} " or f" {known} " in f" {text} "
    ):
        return 1.0
    both = sum((Counter(article_side) & Counter(other_side)).values())
    return 2 * both / (len(article_side) + len(other_side)) if both >= LEAST_WORDS else 0.0


def _dumped(row: Row) -> str:
    return json.dumps(asdict(row), ensure_ascii=False)


def _escaped(found: re.Match[str]) -> str:
    """A lone surrogate, which UTF-8 cannot encode, as JSON escapes it."""
    return f"\\u{ord(found[0]):04x}"
