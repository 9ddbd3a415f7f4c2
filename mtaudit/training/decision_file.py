"""Writes fitted parameters in the format of `verdict/decision.toml`, which `verdict.parameters` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from mtaudit.verdict.parameters import ARTICLE_TERMS, PHRASE_TERMS, WORD_TERMS, Parameters


def write(fitted: Parameters, path: Path, note: str) -> None:
    """Write the parameters as TOML, with a comment that says what they were fitted on."""
    lines = [f"# {line}".rstrip() for line in note.splitlines()]
    path.write_text("\n".join([*lines, *_lines(fitted)]) + "\n", "utf-8")


def _lines(fitted: Parameters) -> Iterator[str]:
    yield f'tagger = "{fitted.tagger}"'
    slope, intercept = fitted.sentence
    yield from _table("sentence", {"slope": slope, "intercept": intercept}.items())
    for state, chain in fitted.chains.items():
        yield from _table(f"chains.{state}", {"rate": chain.rate, "stay": chain.stay}.items())
    for state, weights in fitted.states.items():
        nonzero = ((term, weight) for term, weight in zip(ARTICLE_TERMS, weights, strict=True) if weight)
        yield from _table(f"states.{state}", nonzero)
    yield from ("", "[register]")
    for name, values in (("mean", fitted.mean), ("spread", fitted.spread), ("weights", fitted.register)):
        yield f"{name} = [{', '.join(f'{value:.5g}' for value in values)}]"
    yield from _table("words", zip(WORD_TERMS, fitted.words, strict=True))
    yield from _table("phrases", zip(PHRASE_TERMS, fitted.phrases, strict=True))
    yield from _table("least", fitted.least.items())
    yield from _table("sound", fitted.sound.items())
    yield from _table("headline", fitted.headline.items())
    labels = ("major", "far", "suspect", "machine")
    yield from _table("labels", ((name, getattr(fitted, name)) for name in labels))


def _table(name: str, rows: Iterable[tuple[str, float]]) -> Iterator[str]:
    yield from ("", f"[{name}]")
    for key, value in rows:
        yield f"{key if key.isalpha() else json.dumps(key)} = {value:.4f}"
