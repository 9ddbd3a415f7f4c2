"""The gate, the baseline and the suppressions, as pure functions of what was found."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.config import FailOn, Gate, Settings, Undecided
from mtaudit.core import (
    Article,
    ArticleReport,
    AuditReport,
    Category,
    Code,
    Entry,
    Finding,
    GateResult,
    Ignore,
    Label,
    Severity,
    Skipped,
    Span,
    SuppressedFinding,
    Verdict,
)
from mtaudit.errors import UsageError
from mtaudit.gate import (
    Baseline,
    Row,
    Suppressions,
    apply_gate,
    decide,
    gate_of,
    gates_of,
    rows_of,
    status,
    unused_comments,
)

TEXT = "The duty claim for the bombing was\u00a0made again"


def marked(text: str, severity: Severity = Severity.MAJOR, rule: str = "MT103") -> Finding:
    start = TEXT.index(text)
    span = Span(start, start + len(text))
    return Finding(
        Code(rule),
        span,
        text,
        severity=severity,
        category=Category.FLUENCY,
        confidence=0.7,
        message="",
        evidence={"expected": ["x"]},
    )


ARTICLE = Article("wire/a.txt", TEXT)


def report(*findings: Finding, label: Label = Label.CLEAN, article: Article = ARTICLE) -> ArticleReport:
    verdict = Verdict(label, None if label is Label.UNDECIDED else 0.5)
    return ArticleReport(
        article, "en", verdict, segments=(), segment_scores=(), findings=findings, words=(), signature="s"
    )


MINOR, MAJOR, CRITICAL = (
    marked(text, severity) for text, severity in zip(("The", "duty", "claim"), Severity, strict=True)
)


@pytest.mark.parametrize(
    ("fail_on", "label", "findings", "fails"),
    [
        ("minor", Label.CLEAN, [MINOR], True),
        ("major", Label.CLEAN, [MINOR], False),
        ("major", Label.CLEAN, [CRITICAL], True),
        ("critical", Label.MACHINE, [MAJOR], False),
        ("suspect", Label.SUSPECT, [], True),
        ("suspect", Label.MACHINE, [], True),
        ("machine", Label.SUSPECT, [MAJOR], False),
        ("machine", Label.CLEAN, [CRITICAL], True),
        ("suspect", Label.CLEAN, [CRITICAL], True),
        ("machine", Label.MACHINE, [], True),
        ("machine", Label.UNDECIDED, [CRITICAL], True),
        ("machine", Label.UNDECIDED, [MAJOR], False),
        ("never", Label.MACHINE, [CRITICAL], False),
    ],
)
def test_an_article_fails_at_its_severity_or_label(
    fail_on: str, label: Label, findings: list[Finding], fails: bool
) -> None:
    examined = apply_gate(report(*findings, label=label), "", Gate(FailOn(fail_on)))
    assert (examined.fault is not None) is fails


@pytest.mark.parametrize("fail_on", list(FailOn))
def test_an_undecided_article_fails_where_that_is_asked_for_and_not_where_nothing_fails(fail_on: FailOn) -> None:
    gate = Gate(fail_on, max_findings=1)
    short = replace(report(), outcome=Verdict(Label.UNDECIDED, None, "too short"))
    assert apply_gate(short, "", gate).fault is None
    assert apply_gate(short, "", replace(gate, undecided=Undecided.PASS)).fault is None
    expected = None if fail_on is FailOn.NEVER else "undecided: too short"
    assert apply_gate(short, "", replace(gate, undecided=Undecided.FAIL)).fault == expected
    assert apply_gate(report(), "", replace(gate, undecided=Undecided.FAIL)).fault is None


def test_a_critical_finding_that_is_held_fails_no_verdict_s_gate() -> None:
    assert apply_gate(report(CRITICAL), "", Gate()).fault == "1 finding of severity critical"
    assert apply_gate(report(CRITICAL), "", Gate(), lambda a, f: SuppressedFinding(f, "fine")).fault is None


def test_so_many_findings_may_stand_and_no_more() -> None:
    gate = Gate(FailOn.MINOR, max_findings=2)
    assert apply_gate(report(MINOR, MAJOR), "", gate).fault is None
    assert apply_gate(report(MINOR, MAJOR, CRITICAL), "", gate).fault == (
        "3 findings of severity minor or worse, 2 allowed"
    )


def test_what_is_not_shown_fails_an_article_all_the_same() -> None:
    examined = apply_gate(report(MINOR, MAJOR), "", Gate(FailOn.MINOR, max_findings=1, min_severity=Severity.MAJOR))
    assert examined.findings == (MAJOR,)
    assert examined.fault


def test_what_is_held_neither_counts_nor_shows() -> None:
    examined = apply_gate(
        report(MINOR, MAJOR), "x", Gate(FailOn.MAJOR), lambda a, f: SuppressedFinding(f, "fine") if f is MAJOR else None
    )
    assert (examined.findings, examined.suppressed, examined.fault) == (
        (MINOR,),
        (SuppressedFinding(MAJOR, "fine"),),
        None,
    )


SETTINGS = Settings.from_mapping(
    {
        "fail-on": "major",
        "max-share": 0.5,
        "feeds": [{"url": "https://a.example/feed", "name": "Alpha", "fail-on": "never"}],
        "paths": [{"match": "wire/*", "max-findings": 4}, {"match": "*", "fail-on": "minor", "max-share": 0}],
    }
)


def test_the_gate_of_a_feed_comes_before_that_of_a_path_and_the_first_path_counts() -> None:
    gates = gates_of(SETTINGS)
    assert gate_of(Article("a", "", feed="https://a.example/feed", file="wire/a"), SETTINGS) == "Alpha"
    assert gate_of(Article("a", "", file="wire/a"), SETTINGS) == "wire/*"
    assert (gates["wire/*"].fail_on, gates["wire/*"].max_findings) == (FailOn.MAJOR, 4)
    assert gate_of(Article("else", "", origin="else"), SETTINGS) == "*"
    assert gates["*"].fail_on is FailOn.MINOR
    assert gate_of(Article("else", "", origin="else"), Settings()) == ""


def test_an_entry_cannot_choose_its_gate_by_its_id_or_link() -> None:
    stranger = Article("wire/a", "", url="https://e.example/wire/a", feed="https://e.example/f", origin="f.xml")
    assert gate_of(stranger, SETTINGS) == "*"


def test_two_gates_of_one_name_are_refused() -> None:
    feeds = [{"url": "https://a.example", "name": "P"}, {"url": "https://b.example", "name": "P", "max-share": 1}]
    with pytest.raises(UsageError, match="called 'P'"):
        gates_of(Settings.from_mapping({"feeds": feeds}))


def entry(name: str, gate: str = "", fault: str | None = None, skipped: str = "") -> Entry:
    outcome = Skipped(skipped) if skipped else Verdict(Label.CLEAN, 0.1)
    return Entry(
        name,
        "",
        None,
        part="text",
        words=9,
        outcome=outcome,
        findings={},
        origin=name.partition("#")[0],
        gate=gate,
        fault=fault,
    )


def undecided(name: str, gate: str = "", fault: str | None = None) -> Entry:
    return replace(entry(name, gate, fault), outcome=Verdict(Label.UNDECIDED, None, "too short"))


@pytest.mark.parametrize(
    ("settings", "entries", "ends", "told"),
    [
        ({}, [undecided("a"), undecided("b")], 2, 0),
        ({}, [undecided("a"), undecided("b"), entry("c")], 0, 2),
        ({}, [undecided("a"), entry("c", fault="x")], 1, 1),
        ({}, [undecided("a", fault="x"), undecided("b")], 1, 1),
        ({"max_share": 0.5}, [undecided("a", fault="x"), undecided("b")], 0, 1),
        ({"undecided": "pass"}, [undecided("a"), undecided("b")], 0, 2),
        ({"undecided": "fail"}, [undecided("a", fault="x"), entry("b")], 1, 0),
        ({"fail_on": "suspect"}, [undecided("a")], 2, 0),
        ({"fail_on": "major"}, [undecided("a")], 0, 1),
        ({"fail_on": "never"}, [undecided("a")], 0, 0),
    ],
)
def test_a_gate_on_verdicts_that_knows_nothing_of_any_article_has_not_passed(
    settings: dict[str, object], entries: list[Entry], ends: int, told: int
) -> None:
    audit = decided(*entries, settings=Settings.from_mapping(settings))
    assert audit.decision
    assert status(audit) == ends
    assert status(audit, exit_zero=True) == (0 if ends == 1 else ends)
    assert audit.decision.remarks == ((f"undecided: {told}, not held against the gate",) if told else ())


def test_what_was_reported_before_fails_no_gate_and_is_no_pass_of_what_could_not_be_judged() -> None:
    def before(one: Entry) -> Entry:
        return replace(one, reported=True)

    audit = decided(before(entry("a", fault="x")), before(undecided("b")), entry("c"), settings=Settings())
    assert audit.decision
    assert (status(audit), audit.decision.remarks) == (0, ())
    assert [(gate.articles, gate.failing) for gate in audit.decision.gates] == [(1, 0)]
    assert status(decided(before(entry("a")), before(entry("b", fault="x")), settings=Settings())) == 0
    assert status(decided(before(undecided("a")), before(undecided("b")), settings=Settings())) == 2
    assert status(decided(before(undecided("a")), undecided("b"), entry("c", fault="x"), settings=Settings())) == 1


def test_each_gate_is_to_know_something_of_its_own_articles() -> None:
    settings = Settings.from_mapping({"paths": [{"match": "a"}, {"match": "b", "undecided": "pass"}]})
    decision = decided(undecided("1", "a"), undecided("2", "b"), entry("3"), settings=settings).decision
    assert decision
    assert [(gate.name, gate.unjudged) for gate in decision.unjudged] == [("a", "too short")]
    assert decision.remarks == ("undecided: 1, not held against the gate",)


def decided(*entries: Entry, settings: Settings = SETTINGS) -> AuditReport:
    return decide(AuditReport(entries, (), "s"), settings)


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from([0.0, 0.1, 0.5, 1.0]))
def test_a_gate_fails_where_more_than_its_share_does(sound: int, failing: int, share: float) -> None:
    entries = [entry(f"s{i}") for i in range(sound)] + [entry(f"f{i}", fault="x") for i in range(failing)]
    decision = decided(*entries, settings=Settings(max_share=share)).decision
    assert decision
    assert decision.failed is (failing > 0 and failing / (sound + failing) > share)


@pytest.mark.parametrize("percent", range(1, 100))
def test_a_share_that_is_met_to_the_last_article_passes(percent: int) -> None:
    assert not GateResult("", 100, percent, allowed=percent / 100).failed
    assert GateResult("", 100, percent + 1, allowed=percent / 100).failed


def test_each_gate_counts_its_own_articles() -> None:
    decision = decided(
        entry("a", "*", "x"), entry("b", "Alpha", "x"), entry("c", "Alpha"), entry("d", "Alpha")
    ).decision
    assert decision
    assert [(g.name, g.failing, g.articles, g.failed) for g in decision.gates] == [
        ("*", 1, 1, True),
        ("Alpha", 1, 3, False),
    ]


def test_an_input_of_which_nothing_could_be_audited_is_a_failure() -> None:
    audit = decided(entry("feed#1", skipped="in German"), entry("feed#2", skipped="in German"), entry("page"))
    assert [(f.input, f.message) for f in audit.failures] == [("feed", "nothing of it could be audited: in German")]
    assert not decided(entry("feed#1", skipped="in German"), entry("feed#2")).failures


def test_an_input_that_gave_nothing_at_all_is_a_failure() -> None:
    audit = decide(AuditReport((entry("page"),), (), "s"), SETTINGS, ["page", "http://user:secret@e.example/empty"])
    assert [f.input for f in audit.failures] == ["http://e.example/empty"]


def test_a_baseline_knows_a_finding_by_article_rule_and_text_alone() -> None:
    first = report(marked("was\u00a0made"), label=Label.SUSPECT)
    kept = Baseline(frozenset(rows_of(first, first.findings)))
    read = Baseline.parse(kept.dumps(), "b.json")
    assert read == kept
    moved = Finding(
        Code("MT103"),
        Span(0, 8),
        "WAS  made",
        severity=Severity.MINOR,
        category=Category.STYLE,
        confidence=0.9,
        message="else",
    )
    assert read.row(first.article, moved)
    assert not read.row(replace(first.article, id="b"), moved)
    assert not read.row(first.article, replace(moved, rule="MT501"))
    assert read.row(first.article, replace(moved, text="was made up"))
    assert not read.row(first.article, replace(moved, text="was told that it"))


def test_a_row_that_still_occurs_knows_nothing_new_and_only_a_phrase_may_move_its_ends() -> None:
    first = report(marked("was\u00a0made"))
    kept = Baseline(frozenset(rows_of(first, first.findings)))
    longer = replace(first.findings[0], text="was made up")
    assert kept.row(first.article, longer)
    assert not kept.row(first.article, longer, taken=kept.rows)
    other = report(replace(first.findings[0], rule="MT202"))
    numbers = Baseline(frozenset(rows_of(other, other.findings)))
    assert not numbers.row(first.article, replace(longer, rule="MT202"))


@given(st.lists(st.sampled_from("a few words of the bank said".split()), min_size=1, max_size=8).map(" ".join))
def test_a_finding_is_known_by_its_own_words_whatever_they_are(text: str) -> None:
    first = report(replace(marked("was"), text=text))
    kept = Baseline(frozenset(rows_of(first, first.findings)))
    row = kept.row(first.article, first.findings[0])
    assert row
    assert row.text == text


@pytest.mark.parametrize(
    ("known", "label", "fails"),
    [
        (None, Label.SUSPECT, True),
        (Label.SUSPECT, Label.SUSPECT, False),
        (Label.SUSPECT, Label.MACHINE, True),
        (Label.MACHINE, Label.SUSPECT, False),
    ],
)
def test_a_known_label_fails_no_more_and_a_worse_one_does(known: Label | None, label: Label, fails: bool) -> None:
    examined = apply_gate(report(label=label), "", Gate(FailOn.SUSPECT), known=known)
    assert (examined.fault is not None) is fails


def test_entries_of_two_feeds_that_share_an_id_are_two() -> None:
    entries = (Article("0", TEXT, feed=f"https://{name}.example/feed") for name in "ab")
    first, second = (report(MINOR, article=entry) for entry in entries)
    kept = Baseline(frozenset(rows_of(first, first.findings)))
    assert kept.row(first.article, MINOR)
    assert not kept.row(second.article, MINOR)
    assert kept.row(replace(first.article, id="0#2", key="0"), MINOR)


def test_a_baseline_remembers_the_label() -> None:
    bad = report(label=Label.MACHINE)
    assert Baseline(frozenset(rows_of(bad, ()))).label(bad.article) is Label.MACHINE
    assert Baseline().label(bad.article) is None


ANY_TEXT = st.text(st.characters(codec=None, categories=None, exclude_categories=()), max_size=20)


@given(st.lists(st.builds(Row, ANY_TEXT, ANY_TEXT, ANY_TEXT, text=ANY_TEXT)))
def test_a_baseline_reads_back_as_it_was_written(rows: list[Row]) -> None:
    kept = Baseline(frozenset(rows))
    assert as_utf16(Baseline.parse(kept.dumps().encode().decode(), "b")) == as_utf16(kept)


def as_utf16(baseline: Baseline) -> set[bytes]:
    """JSON writes a character beyond the BMP as two escapes, so a lone pair of surrogates reads back as one."""
    return {"\0".join(astuple(row)).encode("utf-16", "surrogatepass") for row in baseline.rows}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"known": [{"rule": "x"}]}', '{"known": 3}'])
def test_a_file_that_is_no_baseline_is_told(text: str) -> None:
    with pytest.raises(UsageError, match=r"b\.json is not a baseline"):
        Baseline.parse(text, "b.json")


SIDECAR = """
[[ignore]]
article = "wire/*"
rule = "MT1"
text = "DUTY"
reason = "house style"

