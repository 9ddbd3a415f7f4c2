"""Articles that are audited beside their source and their reference, as a user runs it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from mtaudit.config import Settings
from mtaudit.models import Models
from mtaudit.models.store.catalogue import E5
from tests.support.commands import check, in_folder, mtaudit
from tests.support.examples import FOLDER

pytestmark = pytest.mark.model

EXAMPLE = tomllib.loads((FOLDER / "cut-short.toml").read_text("utf-8"))["must_flag"][0]
ENCODER = ("--multilingual-encoder", E5.name)
ONLY = ("--select", "MT206", "--select", "MT207", "--select", "MT209")


@pytest.fixture(autouse=True)
def _encoder() -> None:
    """The model is on this machine before a process needs it."""
    _ = Models(Settings(multilingual_encoder=E5.name)).multilingual_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(EXAMPLE["text"])
    (tmp_path / "bridge.de.txt").write_text(EXAMPLE["source"])
    (tmp_path / "bridge.ref.txt").write_text(EXAMPLE["text"].replace("presented", "showed"))
    return tmp_path


def test_an_article_is_set_beside_its_source_and_scored_against_its_reference(folder: Path) -> None:
    texts = ("--source", "bridge.de.txt", "--reference", "bridge.ref.txt")
    done = in_folder("audit", "bridge.txt", *texts, *ENCODER, *ONLY, "-f", "jsonl", "-f", "html=out", cwd=folder)
    record = json.loads(done.stdout)
    assert done.returncode == 0
    (found,) = record["findings"]
    assert (found["rule"], found["text"]) == ("MT209", EXAMPLE["spans"][0])
    start, end = found["evidence"]["source_span"]
    assert found["evidence"]["source_text"] == EXAMPLE["source"][start:end]
    assert record["source"]["language"] == "de"
    pairs = record["source"]["pairs"]
    (pair,) = [p for p in pairs if p["spans"] == [[found["start"], found["end"]]]]
    assert pair["source_spans"] == [[start, end]]
    assert 0 < pair["adequacy"] < record["source"]["typical"] < 1
    scores = {metric["metric"]: metric for metric in record["reference"]}
    assert scores.keys() == {"chrF2", "BLEU", "TER"}
    assert scores["BLEU"]["score"] > 90
    assert "version:" in scores["TER"]["signature"]
    assert "multilingual:multilingual-e5-small@" in record["signature"]
    assert "sacrebleu:" in record["signature"]
    assert "1 of 1 article against references" in done.stderr
    (page,) = (p for p in (folder / "out").glob("*.html") if p.name != "index.html")
    assert "Beside its source" in page.read_text()
    assert "Against its reference" in page.read_text()
    assert "1 of 1 article against references" in (folder / "out" / "index.html").read_text()


def test_a_gate_sets_articles_beside_their_sources(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    texts = ("--source", "bridge.de.txt", "--reference", "bridge.ref.txt")
    for state in ((), ("--state", "state.db"), ("--state", "state.db")):
        done = check("bridge.txt", *texts, *ENCODER, *ONLY, *state, "-q")
        assert done.returncode == 1
        assert "MT209 cut-short" in done.stdout
        assert "1 of 1 article against references" in done.stdout
    done = check("bridge.txt", "--source", "gone.txt", *ENCODER, *ONLY, "-q")
    assert done.returncode == 2
    assert "passed:" not in done.stdout


def test_json_lines_bring_their_own_source_and_reference(folder: Path) -> None:
    row = {"id": "a", "text": EXAMPLE["text"], "source": EXAMPLE["source"], "reference": EXAMPLE["text"]}
    lines = json.dumps(row).encode()
    done = mtaudit("audit", "-", *ENCODER, *ONLY, "-f", "text", "-q", stdin=lines, cwd=folder)
    assert "MT209 cut-short" in done.stdout
    assert "in German" in done.stdout
    assert "source: Der Bau soll" in done.stdout
    assert "BLEU 100.0" in done.stdout
    without = mtaudit("audit", "-", "--select", "MT102", "-f", "text", "-q", stdin=lines, cwd=folder)
    assert "needs --multilingual-encoder" in " ".join(without.stdout.split())


def test_without_a_model_for_the_source_it_is_said_how_to_get_one(folder: Path) -> None:
    done = in_folder("audit", "bridge.txt", "--source", "bridge.de.txt", cwd=folder)
    assert done.returncode == 2
    assert f"--multilingual-encoder {E5.name}" in done.stderr


def test_what_cannot_be_paired_is_told_and_the_audit_goes_on(folder: Path) -> None:
    (folder / "bridge.fr.txt").write_text("Le pont.")
    texts = ("--source", "bridge.de.txt", "--source", "bridge.fr.txt", "--source", "gone.txt")
    done = in_folder("audit", "bridge.txt", *texts, *ENCODER, *ONLY, "-f", "jsonl", cwd=folder)
    assert done.returncode == 2
    assert "source" not in json.loads(done.stdout)
    assert "bridge.de.txt, bridge.fr.txt: several source texts have the name bridge" in " ".join(done.stderr.split())
    assert "gone.txt: no such file" in done.stderr
    assert "none of its texts matches" in done.stderr


def test_a_folder_may_hold_sources_of_other_articles(folder: Path) -> None:
    (folder / "de").mkdir()
    (folder / "bridge.de.txt").rename(folder / "de" / "bridge.txt")
    (folder / "de" / "snow.txt").write_text("Schnee.")
    (folder / "de" / "package.json").write_text('{"name": "wire"}')
    done = in_folder("audit", "bridge.txt", "--source", "de", *ENCODER, *ONLY, "-f", "jsonl", cwd=folder)
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"]["language"] == "de"
    assert "no article for: de/snow.txt" in done.stderr


def test_a_source_is_not_overwritten_nor_standard_input_read_twice(folder: Path) -> None:
    before = (folder / "bridge.de.txt").read_text()
    taken = in_folder(
        "audit", "bridge.txt", "--source", "bridge.de.txt", *ENCODER, "-f", "text=bridge.de.txt", cwd=folder
    )
    assert taken.returncode == 2
    assert (folder / "bridge.de.txt").read_text() == before
    assert "only once" in in_folder("audit", "-", "--source", "-", *ENCODER, cwd=folder).stderr


def test_rows_that_use_the_names_for_something_else_are_audited(folder: Path) -> None:
    row = {"id": "a", "text": EXAMPLE["text"], "source": {"name": "Wire"}, "reference": ["a", "b"]}
    done = mtaudit("audit", "-", "--select", "MT102", "-f", "jsonl", "-q", stdin=json.dumps(row).encode(), cwd=folder)
    assert done.returncode == 0
    assert not {"source", "reference"} & json.loads(done.stdout).keys()


def test_a_source_of_another_text_finds_fault_with_nothing(folder: Path) -> None:
    (folder / "other.txt").write_text(
        "Die Mannschaft gewann das Spiel.\nDer Trainer lobte die Abwehr.\nAm Samstag geht es nach Bremen.\n" * 2
    )
    done = in_folder("audit", "bridge.txt", "--source", "other.txt", *ENCODER, *ONLY, "-f", "text", "-q", cwd=folder)
    assert "may be the source of another text" in " ".join(done.stdout.split())
    assert not any(f" {rule} " in done.stdout for rule in ("MT206", "MT207", "MT209"))
