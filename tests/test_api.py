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


CALQUES = mtaudit.Settings(select=("calque",))


def test_an_input_that_lost_text_is_no_article(tmp_path: Path) -> None:
    rows = '{"id": "a", "text": "The council met on Tuesday."}\n{"id": "b", "text": \n'
    (tmp_path / "rows.jsonl").write_text(rows)
    with pytest.raises(mtaudit.InputError, match=r"rows\.jsonl"):
        mtaudit.audit(tmp_path / "rows.jsonl", CALQUES)


def test_a_missing_file_is_not_audited_as_a_text(tmp_path: Path) -> None:
    for name in ("story.txt", "my missing story.txt"):
        with pytest.raises(mtaudit.InputError, match="no such file"):
            mtaudit.audit(str(tmp_path / name), CALQUES)
    assert mtaudit.audit("The council met at no. 10 on Tuesday.", CALQUES).article.id == "text"


def test_settings_are_checked_as_those_of_a_file_are() -> None:
    with pytest.raises(mtaudit.UsageError, match="prior"):
        mtaudit.audit("The council met on Tuesday.", mtaudit.Settings(prior=2))
    strings = mtaudit.Settings(select=("calque",), fail_on="minor", undecided="fail", workers=1)
    with pytest.raises(mtaudit.UsageError, match="without a verdict"):
        mtaudit.check("corpora/samples/clean-cup-roundup.txt", settings=strings)


def test_a_report_from_the_cache_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    settings = mtaudit.Settings(select=("calque",), cache_size=1)
    first, second = (mtaudit.check("corpora/samples/garbled-derby-french.txt", settings=settings) for _ in range(2))
    assert first == second
    assert [f.rule.value for f in second.reports[0].findings] == [f.rule.value for f in first.reports[0].findings]
