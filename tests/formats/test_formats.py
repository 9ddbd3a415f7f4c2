"""The table of formats."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mtaudit.cli.destination import NAMES
from mtaudit.formats import FORMATS, Target
from tests.support.reports import RULES, batch, wire_story


def test_the_command_line_names_every_format() -> None:
    assert sorted(NAMES) == sorted(FORMATS)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"parquet"}))  # which is no text, and tested by itself
def test_every_format_takes_an_audit_from_its_first_article_to_its_end(name: str, tmp_path: Path) -> None:
    out = io.StringIO()
    form = FORMATS[name](Target(out, tmp_path, RULES))
    form.article(wire_story())
    form.finish(batch())
    written = out.getvalue() + "".join(path.read_text("utf-8") for path in sorted(tmp_path.iterdir()))
    assert "the rupture of a grue" in written
