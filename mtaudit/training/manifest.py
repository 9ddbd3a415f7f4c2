"""The manifest of corpora: what each is, where it comes from, how it is split, and its checksums."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from pathlib import Path

from mtaudit.errors import UsageError
from mtaudit.models.store.resolve import file_hash

VARIABLE = "MTAUDIT_CORPORA"
"""The environment variable that names the folder of the external corpora; `--corpora` takes precedence."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One corpus of the manifest. `files` are paths with their sha256; an external corpus is outside the project."""

    name: str
    description: str
    source: str
    _: KW_ONLY
    licence: str
    split: str
    files: tuple[tuple[str, str], ...]
    external: bool

    def faults(self, folder: Path) -> Iterator[str]:
        """A sentence for each file that is missing from `folder` or is not the right one."""
        for name, expected in self.files:
            path = folder / name
            if not path.is_file():
                yield f"{path} is not there; it can be had from {self.source}"
            elif file_hash(path) != expected:
                yield f"{path} is not the file that figures were measured on; get it anew from {self.source}"


def corpora() -> tuple[Corpus, ...]:
    """Every corpus, in the order of the manifest."""
    packaged = Path(__file__).with_name("manifest.toml")  # only a wheel has it here; a checkout has it in corpora/
    path = packaged if packaged.is_file() else Path(__file__).parents[2] / "corpora" / "manifest.toml"
    rows = tomllib.loads(path.read_text("utf-8"))["corpus"]
    return tuple(
        Corpus(
            name=row["name"],
            description=" ".join(row["description"].split()),
            source=row["source"],
            licence=row["licence"],
            split=row["split"],
            files=tuple((file["path"], file["sha256"]) for file in row["files"]),
            external=row.get("external", False),
        )
        for row in rows
    )


def corpora_folder(given: Path | None) -> Path:
    """The folder of the external corpora: `given` or, if it is None, the one that the environment names.

    Raises:
        UsageError: if none is named, or it is not a folder.
    """
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is None:
        raise UsageError(f"no corpora folder is named; give --corpora or set {VARIABLE}")
    if not named.is_dir():
        raise UsageError(f"{named} is not a folder; `mtaudit corpora list` says where to get each corpus")
    return named


def corpus_file(name: str, folder: Path) -> Path:
    """The path of the single file of an external corpus.

    Raises:
        UsageError: if it is missing; the message says where to get it.
    """
    corpus = next(c for c in corpora() if c.name == name)
    ((path, _),) = corpus.files
    if not (folder / path).is_file():
        raise UsageError(f"the corpus {name} is not in {folder} ({path}); get it from {corpus.source}")
    return folder / path


def samples_folder() -> Path:
    """The folder of the samples, which only a checkout has.

    Raises:
        UsageError: if it is missing.
    """
    folder = Path(__file__).parents[2] / "corpora" / "samples"
    if not folder.is_dir():
        raise UsageError(f"the samples are not in {folder}; run this in a checkout of mtaudit")
    return folder
