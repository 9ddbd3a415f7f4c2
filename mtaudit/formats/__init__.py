"""The output formats, keyed by the name that `--format` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import TextIO

from rich.console import Console

from mtaudit.core import Rule
from mtaudit.formats.github import GitHub
from mtaudit.formats.gitlab import GitLab
from mtaudit.formats.html import Html
from mtaudit.formats.interface import Format
from mtaudit.formats.json_array import JsonArray
from mtaudit.formats.jsonl import JsonLines
from mtaudit.formats.junit import JUnit
from mtaudit.formats.parquet import Parquet
from mtaudit.formats.sarif import Sarif
from mtaudit.formats.text import Text


@dataclass(frozen=True, slots=True)
class Target:
    """What the formats may need: where to write, and what the rules are.

    Attributes:
        out: where a format that is one stream goes.
        folder: where a format that is many files goes.
        rules: every rule by its code.
        words: whether to give the score of every word, where the format leaves the choice.
        suppressed: whether to give, marked so, what a check does not count, where the format leaves the choice.
        checked: whether this is a check, of which the text format shows the articles that fail and counts the others.
        baseline: whether findings are compared with a baseline, for formats that can show how each finding compares.
        decision: the file of the decision, whose labels a page shows on its scale; None for the packaged one.
    """

    out: TextIO
    folder: Path
    rules: Mapping[str, Rule]
    _: KW_ONLY
    words: bool = False
    suppressed: bool = False
    checked: bool = False
    baseline: bool = False
    decision: Path | None = None


class _Terminal(Console):
    """A console that raises BrokenPipeError when its reader is gone, where rich would end the process."""

    def on_broken_pipe(self) -> None:
        """Re-raise the error; rich calls this inside its handler."""
        raise BrokenPipeError


FORMATS: Mapping[str, Callable[[Target], Format]] = {
    "text": lambda target: Text(_Terminal(file=target.out), target.rules, target.checked),
    "json": lambda target: JsonArray(target.out, target.words),
    "jsonl": lambda target: JsonLines(target.out, target.words),
    "html": lambda target: Html(target.folder, target.rules, target.decision),
    "github": lambda target: GitHub(target.out, target.rules),
    "sarif": lambda target: Sarif(target.out, target.rules, target.suppressed, baseline=target.baseline),
    "junit": lambda target: JUnit(target.out, target.rules),
    "parquet": lambda target: Parquet(target.out, target.words),
    "gitlab": lambda target: GitLab(target.out, target.rules),
}

__all__ = ["FORMATS", "Format", "Html", "JsonArray", "JsonLines", "Target", "Text"]
