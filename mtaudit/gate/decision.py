"""Gates: which articles fail, and whether too many do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace

from mtaudit.config import FailOn, Feed, Gate, Override, Settings, Undecided
from mtaudit.config.addresses import without_credentials
from mtaudit.config.patterns import lies_in
from mtaudit.core import (
    Article,
    ArticleReport,
    AuditReport,
    Decision,
    Entry,
    Failure,
    Finding,
    GateResult,
    Label,
    Severity,
    Skipped,
    SuppressedFinding,
    Verdict,
)
from mtaudit.errors import UsageError

SEVERITIES = tuple(Severity)
LABELS = (Label.SUSPECT, Label.MACHINE)
"""The labels that can fail an article, mildest first."""
ON_LABELS = (FailOn.SUSPECT, FailOn.MACHINE)
"""Gates on verdicts. An article with a critical finding fails them too, whatever its verdict."""


def gates_of(settings: Settings) -> dict[str, Gate]:
    """Every gate by its name: a feed's, a path's pattern, or "" for everything else.

    What a feed or path does not set is as in the gate for everything else.

    Raises:
        UsageError: if two gates have the same name.
    """
    general = _merged(Gate(), settings)
    named: list[tuple[str, Override]] = [(_name(feed), feed) for feed in settings.feeds]
    named += [(path.match, path) for path in settings.paths]
    gates = {"": general} | {name: _merged(general, overrides) for name, overrides in named}
    if len(gates) <= len(named):
        twice = next(name for name, count in Counter(name for name, _ in named).items() if count > 1)
        raise UsageError(f"two feeds or paths of the settings are called {twice!r}; give each its own name")
    return gates


def gate_of(article: Article, settings: Settings) -> str:
    """The name of an article's gate: that of its feed, or of the first path that it lies in, or ""."""
    for feed in settings.feeds:
        if without_credentials(feed.url) in (article.feed, article.origin):
            return _name(feed)
    return next((path.match for path in settings.paths if lies_in(article, path.match)), "")


def _merged(gate: Gate, overrides: Settings | Override) -> Gate:
    given = {f.name: getattr(overrides, f.name) for f in fields(Gate)}
    return replace(gate, **{name: value for name, value in given.items() if value is not None})


def apply_gate(
    report: ArticleReport,
    name: str,
    gate: Gate,
    hold: Callable[[Article, Finding], SuppressedFinding | None] = lambda article, finding: None,
    known: Label | None = None,
) -> ArticleReport:
    """The report of a check: findings that do not count are suppressed, those not shown left out, the fault is stated.

    Args:
        name: the name of the gate.
        hold: gives the suppression of a finding, or None if it counts.
        known: the article's label in the baseline; neither it nor a milder one fails the article.
    """

    def sift(findings: Iterable[Finding]) -> tuple[list[Finding], list[SuppressedFinding]]:
        pairs = [(finding, hold(report.article, finding)) for finding in findings]
        return [finding for finding, suppressed in pairs if suppressed is None], [
            suppressed for _, suppressed in pairs if suppressed
        ]

    in_title, held_in_title = sift(report.title_findings)
    in_text, held_in_text = sift(report.findings)
    return replace(
        report,
        gate=name,
        findings=_shown(in_text, gate),
        title_findings=_shown(in_title, gate),
        suppressed=(*(replace(suppressed, in_title=True) for suppressed in held_in_title), *held_in_text),
        fault=_fault(report.outcome, [*in_title, *in_text], gate, known),
    )


def _shown(findings: Iterable[Finding], gate: Gate) -> tuple[Finding, ...]:
    least = SEVERITIES.index(gate.min_severity)
    return tuple(f for f in findings if SEVERITIES.index(f.severity) >= least)


def _fault(outcome: Verdict | Skipped, findings: Sequence[Finding], gate: Gate, known: Label | None) -> str | None:
    if isinstance(outcome, Skipped) or gate.fail_on is FailOn.NEVER:
        return None
    if gate.fail_on in ON_LABELS:
        fault = _by_label(outcome, Label(gate.fail_on), known) or _by_findings(findings, Severity.CRITICAL)
    else:
        fault = _by_findings(findings, Severity(gate.fail_on), gate.max_findings)
    if not fault and outcome.label is Label.UNDECIDED and gate.undecided is Undecided.FAIL:
        return f"undecided{': ' if outcome.reason else ''}{outcome.reason or ''}"
    return fault


