"""Articles read once for the joint decision: the evidence of each, its kind, and which of its words are bad."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, asdict, dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from mtaudit.core import Article, Candidate, Evidence, SentenceEvidence, Span

if TYPE_CHECKING:
    from mtaudit.auditor import Auditor

SHARD = 16
"""Articles in one file: the most that is lost when the work is interrupted."""
CLOSE = 2
"""Most sound words between two bad ones that count as bad too: an editor corrects a phrase, not scattered words."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Text:
    """An article to be read.

    Attributes:
        kind: native, ht (human translation), mt, rt (round trip), post-edited, sample, or the genre of native English.
        bad: the spans that an editor marked or changed.
    """

    kind: str
    name: str
    text: str
    _: KW_ONLY
    bad: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The models that articles are read with: the folder of the language model, and the file of its tagger."""

    lm: Path
    tagger: Path


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article that was read: its evidence, and for each sentence which of its words are bad.

    `findings` is the number of findings of all rules but `garbled`.
    """

    kind: str
    name: str
    evidence: Evidence
    _: KW_ONLY
    bad: tuple[tuple[bool, ...], ...]
    findings: int


def read_texts(
    texts: Sequence[Text], models: ModelFiles, folder: Path, workers: int, progress: Progress
) -> list[Labelled]:
    """Read texts as an audit does, each once: what an earlier call kept in `folder` is not read again.

    Raises:
        ModelError: if a model is not available.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shards = [texts[first : first + SHARD] for first in range(0, len(texts), SHARD)]
    files = [folder / f"{_fingerprint(shard, models.tagger)}.jsonl" for shard in shards]
    wanted = [(models, file, shard) for file, shard in zip(files, shards, strict=True) if not file.is_file()]
    progress(len(shards) - len(wanted), len(shards))
    with multiprocessing.get_context("spawn").Pool(workers, initializer=_use_one_thread) as pool:
        for done, _ in enumerate(pool.imap_unordered(_read_shard, wanted), len(shards) - len(wanted) + 1):
            progress(done, len(shards))
    return [_parsed(line) for file in files for line in file.read_text("utf-8").splitlines()]


def close_gaps(bad: Sequence[bool]) -> tuple[bool, ...]:
    """The marks with gaps of up to CLOSE words between bad words marked as bad too."""
    found = list(bad)
    for before, after in pairwise(i for i, is_bad in enumerate(bad) if is_bad):
        if after - before <= CLOSE + 1:
            found[before:after] = [True] * (after - before)
    return tuple(found)


def _fingerprint(shard: Sequence[Text], tagger: Path) -> str:
    from mtaudit import __version__

    digest = hashlib.sha256(tagger.read_bytes() + __version__.encode())
    for text in shard:
        digest.update(repr(text).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _use_one_thread() -> None:
    os.environ["OMP_NUM_THREADS"] = "1"
    import torch

    torch.set_num_threads(1)


@cache
def _auditor(models: ModelFiles) -> Auditor:
    from mtaudit.auditor import Auditor
    from mtaudit.config import Settings
    from mtaudit.models import Models

    settings = Settings(lm=str(models.lm), tagger=models.tagger)
    return Auditor(settings, Models(settings), analyzes_only=True)


def _read_shard(job: tuple[ModelFiles, Path, Sequence[Text]]) -> None:
    from mtaudit.verdict import collect_evidence

    models, file, texts = job
    auditor = _auditor(models)
    lines = []
    for text, analysis in zip(texts, auditor.analyze_all([Article(t.name, t.text) for t in texts]), strict=True):
        others = auditor.other_findings(analysis)
        evidence = collect_evidence(analysis, others)
        is_bad = [any(analysis.in_given(word.span).overlaps(span) for span in text.bad) for word in analysis.fluency]
        bad = [close_gaps(is_bad[s.first : s.first + len(s.scores)]) for s in evidence.sentences]
        row = {"kind": text.kind, "name": text.name, "evidence": asdict(evidence), "bad": bad, "findings": len(others)}
        lines.append(json.dumps(row))
    part = file.with_suffix(".part")
    part.write_text("\n".join(lines) + "\n", "utf-8")
    part.replace(file)


def _parsed(line: str) -> Labelled:
    row = json.loads(line)
    facts = row["evidence"]
    sentences = tuple(
        SentenceEvidence(
            s["first"],
            tuple(s["scores"]),
            s["machine"],
            candidates=tuple(Candidate(**c) for c in s["candidates"]),
            headline=s["headline"],
            article=s["article"],
        )
        for s in facts["sentences"]
    )
    evidence = Evidence(sentences, tuple(facts["scores"]), tuple(facts["style"]), findings=facts["findings"])
    return Labelled(row["kind"], row["name"], evidence, bad=tuple(map(tuple, row["bad"])), findings=row["findings"])
