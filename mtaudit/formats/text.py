"""Text for a terminal: each article with its marked sentences, then the batch in a table."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from mtaudit.core import (
    Article,
    ArticleReport,
    AuditReport,
    Decision,
    Finding,
    Rule,
    Segment,
    SourceMeasures,
    Span,
    Verdict,
)
from mtaudit.formats.batch import count_labels, count_severities, judged_entries, skipped_entries
from mtaudit.formats.layout import reading_order
from mtaudit.formats.location import position
from mtaudit.formats.terminal import inert, shown
from mtaudit.formats.wording import (
    DOUBT,
    UNREAD,
    UNSCORED,
    cautions,
    expected,
    many,
    not_passed,
    original_name,
    percent,
    score,
    wording_of,
)
from mtaudit.segment.language import name_of

_STYLES = {
    "minor": "cyan",
    "major": "yellow",
    "critical": "bold red",
    "machine": "bold red",
    "suspect": "bold yellow",
    "undecided": "bold",
    "clean": "bold green",
    "skipped": "dim",
}
_INDENT = 10
SHOWN = 300
"""Characters, at most, of a source that are shown."""


class Text:
    """Writes to a rich console, which omits colour where the output is no terminal."""

    def __init__(self, console: Console, rules: Mapping[str, Rule], checked: bool = False) -> None:
        """Take the console, the rules, and whether to show only the articles that fail a check."""
        self._console = console
        self._rules = rules
        self._checked = checked

    def article(self, report: ArticleReport) -> None:
        """Print the verdict, then the findings in reading order."""
        if self._checked and not report.fault:
            return
        article = report.article
        wording = wording_of(report.outcome)
        headline = Styled.assemble(
            (wording.headline.upper(), _STYLES[wording.key]),
            ("  " + _odds(report.outcome.probability) if isinstance(report.outcome, Verdict) else ""),
            "  ",
            (self._safe(article.title or article.id), "bold"),
        )
        if article.title and article.title != article.id:
            headline.append(f"  {self._safe(article.id)}", "dim")
        self._print(headline)
        if report.fault:
            self._print(Padding.indent(Styled(f"FAILS: {self._safe(report.fault)}", _STYLES["machine"]), 2))
        for remark in (report.outcome.reason, *cautions(article), *_compared(report)):
            if remark:
                self._print(Padding.indent(Styled(self._safe(remark), "italic"), 2))
        for finding in reading_order(report.title_findings):
            self._finding(finding, "title", article.title, Span(0, len(article.title)))
        for finding in reading_order(report.findings):
            line, column = position(article.text, finding.span.start)
            sentence = _sentence(article, report.segments, finding.span)
            self._finding(finding, f"{line}:{column}", article.text, sentence)
        self._print("")

    def finish(self, audit: AuditReport) -> None:
        """Print the batch: labels and severities, then what was skipped and what failed."""
        if audit.decision:
            unjudged = {gate.name for gate in audit.decision.unjudged}
            entries = [item.entry for item in judged_entries(audit.entries)]
            if passing := sum(not entry.fault and entry.gate not in unjudged for entry in entries):
                self._print(f"{many(passing, 'article')} passed")
        verdicts = Table("verdict", box=box.SIMPLE_HEAD)
        for column in ("articles", *count_severities(())):
            verdicts.add_column(column, justify="right")
        for label, count in count_labels(audit.entries).items():
            of_label = [item.entry for item in judged_entries(audit.entries) if item.verdict.label is label]
            cells = (str(number or "") for number in count_severities(of_label).values())
            verdicts.add_row(Styled(label.value, _STYLES[label]), str(count), *cells)
        if audit.entries:
            self._print(verdicts)
        skipped = [(item.entry.title or item.entry.id, item.reason) for item in skipped_entries(audit.entries)]
        self._list(f"{many(len(skipped), 'article')} skipped", skipped)
        failed = [(failure.input, failure.message) for failure in audit.failures]
        self._list(f"{many(len(failed), 'input')} could not be read", failed)
        if audit.metrics:
            scores = [(metric.name, f"{score(metric)}  {metric.signature}") for metric in audit.metrics]
            self._list(f"{audit.scored} of {many(len(audit.entries), 'article')} against references", scores)
        if audit.decision:
            self._decision(audit.decision, whole=not audit.failures and not audit.interrupted)
        if audit.interrupted:
            finished = "the articles above are all that was finished" if audit.entries else "no article was finished"
            self._print(Styled(f"Interrupted: {finished}.", "bold yellow"))
        if audit.entries:
            self._console.print(self._safe(audit.signature), style="dim", markup=False, highlight=False, soft_wrap=True)

    def _decision(self, decision: Decision, whole: bool) -> None:
        for remark in decision.remarks:
            self._print(Padding.indent(Styled(self._safe(remark), "italic"), 2))
        for gate in decision.gates:
            verb, style = ("FAILED", _STYLES["machine"]) if gate.failed else ("passed", _STYLES["clean"])
            if not whole and not gate.failed:
                verb, style = "no article failed, but not all was audited", _STYLES["suspect"]
            name = f" {self._safe(gate.name)}" if gate.name else ""
            if gate.unjudged:
                reason = f": {self._safe(not_passed(gate))}"
                self._print(Styled.assemble((f"NOT PASSED{name}", _STYLES["suspect"]), reason))
                continue
            allowed = f", {percent(gate.allowed)} allowed" if gate.allowed else ""
            count = f": {gate.failing} of {many(gate.articles, 'article')} failed{allowed}"
            if not gate.articles:
                count = ": nothing new to report"
            self._print(Styled.assemble((f"{verb}{name}", style), count))

    def _list(self, heading: str, rows: list[tuple[str, str]]) -> None:
        if rows:
            self._print(Styled(heading, "bold"))
            for name, reason in rows:
                self._print(Padding.indent(Styled(f"{self._safe(name)}: {self._safe(reason)}"), 2))

    def _finding(self, finding: Finding, where: str, text: str, sentence: Span) -> None:
        """Print a finding in the sentence of the text that its span points into."""
        style = _STYLES[finding.severity]
        rule = self._rules.get(finding.rule)
        head = Styled.assemble(
            (where.rjust(_INDENT - 2) + "  "),
            (finding.severity.value, style),
            f"  {self._safe(finding.rule)} ",
            (self._safe(rule.name if rule else ""), "bold"),
            (f"  {finding.confidence:.2f}", "dim"),
        )
        self._print(head)
        for part in self._excerpt(text, sentence, finding.span, style):
            self._console.print(part, no_wrap=True, overflow="crop")
        message = Styled(self._safe(finding.message))
        if words := expected(finding):
            message.append("  expected: ", "dim")
            message.append(self._safe(", ".join(words)), "green")
        self._print(Padding.indent(message, _INDENT))
        if source := finding.evidence.get("source_text"):
            start = textwrap.shorten(self._safe(str(source)), SHOWN, placeholder=" ...")
            self._print(Padding.indent(Styled.assemble(("source: ", "dim"), start), _INDENT))

    def _excerpt(self, whole: str, around: Span, span: Span, style: str) -> tuple[Styled, Styled]:
        """The sentence around the span, cut to one line, and a line of carets under the span."""
        text = self._safe(around.of(whole))
        start, end = span.start - around.start, min(span.end, around.end) - around.start
        cells = room = max(20, self._console.width - _INDENT - 8)
        left, right = _window(text, start, end, room)
        while cell_len(text[left:right]) > cells and room > end - start:  # wide characters take two cells each
            room -= 1
            left, right = _window(text, start, end, room)
        before = " " * _INDENT + ("... " if left else "") + text[left:start]
        marked = text[start : min(end, right)]
        after = text[min(end, right) : right] + (" ..." if right < len(text) else "")
        carets = Styled(" " * cell_len(before) + "^" * max(1, cell_len(marked)), style)
        return Styled.assemble(before, (marked, style), after), carets

    def _safe(self, text: str) -> str:
        """`text` so that a terminal shows it and obeys nothing in it; each character stays one character."""
        encoding = self._console.encoding
        return inert(shown(text).encode(encoding, "replace").decode(encoding, "replace"))

    def _print(self, what: Styled | Padding | Table | str) -> None:
        self._console.print(what, markup=False, highlight=False, emoji=False, soft_wrap=False)


def _odds(probability: float | None) -> str:
    return "" if probability is None else percent(probability)


def _compared(report: ArticleReport) -> Iterator[str]:
    """A line for each comparison of the article: with its original, its source and its reference."""
    if twin := report.twin:
        yield f"{twin.kind} of {original_name(twin.original)}"
    source = report.source
    if source and isinstance(source.measures, SourceMeasures):
        adequacy, language = source.measures.adequacy, name_of(source.original.language)
        yield (
            f"adequacy {adequacy:.2f} against its source in {language}, "
            f"of which {source.measures.used:.0%} has a counterpart"
        )
        if source.is_doubtful:
            yield DOUBT
    elif (report.article.source or "").strip() and isinstance(report.outcome, Verdict):
        yield UNREAD
    if (report.article.reference or "").strip() and not report.reference and isinstance(report.outcome, Verdict):
        yield UNSCORED
    if report.reference:
        yield "against its reference: " + ", ".join(f"{m.name} {score(m)}" for m in report.reference.metrics)


def _sentence(article: Article, segments: tuple[Segment, ...], span: Span) -> Span:
    """The segment in which `span` starts; failing that, its line."""
    for segment in segments:
        if segment.span.start <= span.start < segment.span.end:
            return segment.span
    end = article.text.find("\n", span.end)
    return Span(article.text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(article.text))


def _window(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """The part of `text` to show in `room` characters: [start, end) in the middle if it fits, cut between words."""
    if len(text) <= room:
        return 0, len(text)
    left = max(0, min(start - max(0, room - (end - start)) // 2, len(text) - room))
    right = left + room
    if left:
        left = text.find(" ", left, start) + 1 or left
    if right < len(text) and " " in text[end:right]:
        right = text.rindex(" ", end, right)
    return left, right
