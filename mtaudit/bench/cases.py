"""Small garbled texts, alone and after sound copy: which of their phrases are found, and the false alarms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from pathlib import Path

from mtaudit.auditor import Auditor
from mtaudit.core import Article
from mtaudit.training.manifest import corpus_file, samples_folder

BESIDE = "clean-ferry-inquiry.txt"
"""The sample whose first paragraphs are put before a case."""
PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Case:
    """A case after its audit.

    Attributes:
        found: how many of its gold phrases a finding overlaps.
        gold: how many gold phrases it has; 0 for a sound text.
        findings: how many findings overlap the text of the case.
        words: how many words it has.
    """

    found: int
    gold: int
    findings: int
    _: KW_ONLY
    words: int


def cases(corpora: Path, auditor: Auditor, beside: bool) -> Iterator[Case]:
    """Audit each case, alone or after paragraphs of sound copy; those that are whole articles are left out."""
    sound = (samples_folder() / BESIDE).read_text("utf-8").strip().split("\n\n")[1 : 1 + PARAGRAPHS]
    before = "\n\n".join(sound) + "\n\n" if beside else ""
    for line in corpus_file("garbled-cases", corpora).read_text("utf-8").splitlines():
        row = json.loads(line)
        if "note" in row:
            continue
        report = auditor.audit(Article(row["id"], before + row["text"]))
        in_case = [f for f in report.findings if f.span.end > len(before)]
        gold = [phrase for phrase in row["gold"] if phrase in row["text"]]
        starts = [len(before) + row["text"].index(phrase) for phrase in gold]
        ends = [start + len(phrase) for start, phrase in zip(starts, gold, strict=True)]
        found = sum(
            any(f.span.start < end and start < f.span.end for f in in_case)
            for start, end in zip(starts, ends, strict=True)
        )
        yield Case(found, len(starts), len(in_case), words=len(row["text"].split()))
