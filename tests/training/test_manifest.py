"""The manifest of corpora: it is whole, and tells a wrong or missing copy from the right one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from mtaudit.errors import UsageError
from mtaudit.training.manifest import VARIABLE, corpora, corpora_folder, corpus_file
from tests.support.commands import mtaudit


def test_every_corpus_says_where_it_comes_from_and_how_it_is_split() -> None:
    found = corpora()
    assert len({corpus.name for corpus in found}) == len(found)
    for corpus in found:
        assert all((corpus.description, corpus.source, corpus.licence, corpus.split, corpus.files)), corpus.name
        assert all(len(sha256) == 64 for _, sha256 in corpus.files)


def test_a_missing_and_a_changed_file_are_told_and_the_right_one_passes(tmp_path: Path) -> None:
    corpus = next(c for c in corpora() if c.external)
    ((name, _),) = corpus.files
    assert "is not there" in next(corpus.faults(tmp_path))
    (tmp_path / name).write_bytes(b"other")
    (fault,) = corpus.faults(tmp_path)
    assert "not the file" in fault
    assert corpus.source in fault
    right = replace(corpus, files=((name, hashlib.sha256(b"other").hexdigest()),))
    assert list(right.faults(tmp_path)) == []


def test_the_folder_is_the_one_given_or_that_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(UsageError, match="give --corpora or set"):
        corpora_folder(None)
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert corpora_folder(None) == tmp_path
    assert corpora_folder(tmp_path.parent) == tmp_path.parent
    with pytest.raises(UsageError, match="is not a folder"):
        corpora_folder(tmp_path / "none")


def test_a_missing_corpus_says_where_it_can_be_had(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"mlqe-pe is not in .* get it from MLQE-PE"):
        corpus_file("mlqe-pe", tmp_path)


def test_the_command_lists_all_and_fails_where_one_is_missing(tmp_path: Path) -> None:
    listed = mtaudit("corpora", "list")
    assert all(corpus.name in listed.stdout for corpus in corpora())
    verified = mtaudit("corpora", "verify", "--corpora", tmp_path)
    assert verified.returncode == 2
    assert "mlqe_pe_en.jsonl.gz is not there" in verified.stdout
