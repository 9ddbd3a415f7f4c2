"""The public API does what its page says, and costs nothing until it is used."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import mtaudit
from mtaudit.models import Models

FIRST_USES = "import sys, mtaudit; print(sorted(m for m in ('torch', 'numpy', 'mtaudit.core') if m in sys.modules))"


def test_the_page_of_the_api_is_so(models: Models) -> None:
    _ = models.fluency_folder
    found = doctest.testfile("../docs/api.md", encoding="utf-8", optionflags=doctest.ELLIPSIS)
    assert found.attempted > 10
    assert not found.failed


def test_importing_it_imports_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_USES], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_every_name_is_there_and_typed() -> None:
    stub = Path(mtaudit.__file__).with_suffix(".pyi").read_text("utf-8")
    for name in set(mtaudit.__all__) - {"__version__"}:
        assert getattr(mtaudit, name).__name__ == name
        assert f"import {name} as {name}\n" in stub
    with pytest.raises(AttributeError, match="has no attribute 'adit'"):
        _ = mtaudit.adit


def test_a_file_of_several_articles_is_not_one_article() -> None:
    with pytest.raises(mtaudit.UsageError, match=r"holds \d+ articles"):
        mtaudit.audit("corpora/samples/feed-mixed.xml", mtaudit.Settings(select=("calque",)))