[[ignore]]
article = "https://*"
rule = "calque"
reason = "quoted from a law"
"""


def test_a_suppression_holds_what_its_pattern_rule_and_text_name() -> None:
    rows = Suppressions.parse(SIDECAR, "s.toml")
    suppressed = rows.match(report().article, marked("duty claim"))
    assert suppressed
    assert suppressed.reason == "house style"
    assert rows.match(report().article, marked("bombing")) is None
    assert rows.match(report().article, marked("duty", rule="MT501")) is None
    assert list(rows.unused({suppressed})) == ["the suppression of calque for https://* matches nothing"]


def test_a_comment_in_the_article_holds_its_rule_back_and_is_told_where_it_does_nothing() -> None:
    article = replace(
        report().article,
        ignores=(Ignore("MT1", "dialect"), Ignore("garbeld", "x"), Ignore("MT5", "y"), Ignore("MT1", "")),
    )
    suppressed = Suppressions().match(article, marked("duty"))
    assert suppressed == article.ignores[0]
    assert list(unused_comments(article, {suppressed})) == [
        "the comment 'mtaudit: ignore garbeld' in wire/a.txt names no rule",
        "the comment 'mtaudit: ignore MT5' in wire/a.txt matches nothing",
        "the comment 'mtaudit: ignore MT1' in wire/a.txt has no effect; write "
        "<!-- mtaudit: ignore RULE -- reason -->, one rule per comment",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[ignore]]\narticle='*'\nrule='MT1'", "'ignore.0.reason' is missing"),
        ("[[ignore]]\narticle='*'\nrule='garbeld'\nreason='x'", "did you mean garbled"),
        ("[[ignore]]\narticle='*'\nrule='MT1'\nreason='x'\nwhy='y'", "unknown setting 'ignore.0.why'"),
        ("ignored = 3", "did you mean 'ignore'"),
        ("= 3", "Invalid"),
    ],
)
def test_a_mistake_in_a_file_of_suppressions_is_told(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=r"s\.toml") as caught:
        Suppressions.parse(text, "s.toml")
    assert told in str(caught.value)
