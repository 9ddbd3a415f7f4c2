"""Every rule flags its must-flag examples and lets its must-pass examples be."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from mtaudit.auditor.as_given import findings as as_given
from mtaudit.core import Finding, Span
from mtaudit.rules import REGISTRY
from mtaudit.rules.interface import Detector
from tests.support.analysis import read
from tests.support.examples import FOLDER

AT_LEAST = 8
OPTIONAL = ("title", "evidence", "original", "source")


def load(name: str) -> dict[str, list[dict[str, Any]]]:
    path = FOLDER / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(
            detector,
            example,
            id=f"{detector.rule.name}-{number}",
            marks=[pytest.mark.model] if detector.needs else [],
        )
        for detector in REGISTRY
        for number, example in enumerate(load(detector.rule.name).get(kind, []), 1)
    ]


def findings(detector: Detector, example: dict[str, Any]) -> list[Finding]:
    optional = {name: example[name] for name in OPTIONAL if name in example}
    analysis = read(example["text"], needs=detector.needs, **optional)
    found = list(detector.detect(analysis))
    return list(as_given(found, analysis.mended)) if analysis.mended else found


def occurrences(part: str, text: str) -> list[Span]:
    starts = [i for i in range(len(text)) if text.startswith(part, i)]
    return [Span(i, i + len(part)) for i in starts]


@pytest.mark.parametrize("detector", REGISTRY, ids=lambda d: d.rule.name)
def test_rule_has_enough_examples(detector: Detector) -> None:
    examples = load(detector.rule.name)
    assert examples.keys() == {"must_flag", "must_pass"}, f"write {FOLDER / detector.rule.name}.toml"
    assert len(examples["must_flag"]) >= AT_LEAST
    assert len(examples["must_pass"]) >= AT_LEAST
    for example in examples["must_flag"]:
        assert example.keys() - set(OPTIONAL) == {"text", "spans"}, example
        assert example["spans"], example
    for example in examples["must_pass"]:
        assert example.keys() - set(OPTIONAL) == {"text"}, example


def test_every_file_of_examples_belongs_to_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == {detector.rule.name for detector in REGISTRY}


@pytest.mark.parametrize(("detector", "example"), cases("must_flag"))
def test_must_flag(detector: Detector, example: dict[str, Any]) -> None:
    found = findings(detector, example)
    assert {f.rule for f in found} <= {detector.rule.code}
    for part in example["spans"]:
        places = occurrences(part, example["text"])
        assert places, f"{part!r} is not in the text"
        assert any(f.span.overlaps(place) for f in found for place in places), f"{part!r}: only {found}"


@pytest.mark.parametrize(("detector", "example"), cases("must_pass"))
def test_must_pass(detector: Detector, example: dict[str, Any]) -> None:
    assert findings(detector, example) == []
