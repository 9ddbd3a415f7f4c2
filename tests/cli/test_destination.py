"""Where formats go that the command line names."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from pyarrow.parquet import read_table

from mtaudit.cli.destination import Destination
from mtaudit.errors import UsageError

pytestmark = pytest.mark.model


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_bytes_go_into_a_file_or_a_pipe_and_not_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert Destination.parse("parquet", Path("out")) == Destination("parquet", None)
    monkeypatch.setattr("sys.stdout", _Terminal())
    assert Destination.parse("parquet=a.parquet", Path("out")) == Destination("parquet", Path("a.parquet"))
    with pytest.raises(UsageError, match="name a file"):
        Destination.parse("parquet", Path("out"))


def test_parquet_comes_out_of_a_pipe_as_it_does_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("The the bridge was closed for repairs on Monday. " * 3)
    command = [sys.executable, "-m", "mtaudit", "audit", "story.txt", "--select", "MT102", "-f", "parquet", "-q"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    (row,) = read_table(io.BytesIO(done.stdout)).to_pylist()
    assert row["id"] == "story.txt"
    assert row["findings"]
