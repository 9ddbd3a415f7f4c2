"""Where formats go that the command line names."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mtaudit.cli.destination import Destination
from mtaudit.errors import UsageError


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_bytes_go_into_a_file_or_a_pipe_and_not_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert Destination.parse("parquet", Path("out")) == Destination("parquet", None)
    monkeypatch.setattr("sys.stdout", _Terminal())
    assert Destination.parse("parquet=a.parquet", Path("out")) == Destination("parquet", Path("a.parquet"))
    with pytest.raises(UsageError, match="name its file"):
        Destination.parse("parquet", Path("out"))
