"""`mtaudit check` from its command line to its exit status and what it prints; feeds and state run whole processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtaudit.auditor.stamp import stamp
from mtaudit.config import Settings, load
from mtaudit.core import Article, ArticleReport, Category, Code, Finding, Label, Severity, Span, Verdict
from mtaudit.ingest import read
from mtaudit.models import Models
from mtaudit.store import opened
from tests.support.commands import CALQUES, check

SOUND = "The council met on Tuesday and agreed on a budget. Work on the bridge begins in May, the mayor said.\n"
GERMAN = "Der Stadtrat hat am Dienstag getagt und den Haushalt beschlossen, wie die Bürgermeisterin am Abend sagte.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with one article of each kind, checked for calques alone: that loads no model."""
    (tmp_path / "folder").mkdir()
    files = {"sound.txt": SOUND, "calques.txt": CALQUES, "german.txt": GERMAN, "folder/x.json": "{}"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "pyproject.toml").write_text("tool = 3\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTAUDIT_SELECT", "calque")
    monkeypatch.setenv("MTAUDIT_FAIL_ON", "minor")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["sound.txt"], 0),
        (["sound.txt", "calques.txt"], 1),
        (["sound.txt", "calques.txt", "--exit-zero"], 0),
        (["sound.txt", "calques.txt", "--fail-on", "major"], 0),
        (["sound.txt", "calques.txt", "--fail-on", "never"], 0),
        (["sound.txt", "calques.txt", "--max-findings", "2"], 0),
        (["sound.txt", "calques.txt", "--max-share", "0.5"], 0),
        (["sound.txt", "gone.txt", "--exit-zero"], 2),
        (["sound.txt", "german.txt"], 2),
        (["calques.txt", "--fail-on", "majr"], 2),
        (["calques.txt", "--select", "calqe"], 2),
        (["calques.txt", "--max-share", "2"], 2),
        (["calques.txt", "--prune"], 2),
        (["calques.txt", "--only-new"], 2),
        (["calques.txt", "--fail-on", "machine"], 2),
        (["calques.txt", "--fail-on", "suspect", "--select", "MT1", "--max-findings", "3"], 2),
        (["calques.txt", "--write-baseline", "calques.txt"], 2),
        (["sound.txt", "folder"], 2),
        (["sound.txt", "--isolated", "--config", "mtaudit.toml"], 2),
        (["sound.txt", "--config", "pyproject.toml"], 2),
        ([], 2),
    ],
)
def test_the_exit_status_tells_passed_failed_and_could_not(arguments: list[str], status: int) -> None:
    done = check(*arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (status, False)
    if status == 2:
        assert done.stderr.strip()


def test_the_terminal_is_told_what_failed_and_why() -> None:
    done = check("sound.txt", "calques.txt", "gone.txt")
    assert "FAILS: 2 findings of severity minor or worse" in done.stdout
    assert "FAILED: 1 of 2 articles failed" in done.stdout
    assert "gone.txt" in done.stderr


def test_articles_that_pass_are_a_count_and_those_that_fail_come_first(folder: Path) -> None:
    (folder / "more.txt").write_text(SOUND)
    (folder / "fixed.txt").write_text("He assisted to the ceremony.")
    told = check("sound.txt", "fixed.txt", "calques.txt", "more.txt", "--max-findings", "1").stdout
    assert told.index("calques.txt") < told.index("3 articles passed") < told.index("FAILED: 1 of 4 articles failed")
    assert not any(name in told for name in ("sound.txt", "more.txt", "fixed.txt"))


@pytest.mark.parametrize(
    ("flags", "status", "told"),
    [
        ((), 0, "undecided: 2, not held against the gate"),
        (("--undecided", "pass"), 0, "undecided: 2, not held against the gate"),
        (("--select", "garbled", "--undecided", "maybe"), 2, "maybe"),
        (("--undecided", "fail"), 2, "without the rule `garbled` none has one"),
        (("--fail-on", "never"), 0, "passed: 0 of 2 articles failed"),
    ],
)
def test_what_becomes_of_undecided_articles_is_said(flags: tuple[str, ...], status: int, told: str) -> None:
    done = check("sound.txt", "folder/../sound.txt", *flags)
    assert done.returncode == status
    assert told in " ".join((done.stdout + done.stderr).split())


def test_a_batch_in_which_nothing_could_be_judged_is_no_pass(
    models: Models, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MTAUDIT_SELECT")
    monkeypatch.delenv("MTAUDIT_FAIL_ON")
    _ = models.fluency
    (folder / "short.txt").write_text("The mayor opened the new bridge.\n")
    done = check("short.txt", "-q", "--exit-zero", "-f", "junit")
    assert done.returncode == 2
    assert "no verdict on its only article (too short: 6 words" in done.stderr
    assert "--undecided pass" in done.stderr
    assert 'errors="1"' in done.stdout
    (folder / "mtaudit.toml").write_text('undecided = "pass"\n[[paths]]\nmatch = "short.txt"\nundecided = "fail"\n')
    done = check("short.txt", "sound.txt")
    assert done.returncode == 1
    told = " ".join(done.stdout.split())
    assert "FAILS: undecided: too short: 6 words" in told
    assert "FAILED short.txt: 1 of 1 article failed" in told
    assert "undecided: 1, not held against the gate" in told


@pytest.mark.model
def test_a_critical_finding_fails_the_default_gate(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decision loads no model here: what an earlier run found of the article is kept."""
    monkeypatch.delenv("MTAUDIT_SELECT")
    monkeypatch.delenv("MTAUDIT_FAIL_ON")
    (article,) = read(["sound.txt"], Settings())
    assert isinstance(article, Article)
    found = Finding(
        Code("MT204"),
        Span(0, 3),
        "The",
        severity=Severity.CRITICAL,
        category=Category.ACCURACY,
        confidence=0.9,
        message="Denied.",
    )
    clean = Verdict(Label.CLEAN, 0.01)
    with opened(folder / "state.db") as store:
        store.keep_signature(stamp(load({}).settings), "s")
        store.keep(
            ArticleReport(
                article, "en", clean, segments=(), segment_scores=(), findings=(found,), words=(), signature="s"
            ),
            "s",
        )
    done = check("sound.txt", "--state", "state.db")
    assert done.returncode == 1
    assert "FAILS: 1 finding of severity critical" in done.stdout


@pytest.mark.parametrize(
    ("flags", "status", "told"),
    [
        (("--ignore", "MT103", "--select", "MT1"), 1, "the gate fails on major findings (--fail-on major)"),
        (("--select", "repetition"), 1, "the gate fails on major findings (--fail-on major)"),
        (("--select", "repetition", "--max-findings", "9"), 0, "the gate fails on major findings (--fail-on major)"),
        (("--select", "calque"), 1, "the gate fails on minor findings (--fail-on minor)"),
        (("--select", "calque", "--fail-on", "machine"), 2, "needs the rule `garbled`"),
        (("--select", "calque", "--fail-on", "major"), 0, "passed: 0 of 1 article failed"),
    ],
)
def test_a_default_gate_without_a_verdict_falls_back_to_severities_and_says_so(
    flags: tuple[str, ...], status: int, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MTAUDIT_SELECT")
    monkeypatch.delenv("MTAUDIT_FAIL_ON")
    (folder / "twice.txt").write_text(f"{CALQUES} The mayor spoke for an hour, the mayor spoke for an hour.\n")
    done = check("twice.txt", *flags)
    assert told in " ".join((done.stdout + done.stderr).split())
    assert done.returncode == status


def test_several_formats_are_written_at_once_and_agree() -> None:
    done = check("sound.txt", "calques.txt", "-f", "sarif=o/a.sarif", "-f", "junit=o/a.xml", "-f", "github", "-q")
    assert done.returncode == 1
    (run,) = json.loads(Path("o/a.sarif").read_text("utf-8"))["runs"]
    assert [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]] == [
        "calques.txt",
        "calques.txt",
    ]
    assert Path("o/a.xml").read_text("utf-8").count("<failure") == 1
    assert sum(line.startswith("::notice file=calques.txt") for line in done.stdout.splitlines()) == 2
    assert "::error title=mtaudit%3A the gate failed::1 of 2 articles failed" in done.stdout


def test_a_baseline_lets_the_old_be_and_tells_the_new(folder: Path) -> None:
    adopted = check("calques.txt", "--write-baseline", "known.json")
    assert adopted.returncode == 1
    assert "baseline: known.json, 2 rows" in adopted.stderr
    kept = Path("known.json").read_bytes()
    unfinished = check("sound.txt", "gone.txt", "--write-baseline", "known.json")
    assert unfinished.returncode == 2
    assert "known.json was left unchanged" in unfinished.stderr
    assert "passed:" not in unfinished.stdout
    assert Path("known.json").read_bytes() == kept
    done = check("calques.txt", "--baseline", "known.json")
    assert done.returncode == 0
    assert "known to the baseline and not counted: 2; rows of it that no longer occur: 0" in done.stdout
    moved = "An opening line.\n\n" + CALQUES.replace("in the frame of", "during") + "He lives here since three years.\n"
    (folder / "calques.txt").write_text(moved)
    done = check("calques.txt", "--baseline", "known.json", "--prune")
    assert done.returncode == 1
    told = " ".join(done.stdout.split())
    assert "known to the baseline and not counted: 1; rows of it that no longer occur: 1" in told
    assert "no longer occurs: MT501 “in the frame of the” in calques.txt" in told
    assert [row["text"] for row in json.loads(Path("known.json").read_text())["known"]] == ["assisted to the ceremony"]


def test_a_run_that_could_not_read_everything_changes_no_baseline() -> None:
    check("calques.txt", "--write-baseline", "known.json")
    before = Path("known.json").read_bytes()
    assert check("sound.txt", "gone.txt", "--baseline", "known.json", "--prune").returncode == 2
    assert Path("known.json").read_bytes() == before


def test_suppressions_hold_back_with_a_reason_and_unused_ones_are_told(folder: Path) -> None:
    (folder / "mtaudit-ignore.toml").write_text(
        '[[ignore]]\narticle = "calques.*"\nrule = "MT501"\ntext = "in the frame"\nreason = "house style"\n'
        '[[ignore]]\narticle = "other.txt"\nrule = "MT501"\nreason = "long gone"\n'
    )
    commented = CALQUES.replace("Tuesday.", "Tuesday.\n\n<!-- mtaudit: ignore calque -- quoted -->\n\n")
    (folder / "commented.md").write_text(commented)
    done = check("calques.txt", "commented.md", "-f", "sarif=a.sarif", "-f", "text", "--show-suppressed")
    assert "the suppression of MT501 for other.txt matches nothing" in done.stdout
    assert "FAILED: 1 of 2 articles failed" in done.stdout
    results = json.loads(Path("a.sarif").read_text("utf-8"))["runs"][0]["results"]
    suppressions = [r["suppressions"][0] for r in results if "suppressions" in r]
    told = sorted((s["kind"], s["justification"]) for s in suppressions)
    assert told == [("external", "house style"), ("inSource", "quoted"), ("inSource", "quoted")]


def test_sarif_tells_what_is_new_from_what_the_baseline_knows(folder: Path) -> None:
    def states(*flags: str) -> list[str | None]:
        check("calques.txt", "sound.txt", "-f", "sarif=a.sarif", *flags)
        results = json.loads(Path("a.sarif").read_text("utf-8"))["runs"][0]["results"]
        assert not any("suppressions" in result for result in results)
        return [result.get("baselineState") for result in results]

    assert states("--write-baseline", "known.json") == [None, None]
    assert states("--baseline", "known.json") == []
    assert states("--baseline", "known.json", "--show-suppressed") == ["unchanged", "unchanged"]
    (folder / "sound.txt").write_text(SOUND + "Hundreds of people assisted to the game.\n")
    assert states("--baseline", "known.json") == ["new"]
    assert states("--baseline", "known.json", "--show-suppressed").count("unchanged") == 2
    (folder / "known.json").write_text('{"known": []}')
    assert states("--baseline", "known.json") == ["new", "new", "new"]


def test_settings_of_a_file_hold_for_feeds_and_paths(folder: Path) -> None:
    (folder / "mtaudit.toml").write_text(
        'vocabulary = ["assisted to the ceremony"]\n[[paths]]\nmatch = "calques.*"\nmax-findings = 1\n'
    )
    done = check("calques.txt")
    assert done.returncode == 0
    assert "passed calques.*: 0 of 1 article failed" in done.stdout
    assert "assisted" not in done.stdout
    assert check("calques.txt", "--isolated", "--select", "calque", "--fail-on", "minor").returncode == 1


def test_without_inputs_the_feeds_of_the_settings_are_checked(folder: Path) -> None:
    items = "".join(f"<item><guid>{i}</guid><description>{CALQUES}</description></item>" for i in range(2))
    (folder / "wire.xml").write_text(f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>')
    (folder / "mtaudit.toml").write_text('[[feeds]]\nurl = "wire.xml"\nname = "The Wire"\n')
    done = check()
    assert done.returncode == 1
    assert "FAILED The Wire: 2 of 2 articles failed" in done.stdout


def test_settings_in_force_are_shown_with_their_origin(folder: Path) -> None:
    (folder / "mtaudit.toml").write_text("min-words = 5\n")
    done = check("--show-settings", "--max-findings", "3")
    assert done.returncode == 0
    assert f"min-words = 5  # {folder / 'mtaudit.toml'}" in done.stdout
    assert "max-findings = 3  # --max-findings" in done.stdout
    assert 'fail-on = "minor"  # MTAUDIT_FAIL_ON' in done.stdout


def test_a_flag_beats_what_a_path_says(folder: Path) -> None:
    (folder / "mtaudit.toml").write_text('[[paths]]\nmatch = "calques.*"\nfail-on = "minor"\nmax-findings = 0\n')
    assert check("calques.txt").returncode == 1
    assert check("calques.txt", "--fail-on", "never").returncode == 0
    assert check("calques.txt", "--max-findings", "9").returncode == 0


def test_pruning_leaves_what_was_not_looked_at(folder: Path) -> None:
    (folder / "more.txt").write_text(CALQUES)
    check("calques.txt", "more.txt", "--write-baseline", "known.json")
    before = Path("known.json").read_bytes()
    assert check("calques.txt", "--baseline", "known.json", "--prune").returncode == 0
    assert Path("known.json").read_bytes() == before
    (folder / "more.txt").write_text(SOUND)
    check("more.txt", "--baseline", "known.json", "--prune")
    assert {row["article"] for row in json.loads(Path("known.json").read_text())["known"]} == {"calques.txt"}


def test_a_comment_of_a_feed_s_entry_asks_in_vain(folder: Path) -> None:
    text = f"&lt;!-- mtaudit: ignore MT -- trust me --&gt; {CALQUES}"
    item = f"<item><guid>0</guid><description>{text}</description></item>"
    (folder / "wire.xml").write_text(f'<rss version="2.0"><channel><title>Wire</title>{item}</channel></rss>')
    assert check("wire.xml").returncode == 1


def test_what_a_table_holds_is_not_printed_with_its_fault(folder: Path) -> None:
    feed = 'url = "f"\nheaders = {Auth = "s3cret'
    for bad in (f'[[feeds]]\n{feed}\\n"}}', f'[feeds]\n{feed}"}}'):
        (folder / "mtaudit.toml").write_text(bad)
        done = check("sound.txt")
        assert done.returncode == 2
        assert "feeds" in done.stderr
        assert "s3cret" not in done.stderr
    (folder / "mtaudit.toml").write_text('[[feeds]]\nurl = "https://user:s3cret@a.example/feed"\n')
    assert "s3cret" not in check("--show-settings").stdout


def test_no_text_becomes_a_command_of_the_workflow(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    rows = [{"id": "::stop-commands::x", "text": GERMAN}, {"id": "b", "text": f"::add-mask::x ##[error]y\n\n{CALQUES}"}]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = check("rows.jsonl", "gone::error::x.txt", "-f", "text")
    assert "::" not in done.stdout + done.stderr
    assert "##[" not in done.stdout + done.stderr
    commands = [line for line in check("rows.jsonl", "-f", "github", "-q").stdout.splitlines() if "::" in line]
    assert all(line.startswith(("::notice ", "::error ")) for line in commands)


@pytest.mark.parametrize("name", ["\ud800x", "x" * 11_000_000])
def test_an_odd_id_costs_no_output(name: str, folder: Path) -> None:
    (folder / "rows.jsonl").write_text(json.dumps({"id": name, "text": CALQUES}))
    arguments = (
        "--state",
        "state.db",
        "-f",
        "sarif=a.sarif",
        "-f",
        "junit=a.xml",
        "--write-baseline",
        "known.json",
        "-q",
    )
    assert check("rows.jsonl", *arguments).returncode == 1
    assert Path("a.sarif").stat().st_size > 1000
    assert Path("a.xml").stat().st_size > 100
    assert check("rows.jsonl", "--state", "state.db", "--baseline", "known.json", "-q").returncode == 0
