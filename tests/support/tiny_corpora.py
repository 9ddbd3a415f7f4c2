"""Corpora of a few rows each, in the form and under the names of the real ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from mtaudit.training.manifest import corpora

SYSTEMS = [f"System-{i}" for i in range(8)]
SENTENCE = "The council of article {} met on the day {} of the month to talk about the old bridge."


def write(folder: Path) -> Path:
    """Fill a folder with them and return it."""
    files = {c.name: folder / c.files[0][0] for c in corpora() if c.external}
    mqm = [
        {
            "lp": "zh-en",
            "system": system,
            "doc": f"article-{doc}",
            "seg": 1,
            "target": SENTENCE.format(doc, system[-1]),
            "annotations": [{"rater": "r", "spans": [{"start": 4, "end": 11, "severity": "major"}]}],
        }
        for doc in range(12)
        for system in [*SYSTEMS, "ref.A"]
    ]
    _store(files["mqm-zhen-news2021"], mqm)
    _store(files["mqm-zhen-ted"], mqm[:20])
    pairs = [
        {
            "lp": f"{language}-en",
            "split": part,
            "source": "",
            "target_tokens": ["The", language, "group", "claimed", "duty", "for", part, str(i), "."],
            "postedit": f"The {language} group claimed responsibility for {part} {i} .",
            "tags": [0, 0, 0, 0, 1, 0, 0, 0, 0],
        }
        for language in ("et", "ne", "ro", "ru", "si")
        for part in ("train", "dev", "test20")
        for i in range(8)
    ]
    _store(files["mlqe-pe"], pairs)
    documents = [
        {
            "id": f"article-{doc}",
            "kind": kind,
            "system": system,
            "lp": "en" if kind == "native" else f"{language}-en",
            "sentences": [SENTENCE.format(doc, i) for i in range(6)],
        }
        for doc in range(30)
        for language in ("is", "ru")
        for kind, system in [("native", ""), ("ht", "refA"), *[("mt", s) for s in SYSTEMS]]
    ]
    _store(files["news2021-documents"], documents)
    segments = [
        {
            "lp": f"{language}-en",
            "source": f"{language} {i}",
            "references": {"A": SENTENCE.format(language, i)},
            "outputs": {s: f"{s} {SENTENCE.format(language, i)}" for s in SYSTEMS},
        }
        for language in ("cs", "de", "ha", "is")
        for i in range(14)
    ]
    _store(files["news2021-segments"], segments)
    years = [
        {"year": year, "origin": "en", "original": SENTENCE.format(year, i)}
        | {f"{name}_round_trip": f"{name} {SENTENCE.format(year, i)}" for name in ("google", "deepl")}
        for year in (2012, 2013, 2016, 2017)
        for i in range(26)
    ]
    years += [
        {"year": year, "origin": "de", "human_translation": SENTENCE.format(year, -i)}
        | {name: f"{name} {SENTENCE.format(year, -i)}" for name in ("google", "deepl")}
        for year in (2012, 2013, 2016, 2017)
        for i in range(26)
    ]
    _store(files["deen-human-vs-machine"], years)
    return folder


def _store(path: Path, rows: list[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
