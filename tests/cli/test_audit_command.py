"""`mtaudit audit` as a user runs it: whole processes, their exit status and what they print."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtaudit.models import Models
from tests.support.commands import mtaudit

GARBLED = (
    "The sanctions cut off a source of revenue estimated by hundreds of millions of US officials, the ministry said. "
    "The group has been accused of robbing banks in at least nine countries over the past three years."
)


@pytest.fixture(autouse=True)
def _models(models: Models) -> None:
    """The models are on this machine before a process needs them."""
    _ = models.fluency


def test_help_imports_no_model_library() -> None:
    code = "import sys; sys.argv = ['mtaudit', '--help']\nfrom mtaudit.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass"
    heavy = "print([m for m in ('torch', 'transformers', 'sentence_transformers', 'trafilatura') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{heavy}"], capture_output=True, text=True, check=True)
    assert "audit" in done.stdout
    assert done.stdout.strip().endswith("[]")


def test_the_garbled_phrase_is_found_and_explained(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(GARBLED)
    done = mtaudit("audit", tmp_path / "story.txt", "--format", "jsonl", "--words", "--quiet")
    record = json.loads(done.stdout)
    assert done.returncode == 0
    assert record["text"] == GARBLED
    hits = [f for f in record["findings"] if "hundreds" in f["text"]]
    assert hits
    assert hits[0]["rule"] == "MT103"
    assert hits[0]["message"]
    assert "at" in hits[0]["evidence"]["expected_for"]["by"]
    assert record["verdict"]["label"] == "undecided"
    assert all(GARBLED[start:end].strip() and 0 <= score <= 1 for start, end, score in record["words"])


def test_the_default_leaves_html_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GARBLED)
    done = mtaudit("audit", "a.txt", cwd=tmp_path)
    assert done.returncode == 0
    assert len(list((tmp_path / "reports").glob("*.html"))) == 2
    assert "reports/index.html" in done.stderr.replace("\\", "/")


def test_a_bad_input_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GARBLED)
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.txt").touch()
    names = ("binary.txt", "gone.txt", "empty.txt", "good.txt")
    done = mtaudit("audit", *(tmp_path / name for name in names), "-f", "jsonl")
    assert done.returncode == 2
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [str(tmp_path / "good.txt")]
    for name in names[:3]:
        assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_quiet_still_says_what_went_wrong(tmp_path: Path) -> None:
    missing = mtaudit("audit", "gone.txt", "-q", cwd=tmp_path)
    assert (missing.returncode, "gone.txt" in missing.stderr) == (2, True)
    german = "Die Regierung hat am Montag beschlossen, dass die Brücke im nächsten Jahr gebaut werden soll. " * 3
    foreign = mtaudit("audit", "-", "-q", "-f", "jsonl", stdin=german.encode())
    assert (foreign.returncode, "German" in foreign.stderr) == (2, True)


def test_an_output_file_is_replaced_only_by_a_whole_one(tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    kept.write_text(json.dumps({"id": "a", "text": GARBLED}) + "\n")
    before = kept.read_bytes()
    for arguments in ([tmp_path / "gone.txt"], [kept], ["--select", "nonsense", kept]):
        assert mtaudit("audit", *arguments, "-q", "-f", f"jsonl={kept}").returncode == 2
        assert kept.read_bytes() == before
    (tmp_path / "story.txt").write_text(GARBLED)
    done = mtaudit("audit", tmp_path / "story.txt", "-q", "--select", "MT102", "-f", f"jsonl={kept}")
    assert done.returncode == 0
    assert json.loads(kept.read_text())["id"] == str(tmp_path / "story.txt")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["kept.jsonl", "story.txt"]


def test_a_reader_that_stops_reading_gets_no_traceback(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": f"story {i}", "text": f"{GARBLED} " * 20}) for i in range(60))
    (tmp_path / "many.jsonl").write_text(rows)
    command = [sys.executable, "-m", "mtaudit", "audit", tmp_path / "many.jsonl", "-q", "-f", "jsonl"]
    with subprocess.Popen([*command, "--select", "MT102"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 2


def test_nothing_audited_is_not_success(tmp_path: Path) -> None:
    german = "Die Regierung hat am Montag beschlossen, dass die Brücke im nächsten Jahr gebaut werden soll. " * 3
    done = mtaudit("audit", "-", "-f", "jsonl", stdin=german.encode())
    record = json.loads(done.stdout)
    assert done.returncode == 2
    assert "German" in record["skipped"]
    assert record["verdict"] is None
    assert record["language"] == "de"


def test_the_batch_around_an_article_changes_no_byte_of_its_record(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(i), "text": f"{GARBLED} This is report number {i}."}) for i in range(4)]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    together = mtaudit("audit", tmp_path / "all.jsonl", "-f", "jsonl", "--words", "-q").stdout.splitlines()
    alone = mtaudit("audit", "-", "-f", "jsonl", "--words", "-q", stdin=lines[2].encode()).stdout.splitlines()
    assert alone == [together[2]]


def test_two_articles_of_one_id_both_keep_their_reports(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": "same", "text": f"{GARBLED} Take {i}."}) for i in range(2))
    done = mtaudit("audit", "-", "-o", tmp_path / "out", "-q", "--select", "MT102", stdin=lines.encode())
    assert done.returncode == 0
    assert len(list((tmp_path / "out").glob("*.html"))) == 3


def test_usage_errors_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GARBLED)
    for arguments, hint in (
        (["--format", "pdf"], "html, text, json, jsonl"),
        (["--select", "calqe"], "did you mean calque"),
        (["--lm", "no/such", "--offline"], "folder that holds a causal language model"),
        (["--format", "json", "--format", "jsonl"], "two formats go to the same place"),
        (["--out", str(tmp_path / "a.txt")], "a file is in the way"),
        (["--model-dir", str(tmp_path / "none")], "is not a folder"),
    ):
        done = mtaudit("audit", tmp_path / "a.txt", *arguments)
        assert done.returncode == 2
        assert hint in " ".join(done.stderr.split())
        assert "Traceback" not in done.stderr


def test_an_interruption_leaves_whole_reports_and_says_where(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": f"story {i}", "text": f"{GARBLED} " * 20}) for i in range(60))
    (tmp_path / "many.jsonl").write_text(rows)
    command = [sys.executable, "-m", "mtaudit", "audit", str(tmp_path / "many.jsonl"), "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "200"}) as process:
        while process.poll() is None and not list((tmp_path / "out").glob("story-*.html")):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    pages = list((tmp_path / "out").glob("story-*.html"))
    assert process.returncode == 2
    assert 0 < len(pages) < 60
    assert all(page.read_text().rstrip().endswith("</html>") for page in pages)
    assert "nterrupted" in stderr
    assert str(tmp_path / "out") in stderr.replace("\n", "")
    assert "Traceback" not in stderr
