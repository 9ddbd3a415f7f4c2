"""What an editor or an engineer reads in a terminal."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st
from rich.console import Console

from mtaudit.core import ArticleReport, AuditReport, Entry, Failure, Label, Skipped, Verdict
from mtaudit.formats import Text
from mtaudit.formats.location import position
from tests.support.reports import RULES, batch, finding, report_of, wire_story


def shown(report: ArticleReport, width: int = 100, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=colour or None, _environ={"TERM": "xterm"})
    Text(console, RULES).article(report)
    return out.getvalue()


def summary(audit: AuditReport, width: int = 100) -> str:
    out = io.StringIO()
    Text(Console(file=out, width=width), RULES).finish(audit)
    return out.getvalue()


def test_an_article_begins_with_its_verdict() -> None:
    first = shown(wire_story()).splitlines()[0]
    assert first.startswith("MACHINE TRANSLATION  97%  The port of Varnholm stays closed")


def test_a_finding_has_place_rule_reason_and_expected_words() -> None:
    lines = shown(wire_story()).splitlines()
    at = next(i for i, line in enumerate(lines) if "MT301" in line and "7:107" in line)
    assert lines[at].split() == ["7:107", "critical", "MT301", "untranslated", "0.98"]
    assert lines[at + 3].strip() == "“douane” was left untranslated.  expected: customs"


def test_carets_stand_under_the_span() -> None:
    lines = shown(wire_story()).splitlines()
    carets = [i for i, line in enumerate(lines) if line.strip() and set(line.strip()) == {"^"}]
    under = [lines[i - 1][lines[i].index("^") : len(lines[i])] for i in carets]
    whole = [f.text for f in wire_story().findings if len(f.text) < 70]
    assert len(carets) == len(wire_story().findings)
    assert set(whole) <= set(under)


def test_carets_stand_under_the_span_after_wide_characters() -> None:
    text = "東京 said it made a call to the calm."
    lines = shown(report_of(text, finding(text, "MT501", "calm"))).splitlines()
    caret = next(line for line in lines if "^" in line)
    # Two characters before the span take two cells each.
    assert caret.index("^") == 10 + text.index("calm") + 2


@given(st.text("ab \u00ad東", min_size=1, max_size=300), st.text("cd ", max_size=300))
@example("a" * 22 + "東" * 11, "")
def test_a_span_is_seen_however_long_its_sentence(filler: str, after: str) -> None:
    text = f"{filler} needle {after}"
    lines = shown(report_of(text, finding(text, "MT103", "needle")), width=60).splitlines()
    at = next(i for i, line in enumerate(lines) if "^" in line)
    assert "needle" in lines[at - 1]
    assert lines[at].count("^") == len("needle")


def test_position_counts_lines_and_columns_from_one() -> None:
    assert position("ab\ncd", 0) == (1, 1)
    assert position("ab\ncd", 3) == (2, 1)
    assert position("ab\n🚧d", 4) == (2, 2)


def test_nothing_in_an_article_is_obeyed_by_the_terminal() -> None:
    text = "\x1b]0;owned\x07 \x1b[31mred\x9b2J \u202eevil\u202c [bold]markup[/bold] :smile: end"
    hostile = finding(
        text, "MT103", "red", message="\x1b[2J[link=file:///etc]x[/link]", evidence={"expected": ["\x1b[1m"]}
    )
    written = shown(report_of(text, hostile, title="\x1b[5m[blink]title", id="\u202eid"))
    assert not set(written) & set("\x1b\x07\x9b\u202e\u202c")
    assert "[blink]title" in written
    assert "[bold]markup[/bold] :smile:" in written
    assert "[link=file:///etc]x[/link]" in written


def test_nothing_in_a_batch_is_obeyed_by_the_terminal() -> None:
    skipped = Entry(
        "id", "[red]\x1b[2Jtitle", None, part="page", words=0, outcome=Skipped("\x1b[5mreason[/red]"), findings={}
    )
    written = summary(AuditReport((skipped,), (Failure("\x1bin[b]put", "\x9bmessage"),), "\x1bsignature"))
    assert not set(written) & set("\x1b\x9b")
    assert "in[b]put" in written


def test_colour_goes_to_terminals_only() -> None:
    assert "\x1b[" not in shown(wire_story())
    assert "\x1b[" in shown(wire_story(), colour=True)


def test_a_console_that_lacks_a_character_still_prints() -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    form = Text(Console(file=out, width=100), RULES)
    form.article(wire_story())
    form.finish(batch())
    assert b"?douane? was left untranslated." in raw.getvalue()


def test_an_undecided_and_a_skipped_article_give_their_reason() -> None:
    undecided = replace(report_of("Short."), outcome=Verdict(Label.UNDECIDED, None, "too short: 1 word of 80"))
    assert "too short: 1 word of 80" in shown(undecided)
    assert "written in German" in shown(replace(report_of("Satz."), outcome=Skipped("written in German")))


def test_a_summary_only_article_is_given_with_its_caution() -> None:
    report = wire_story()
    assert "Only the feed’s summary was audited." in shown(
        replace(report, article=replace(report.article, part="summary"))
    )


def test_what_to_know_of_how_an_article_was_read_is_given_with_it_and_obeyed_by_no_terminal() -> None:
    article = replace(wire_story().article, cautions=("It is not wholly UTF-8.", "\x1b[2JGuessed."))
    found = shown(replace(wire_story(), article=article))
    assert "It is not wholly UTF-8." in found
    assert "Guessed." in found
    assert "\x1b" not in found


def test_the_batch_is_counted_by_verdict_and_severity() -> None:
    rows = [line.split() for line in summary(batch()).splitlines()]
    assert ["machine", "2", "7", "13", "10"] in rows
    assert ["suspect", "4", "1", "8", "14"] in rows
    assert ["undecided", "1"] in rows
    assert ["clean", "5", "1", "1"] in rows


def test_the_batch_names_what_was_skipped_and_what_failed() -> None:
    written = summary(batch())
    assert "2 articles skipped" in written
    assert "Der Vorhang fällt: written in German; only English is audited" in written
    assert "2 inputs could not be read" in written
    assert "drafts/old.doc: not text" in written
    assert "Interrupted" in written
    assert "Interrupted" not in summary(batch(interrupted=False))
