"""HTML: one self-contained page for each article, and an index of the batch. None of them makes a network request.

The pages hold hostile text. Three defences contain it: Jinja2 escapes every value, the page's own
Content-Security-Policy allows only the one script and style whose hashes it names, and only http(s) addresses become
links.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mtaudit.core import ArticleReport, AuditReport, Category, Kind, Rule, Severity, Verdict
from mtaudit.files.whole import write_whole
from mtaudit.formats.batch import count_labels, count_severities, judged_entries, skipped_entries
from mtaudit.formats.comparison import comparison_tables
from mtaudit.formats.cutting import decile
from mtaudit.formats.file_name import file_name
from mtaudit.formats.layout import lay_out
from mtaudit.formats.page import passages
from mtaudit.formats.wording import (
    BRIEF_CAUTIONS,
    DOUBT,
    PARTS,
    UNREAD,
    UNSCORED,
    cautions,
    clause,
    expected,
    many,
    not_passed,
    percent,
    score,
    wording_of,
)
from mtaudit.segment.language import name_of
from mtaudit.verdict.parameters import parameters

INDEX = "index.html"

# HTML has no NUL and UTF-8 no lone surrogate. Each is replaced by one mark, so that offsets still hold.
_MARK = "\N{REPLACEMENT CHARACTER}"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Html:
    """Writes a folder of pages. Each is complete once its article is finished; the index is written at the end."""

    def __init__(self, folder: Path, rules: Mapping[str, Rule], decision: Path | None = None) -> None:
        """Take the folder, every rule by its code, and the file of the decision; None for the packaged one."""
        self._folder = folder
        self._rules = rules
        self._decision = decision

    def article(self, report: ArticleReport) -> None:
        """Write the article's page."""
        name = file_name(report.article.id, report.article.title)
        write_whole(self._folder / name, _encoded(article_page(report, self._rules, self._decision)))

    def finish(self, audit: AuditReport) -> None:
        """Write the index."""
        write_page(
            self._folder / INDEX,
            "index",
            audit=audit,
            judged=judged_entries(audit.entries),
            omitted=skipped_entries(audit.entries),
            labels=count_labels(audit.entries),
            severities=count_severities(audit.entries),
        )


def article_page(report: ArticleReport, rules: Mapping[str, Rule], decision: Path | None = None) -> str:
    """The page of an article; it needs no other file.

    Args:
        rules: every rule by its code.
        decision: the file of the decision, whose labels the page shows on its scale; None for the packaged one.
    """
    article = report.article
    fired = sorted({finding.rule for finding in report.all_findings})
    return _rendered(
        "article",
        report=report,
        article=article,
        has_heading=bool(article.title) and (bool(report.title_findings) or not _shows_title(report)),
        verdict=report.outcome if isinstance(report.outcome, Verdict) else None,
        layout=lay_out(report),
        tables=comparison_tables(report),
        word_count=report.word_count,
        rules=rules,
        bars=parameters(decision),
        fired=[rules[code] for code in fired if code in rules],
    )


def write_page(path: Path, template: str, **values: object) -> None:
    """Render a template into a file.

    Raises:
        MtauditError: if it cannot be written.
    """
    write_whole(path, _encoded(_rendered(template, **values)))


def _rendered(template: str, **values: object) -> str:
    rendered = _environment().get_template(f"{template}.html.jinja").render(values)
    # An HTML parser turns a bare carriage return into a line feed; as a character reference it survives.
    return rendered.replace("\0", _MARK).replace("\r", "&#13;")


def _encoded(page: str) -> bytes:
    try:
        return page.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub(_MARK, page).encode("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mtaudit.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(Category=Category, Kind=Kind, Severity=Severity, index=INDEX)
    environment.globals.update(
        assets=_assets, brief_cautions=BRIEF_CAUTIONS, doubt=DOUBT, parts=PARTS, unread=UNREAD, unscored=UNSCORED
    )
    environment.filters.update(
        cautions=cautions,
        clause=clause,
        name_of=name_of,
        score=score,
        csp_hash=_csp_hash,
        decile=decile,
        expected=expected,
        file_name=lambda item: file_name(item.id, item.title),
        host=_host,
        many=many,
        not_passed=not_passed,
        page_of=lambda name: file_name(name, name),
        passages=passages,
        percent=percent,
        plain=_plain,
        wording=wording_of,
    )
    return environment


@cache
def _assets(*names: str) -> Markup:
    """The named files of the templates folder, concatenated, as markup; they are read once for all pages."""
    folder = resources.files("mtaudit.formats") / "templates"
    return Markup("".join((folder / name).read_text("utf-8").removesuffix("\n") for name in names))  # noqa: S704 (packaged)


@cache
def _csp_hash(content: str) -> str:
    """The CSP source expression that allows exactly this inline script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _host(url: str | None) -> str | None:
    """The host of an http(s) address; None for any other, so that it does not become a link."""
    try:
        parts = urlsplit(url or "")
        return parts.hostname if parts.scheme in ("http", "https") else None
    except ValueError:
        return None


def _plain(value: object) -> str:
    """A piece of evidence as text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _shows_title(report: ArticleReport) -> bool:
    """Whether the text begins with its title or has it as a segment, so that the page need not show it above."""
    article = report.article
    titles = (s.span.of(article.text) for s in report.segments if s.kind is Kind.TITLE)
    return article.title in (article.text.lstrip().partition("\n")[0].rstrip(), *titles)
