"""What is said while a batch is audited."""

from __future__ import annotations

import pytest

from mtaudit.cli import progress
from mtaudit.cli.progress import EVERY, audit_progress
from tests.support.reports import wire_story

LOADING = 40.0


def test_the_time_left_does_not_count_what_loading_took(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 0.0
    monkeypatch.setattr(progress, "monotonic", lambda: now)
    with audit_progress(21, quiet=False) as done:
        now = LOADING
        done(wire_story())
        assert "left" not in capsys.readouterr().err
        for _ in range(6):
            now += 2
            done(wire_story())
    (line,) = capsys.readouterr().err.splitlines()
    assert now - LOADING > EVERY
    assert line == "mtaudit: 7 of 21 articles, 0.50 articles/s, about 28 s left"
