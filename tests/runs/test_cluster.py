"""Ray: what its workers say of an input is what this process says, even where a worker is killed over it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from pyarrow.parquet import read_table, write_table

from mtaudit.config import Settings
from mtaudit.core import ArticleReport, Failure
from mtaudit.errors import UsageError
from mtaudit.ingest import read
from mtaudit.runs.engines import Alone, Recipe
from mtaudit.runs.engines.cluster import Cluster, ray_running
from mtaudit.runs.engines.numbered import numbered
from tests.support.deadly import BROKEN, KILLED, Broken, Once
from tests.support.stories import story

pytestmark = pytest.mark.model

SETTINGS = Settings(select=("repetition", "calque", "name-drift"), workers=2)


@pytest.fixture(scope="module")
def ray() -> Iterator[None]:
    with ray_running(None):
        yield


@pytest.fixture
def wire(tmp_path: Path) -> list[str]:
    """Articles as text, JSON Lines, Parquet and a web archive, a broken line, and a file that is not there."""
    articles = [story(number) for number in range(30)]
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.conversion)
    record.headers["WARC-Target-URI"], record.headers["Content-Type"] = "https://news.example/", "text/plain"
    record.set_bytes_content(story(98).text.encode())
    with (tmp_path / "crawl.wet").open("wb") as file:
        record.write(file)
    lines = tmp_path / "wire.jsonl"
    lines.write_text("".join(json.dumps({"id": a.id, "text": a.text}) + "\n" for a in articles[:15]) + "{broken\n")
    rows = tmp_path / "wire.parquet"
    write_table(pa.table({"id": [a.id for a in articles[15:]], "text": [a.text for a in articles[15:]]}), rows)
    (tmp_path / KILLED).write_text(story(99).text)
    return [str(lines), str(tmp_path / KILLED), str(rows), str(tmp_path / "crawl.wet"), str(tmp_path / "missing.txt")]


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(ray: None, wire: list[str], tmp_path: Path) -> None:
    recipe = Once(SETTINGS, None, str(tmp_path / "killed"))
    engine = Cluster(recipe, wire)
    found = list(engine.reports())
    assert (tmp_path / "killed").exists()
    alone = Alone(recipe)
    assert found == list(alone.reports(numbered(read(wire, SETTINGS))))
    assert engine.signature == alone.signature
    assert sum(isinstance(one, ArticleReport) for one in found) == 32
    assert sum(isinstance(one, Failure) for one in found) == 2


def test_what_workers_log_is_logged_here(ray: None, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "mtaudit")
    lines = tmp_path / "wire.jsonl"
    lines.write_text("".join(json.dumps({"id": name, "text": story(1).text}) + "\n" for name in ("a", BROKEN)))
    found = list(Cluster(Broken(replace(SETTINGS, workers=1)), [str(lines)]).reports())
    assert [type(item) for item in found] == [ArticleReport, Failure]
    assert "RuntimeError: on purpose" in caplog.text
    assert {"mtaudit.broken", "mtaudit.runs.engines.interface"} <= {record.name for record in caplog.records}


def test_what_the_user_did_wrong_is_told_as_ever(ray: None, wire: list[str]) -> None:
    with pytest.raises(UsageError, match="standard input"):
        Cluster(Once(SETTINGS, None, ""), ["-"])
    with pytest.raises(UsageError, match="nothing to compare with"):
        list(Cluster(Recipe(Settings(select=("MT206",), workers=1)), wire[:1]).reports())


def test_a_cluster_that_does_not_answer_is_told() -> None:
    with pytest.raises(UsageError, match=r"answers at 127.0.0.1:1 .*refused.* `ray start"), ray_running("127.0.0.1:1"):
        pass


def test_the_command_writes_reports_and_parquet(wire: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mtaudit", "audit", *wire, "--engine", "ray", "-j", "1", "--select", "repetition"]
    done = subprocess.run(
        [*command, "-f", "html=out", "-f", "parquet=out.parquet"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 2  # two inputs cannot be read
    assert "Traceback" not in done.stderr
    assert len(list((tmp_path / "out").glob("*.html"))) == 33
    assert [row["id"] for row in read_table(tmp_path / "out.parquet").to_pylist()][:3] == ["0", "1", "2"]
