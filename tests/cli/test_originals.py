"""Originals as a user keeps them, and an audit against them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.support.commands import check, in_folder
from tests.support.examples import FOLDER

pytestmark = pytest.mark.model

EXAMPLE = tomllib.loads((FOLDER / "back-translated.toml").read_text("utf-8"))["must_flag"][0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "snow.txt").write_text(EXAMPLE["original"])
    (tmp_path / "wire" / "pools.txt").write_text("The council closed two pools.\nParents had protested for weeks.\n")
    (tmp_path / "spun.txt").write_text(EXAMPLE["text"].replace("forty", "sixty"))
    return tmp_path


def test_an_audit_against_an_index_names_the_original_and_what_slipped(folder: Path) -> None:
    assert in_folder("originals", "add", "wire.index", "wire", cwd=folder).returncode == 0
    listed = in_folder("originals", "list", "wire.index", cwd=folder).stdout
    assert "wire/snow.txt" in listed
    rules = [flag for rule in ("MT2", "MT9") for flag in ("--select", rule)]
    done = in_folder(
        "audit", "spun.txt", "--against", "wire.index", *rules, "-f", "jsonl", "-f", "html=out", cwd=folder
    )
    record = json.loads(done.stdout)
    found = {f["rule"]: f for f in record["findings"]}
    assert found["MT901"]["evidence"]["original"] == "wire/snow.txt"
    assert found["MT202"]["text"] == "sixty"
    assert found["MT202"]["evidence"]["expected"] == ["forty"]
    start, end = found["MT202"]["evidence"]["original_span"]
    assert found["MT202"]["evidence"]["original_text"] == EXAMPLE["original"][start:end]
    assert "originals:" in record["signature"]
    assert record["twin"]["original"] == "wire/snow.txt"
    assert record["twin"]["kind"] == "paraphrase or round trip"
    page = next((folder / "out").glob("spun*.html")).read_text()
    assert "Beside its original" in page
    assert "sixty</mark>" in page
    assert in_folder("originals", "remove", "wire.index", "wire/snow.txt", cwd=folder).returncode == 0
    assert "snow" not in in_folder("originals", "list", "wire.index", cwd=folder).stdout


def test_a_gate_sets_articles_against_originals(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    flags = ("--against", "wire", "--select", "MT202", "-q")
    done = check("spun.txt", *flags)
    assert done.returncode == 1
    assert "MT202 number-changed" in done.stdout
    assert "FAILED: 1 of 1 article failed" in done.stdout
    lost = check("spun.txt", *flags, "--against", "gone.txt", "--fail-on", "never")
    assert lost.returncode == 2
    assert "gone.txt" in lost.stdout
    assert "passed:" not in lost.stdout


def test_a_state_knows_what_articles_were_set_against(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    flags = ("--select", "MT202", "-q", "--state", "state.db")
    assert check("spun.txt", "wire/pools.txt", "--twins", *flags).returncode == 0
    for _ in range(2):
        assert check("spun.txt", "wire", "--twins", *flags).returncode == 1
    assert check("spun.txt", "--against", "wire/pools.txt", *flags).returncode == 0
    for repeated in (False, True):
        done = check("spun.txt", "--against", "wire", *flags)
        assert done.returncode == 1
        assert ("audited before: 1 article repeats its last outcome" in done.stdout) is repeated


def test_the_terminal_is_told_of_a_copy_to_the_letter(folder: Path) -> None:
    (folder / "copy.txt").write_text(EXAMPLE["original"])
    done = in_folder("audit", "copy.txt", "--against", "wire", "--select", "MT202", "-f", "text", "-q", cwd=folder)
    assert "verbatim copy of wire/snow.txt" in " ".join(done.stdout.split())


def test_twins_are_found_within_a_batch_and_no_article_is_its_own(folder: Path) -> None:
    rules = ("--select", "MT202", "--select", "MT901")
    done = in_folder("audit", "spun.txt", "wire", "--twins", *rules, "-q", "-f", "jsonl", cwd=folder)
    records = {r["id"]: r for r in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0
    assert {f["evidence"]["original"] for f in records["spun.txt"]["findings"]} == {"wire/snow.txt"}
    assert {f["evidence"]["original"] for f in records["wire/snow.txt"]["findings"]} == {"spun.txt"}
    assert records["wire/pools.txt"]["findings"] == []


def test_an_original_that_cannot_be_read_ends_with_2_and_the_rest_is_done(folder: Path) -> None:
    rules = ("--select", "MT202")
    done = in_folder(
        "audit", "spun.txt", "--against", "wire", "--against", "gone.txt", *rules, "-f", "jsonl", cwd=folder
    )
    assert done.returncode == 2
    assert "gone.txt" in done.stderr
    assert [f["text"] for f in json.loads(done.stdout)["findings"]] == ["sixty"]


def test_an_article_is_not_its_own_twin_however_its_path_is_spelt(folder: Path) -> None:
    assert (
        in_folder("originals", "add", "kept", str(folder / "wire"), str(folder / "spun.txt"), cwd=folder).returncode
        == 0
    )
    done = in_folder("audit", "spun.txt", "--against", "kept", "--select", "MT202", "-q", "-f", "jsonl", cwd=folder)
    (found,) = json.loads(done.stdout)["findings"]
    assert found["evidence"]["original"].endswith("wire/snow.txt")


def test_feeds_may_share_an_id_and_a_batch_may_hold_anything(folder: Path) -> None:
    for name, text in (("a", EXAMPLE["original"]), ("b", "Another story.\nOf two sentences.")):
        rows = [
            {"id": "1", "text": text},
            {"id": "odd \ud83d", "title": "\ud83d", "text": "Friday \ud83d, and 5 left."},
        ]
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = in_folder(
        "audit", "spun.txt", "a.jsonl", "b.jsonl", "--twins", "--select", "MT202", "-q", "-f", "jsonl", cwd=folder
    )
    assert done.returncode == 0
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(records) == 5
    evidence = records[0]["findings"][0]["evidence"]
    assert (evidence["original"], evidence["original_holder"]) == ("1", "a.jsonl")


@pytest.fixture
def lines(folder: Path) -> Path:
    """Two files of JSON Lines with originals of the same ids, one file elsewhere."""
    (folder / "b").mkdir()
    for name, text in (("a.jsonl", EXAMPLE["original"]), ("b/b.jsonl", "Another story.\nOf two sentences.")):
        rows = [{"id": "1", "text": text}, {"id": "2", "text": f"The second story in {name} is a different one."}]
        (folder / name).write_text("\n".join(map(json.dumps, rows)))
    return folder


def test_an_original_from_json_lines_is_named_by_its_id_and_its_file_beside_it(lines: Path) -> None:
    against = ("--against", "a.jsonl", "--against", "b/b.jsonl", "--select", "MT202", "--select", "MT901")
    done = in_folder(
        "audit", "spun.txt", *against, "-q", "-f", "jsonl", "-f", "text=out.txt", "-f", "html=out", cwd=lines
    )
    record = json.loads(done.stdout)
    assert (record["twin"]["original"], record["twin"]["holder"]) == ("1", "a.jsonl")
    messages = {f["rule"]: f["message"] for f in record["findings"]}
    assert messages.keys() == {"MT202", "MT901"}
    assert "“1” from a.jsonl" in messages["MT901"]
    for found in record["findings"]:
        assert (found["evidence"]["original"], found["evidence"]["original_holder"]) == ("1", "a.jsonl")
    assert "of 1 from a.jsonl" in (lines / "out.txt").read_text()
    page = next((lines / "out").glob("spun*.html")).read_text()
    assert "<dt>Original</dt><dd><bdi>1</bdi></dd>" in page
    assert "<dt>Feed or file</dt><dd><bdi>a.jsonl</bdi></dd>" in page
    assert "a.jsonl 1" not in done.stdout + page


def test_an_original_is_removed_by_its_id_and_its_file_where_others_have_the_id(lines: Path) -> None:
    def listed() -> list[list[str]]:
        return [line.split()[1:] for line in in_folder("originals", "list", "kept", cwd=lines).stdout.splitlines()]

    for _ in range(2):  # what is added again replaces what is there
        assert in_folder("originals", "add", "kept", "a.jsonl", "b/b.jsonl", "wire/snow.txt", cwd=lines).returncode == 0
    several = [[name, "from", file] for file in ("a.jsonl", "b/b.jsonl") for name in ("1", "2")]
    alone = ["wire/snow.txt"]
    assert [row[: len(known)] for row, known in zip(listed(), [*several, alone], strict=True)] == [*several, alone]
    refused = in_folder("originals", "remove", "kept", "1", cwd=lines)
    assert refused.returncode == 2
    assert "2 originals '1'" in " ".join(refused.stderr.split())
    assert "--from 'a.jsonl'" in " ".join(refused.stderr.split())
    assert in_folder("originals", "remove", "kept", "1", "--from", "c.jsonl", cwd=lines).returncode == 2
    assert len(listed()) == 5
    assert in_folder("originals", "remove", "kept", "1", "2", "--from", "a.jsonl", cwd=lines).returncode == 0
    assert in_folder("originals", "remove", "kept", "1", "wire/snow.txt", cwd=lines).returncode == 0
    assert [row[:3] for row in listed()] == [["2", "from", "b/b.jsonl"]]


def test_an_article_of_a_file_is_not_its_own_twin_however_the_file_s_path_is_spelt(lines: Path) -> None:
    against = ("--against", str(lines / "a.jsonl"), "--against", "spun.txt")
    done = in_folder("audit", "a.jsonl", *against, "--select", "MT202", "-q", "-f", "jsonl", cwd=lines)
    first = json.loads(done.stdout.splitlines()[0])
    assert (first["twin"]["original"], first["twin"]["holder"]) == ("spun.txt", None)


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (("audit", "spun.txt", "--select", "MT202"), "name it with --against or --twins"),
        (("audit", "spun.txt", "--select", "MT209"), "name it with --source and --multilingual-encoder"),
        (("audit", "gone.txt", "--twins"), "no such file"),
        (("originals", "list", "nowhere"), "holds no originals"),
        (("audit", "spun.txt", "--against", "gone.txt"), "can be read"),
        (("originals", "add", "spun.txt", "wire"), "name another folder"),
    ],
)
def test_what_cannot_be_done_is_said(folder: Path, command: tuple[str, ...], hint: str) -> None:
    done = in_folder(*command, cwd=folder)
    assert done.returncode == 2
    assert hint in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
