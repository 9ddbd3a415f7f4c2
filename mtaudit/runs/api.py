"""The Python API. `import mtaudit` offers what is here, and imports it when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from mtaudit import core
from mtaudit.config import Settings
from mtaudit.core import Article, AuditReport, Failure
from mtaudit.errors import InputError, UsageError
from mtaudit.files.whole import read_text
from mtaudit.formats.html import article_page
from mtaudit.formats.record import record
from mtaudit.gate import Baseline, Check, Suppressions, status
from mtaudit.gate.check import gated
from mtaudit.ingest import read as read_inputs
from mtaudit.models import Models
from mtaudit.rules import RULES
from mtaudit.runs.engines import Alone, Recipe
from mtaudit.runs.session import Session

Input: TypeAlias = str | Path | Article
"""An article; the path or address of one; or its text. What `_is_name` takes for a path or an address is one."""
SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".xml", ".rss", ".json", ".jsonl", ".gz"})
"""How the name of a file ends that holds an article; no text does."""


class ArticleReport(core.ArticleReport):
    """The report on one article."""

    __slots__ = ()

    @classmethod
    def of(cls, report: core.ArticleReport) -> Self:
        """A report with the methods of this class."""
        return cls(**{field.name: getattr(report, field.name) for field in fields(report)})

    def to_dict(self, words: bool = False) -> dict[str, object]:
        """The report as JSON-ready values: the object that `--format jsonl` writes on a line.

        Args:
            words: whether to add the score of every word.
        """
        return record(self, words)

    def to_html(self) -> str:
        """The report as a page, which needs no other file."""
        return article_page(self, RULES)


def read(*inputs: str | Path, settings: Settings | None = None) -> Iterator[Article | Failure]:
    """Yield every article of the inputs, and a failure for everything that cannot be read.

    Args:
        inputs: files, folders, patterns and http(s) addresses, as `mtaudit audit` takes them.
        settings: what bounds the reading; the defaults where there are none.

    Raises:
        UsageError: if a setting has a value that it cannot have.
    """
    return read_inputs([str(name) for name in inputs], _validated(settings))


def audit(item: Input, settings: Settings | None = None) -> ArticleReport:
    """Audit one article. For several, keep an `Auditor`, which loads the models once.

    Raises:
        InputError: if it cannot be read.
        UsageError: if the input holds several articles.
        ModelError: if a model is not available.
    """
    with Auditor(settings) as auditor:
        return auditor.audit(item)


class Auditor:
    """Audits articles with the same settings, in this process. The models are loaded with the first article."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Take the settings; by default, those of a command without flags and settings files.

        Raises:
            UsageError: if a setting has a value that it cannot have.
        """
        self._settings = _validated(settings)
        self._engine = Alone(Recipe(self._settings), Models(self._settings))

    def __enter__(self) -> Self:
        self._engine.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.__exit__(kind, error, trace)

    def audit(self, item: Input) -> ArticleReport:
        """The report of one article; raises as `mtaudit.audit` does."""
        found = list(self._articles(item))
        articles = [article for article in found if isinstance(article, Article)]
        if len(articles) > 1:
            raise UsageError(f"{item} holds {len(articles)} articles; audit_all(mtaudit.read(...)) audits them all")
        failures = [entry for entry in found if isinstance(entry, Failure) and not entry.passed_over]
        for report in (*failures, *self._engine.reports([] if failures else articles)):
            if isinstance(report, Failure):
                raise InputError(f"{report.input}: {report.message}")
            return ArticleReport.of(report)
        raise InputError(f"{item} holds no article; name another file")

    def audit_all(self, items: Iterable[Input | Failure]) -> Iterator[ArticleReport | Failure]:
        """Yield the report of every article, in order, and a failure for everything that cannot be read.

        Articles are read a few at a time, as short ones take less time together, so that memory does not grow with
        their number.

        Raises:
            ModelError: if a model is not available.
        """
        for report in self._engine.reports(article for item in items for article in self._articles(item)):
            yield report if isinstance(report, Failure) else ArticleReport.of(report)

    def _articles(self, item: Input | Failure) -> Iterator[Article | Failure]:
        if isinstance(item, Article | Failure):
            yield item
        elif isinstance(item, Path) or _is_name(item):
            yield from read(item, settings=self._settings)
        else:
            yield Article("text", item)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The result of a check.

    Attributes:
        status: 0 passed, 1 a gate failed, 2 not everything could be audited or judged; the exit status of `check`.
        reports: of the articles, in order; `fault` says why an article fails, and is None where it passes.
        failures: the inputs that could not be audited.
        remarks: what the user should know besides.
    """

    status: int
    reports: tuple[ArticleReport, ...]
    failures: tuple[Failure, ...]
    remarks: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was audited and no gate failed."""
        return self.status == 0


class _Reports(list[ArticleReport]):
    """A format that keeps the reports."""

    def article(self, report: core.ArticleReport) -> None:
        self.append(ArticleReport.of(report))

    def finish(self, audit: AuditReport) -> None:
        pass


def check(
    *inputs: str | Path,
    settings: Settings | None = None,
    baseline: str | Path | None = None,
    suppressions: str | Path | None = None,
) -> CheckResult:
    """Audit inputs and apply the gates of the settings, as `mtaudit check` does, in this process.

    Other processes are started only where the setting `workers` asks for them; a script then needs the usual guard
    `if __name__ == "__main__"`. Where the rule `garbled` does not run, a gate on a label, which is the default, becomes
    one on findings, with a remark.

    Args:
        inputs: as in `read`; without any, the feeds of the settings.
        baseline: file of the findings that are known.
        suppressions: file of the findings that an editor suppressed.

    Raises:
        UsageError: if there is nothing to check, a file cannot be used, or a gate needs what is not available.
        ModelError: if a model is not available.
    """
    settings = _validated(settings)
    settings = replace(settings, workers=settings.workers or 1)
    settings, remarks = gated(settings, settings.fail_on == Settings().fail_on)
    names = [str(name) for name in inputs] or [feed.url for feed in settings.feeds]
    if not names:
        raise UsageError("there is nothing to check; name inputs, or put feeds into the settings")
    known = Baseline.parse(read_text(Path(baseline)), str(baseline)) if baseline else None
    rows = Suppressions.parse(read_text(Path(suppressions)), str(suppressions)) if suppressions else Suppressions()
    reports = _Reports()
    gate = Check(settings, names, known, suppressions=rows, remarks=remarks)
    found = Session(settings, check=gate).run(names, [reports])
    remarks = found.decision.remarks if found.decision else ()
    return CheckResult(status=status(found), reports=tuple(reports), failures=found.failures, remarks=remarks)


def _validated(settings: Settings | None) -> Settings:
    """The settings with every value converted to its type, as a settings file's are."""
    given = settings or Settings()
    return Settings.from_mapping({field.name: getattr(given, field.name) for field in fields(given)})


def _is_name(text: str) -> bool:
    """Whether a string is a path or an address: it has no white space, names what exists, or ends like a file."""
    try:
        exists = Path(text).exists()
    except (OSError, ValueError):
        exists = False
    return len(text.split()) == 1 or exists or ("\n" not in text and Path(text).suffix.lower() in SUFFIXES)