def _by_label(outcome: Verdict, least: Label, known: Label | None) -> str | None:
    rank = _rank(outcome.label)
    if rank < _rank(least) or rank <= _rank(known):
        return None
    probability = "" if outcome.probability is None else f", probability {outcome.probability:.2f}"
    return f"called {outcome.label}{probability}"


def _by_findings(findings: Sequence[Finding], least: Severity, most: int = 0) -> str | None:
    bar = SEVERITIES.index(least)
    count = sum(SEVERITIES.index(f.severity) >= bar for f in findings)
    if count <= most:
        return None
    worse = "" if bar == len(SEVERITIES) - 1 else " or worse"
    allowed = f", {most} allowed" if most else ""
    return f"{count} finding{'' if count == 1 else 's'} of severity {least}{worse}{allowed}"


def _rank(label: Label | None) -> int:
    """The rank of a label among those that can fail an article, mildest 0; -1 for the others."""
    return LABELS.index(label) if label in LABELS else -1


def decide(
    audit: AuditReport, settings: Settings, inputs: Sequence[str] = (), remarks: Iterable[str] = ()
) -> AuditReport:
    """The batch with the decision of its gates.

    An input of which nothing could be audited becomes a failure, and so does a page of which little could; `inputs`
    are the inputs that the user named.
    """
    gates = gates_of(settings)
    of_gates: dict[str, list[Entry]] = {}
    for entry in audit.entries:
        if isinstance(entry.outcome, Verdict):
            of_gates.setdefault(entry.gate, []).append(entry)
    results = tuple(_result(name, gates[name], entries) for name, entries in of_gates.items())
    lenient = {r.name for r in results if not r.unjudged and gates[r.name].fail_on is not FailOn.NEVER}
    let_pass = sum(_is_undecided(e) and not (e.fault or e.reported) for name in lenient for e in of_gates[name])
    lenience = (f"undecided: {let_pass}, not held against the gate",) if let_pass else ()
    failures = (*audit.failures, *_barren(audit, inputs), *_partial(audit))
    return replace(audit, failures=failures, decision=Decision(results, (*remarks, *lenience)))


def _result(name: str, gate: Gate, entries: Sequence[Entry]) -> GateResult:
    new = [entry for entry in entries if not entry.reported]
    failing = sum(entry.fault is not None for entry in new)
    unknown = [entry for entry in entries if _is_undecided(entry) and not entry.fault]
    unjudged = ""
    if gate.fail_on in ON_LABELS and gate.undecided is None and len(unknown) == len(entries):
        unjudged = unknown[0].outcome.reason or "undecided"
    return GateResult(name, len(entries if unjudged else new), failing, allowed=gate.max_share, unjudged=unjudged)


def _is_undecided(entry: Entry) -> bool:
    return isinstance(entry.outcome, Verdict) and entry.outcome.label is Label.UNDECIDED


def _name(feed: Feed) -> str:
    return feed.name or without_credentials(feed.url)


def _barren(audit: AuditReport, inputs: Sequence[str]) -> Iterable[Failure]:
    """A failure for each input that yielded no audited article: only skipped ones, or none and no failure either."""
    fruitful = {entry.origin for entry in audit.entries if isinstance(entry.outcome, Verdict)}
    why = {e.origin: e.outcome.reason for e in audit.entries if isinstance(e.outcome, Skipped)}
    for name in dict.fromkeys(map(without_credentials, [*inputs, *why])):
        if name not in fruitful and name in why:
            yield Failure(name, f"nothing of it could be audited: {why[name]}")
        elif name not in fruitful and not audit.failures and not audit.interrupted:
            yield Failure(name, "nothing in it could be audited; check that it is the right input")


def _partial(audit: AuditReport) -> Iterable[Failure]:
    """A failure for each page of which most was not found: that the rest passes proves nothing."""
    for entry in audit.entries:
        if entry.part == "excerpt" and isinstance(entry.outcome, Verdict):
            yield Failure(
                entry.id,
                "not fully audited: most of the page's text could not be extracted; give the article as text",
            )


def status(audit: AuditReport, exit_zero: bool = False) -> int:
    """The exit status: 2 if something could not be done, otherwise 1 if a gate failed, otherwise 0. It fails closed.

    `exit_zero` turns 1 into 0. An audit without a gate never ends with 1.
    """
    audited = any(isinstance(entry.outcome, Verdict) for entry in audit.entries)
    unjudged = audit.decision is not None and audit.decision.unjudged
    if audit.failures or audit.interrupted or not audited or unjudged:
        return 2
    return int(audit.decision is not None and audit.decision.failed and not exit_zero)
