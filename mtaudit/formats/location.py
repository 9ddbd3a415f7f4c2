"""Where a finding is, for tools that annotate files: the path, and lines and columns counted from 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from pathlib import Path

from mtaudit.core import Article, ArticleReport, Finding, Span


@dataclass(frozen=True, slots=True)
class Region:
    """A span by lines and columns, both counted from 1, columns in code points; the end column is past the span."""

    line: int
    column: int
    end_line: int
    _: KW_ONLY
    end_column: int


def file_of(article: Article) -> str | None:
    """The path of the article's file with slashes, relative to the working directory if below it; None for no file."""
    if article.file is None:
        return None
    path = Path(article.file).absolute()
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()


def findings_of(report: ArticleReport) -> Iterator[tuple[Finding, bool]]:
    """Every finding, and whether it is in a title that is not part of the text."""
    yield from ((finding, True) for finding in report.title_findings)
    yield from ((finding, False) for finding in report.findings)


def region_of(article: Article, span: Span) -> Region:
    """The region of the article's text that the span covers."""
    line, column = position(article.text, span.start)
    end_line, end_column = position(article.text, span.end)
    return Region(line, column, end_line, end_column=end_column)


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of `offset`, both counted from 1, the column in code points."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def holds_in_file(article: Article) -> bool:
    """Whether lines and columns of the text are those of the file: only for plain text and Markdown."""
    return article.part == "text" and article.id == article.file
