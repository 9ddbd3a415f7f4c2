"""Sets the thresholds of findings and labels at budgets of false alarms, on top of the fitted curves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from mtaudit.training.decision import PRIOR, word_count
from mtaudit.training.groups import Groups
from mtaudit.training.labelled import Labelled
from mtaudit.verdict.inference import infer, made_by_machine
from mtaudit.verdict.parameters import Parameters

BUDGET = {"low": 0.3, "normal": 1.0, "high": 3.0}
"""Findings, of any rule and severity, allowed in 1,000 words of native news at each sensitivity."""
PRECISION = {"low": 0.9, "normal": 0.83, "high": 0.65}
"""Share of the findings in the samples that must be right at each sensitivity."""
MAJORS = 0.1
"""Findings of major or worse in 1,000 words of the native news that it is set on; the allowance is .35, and other years
have more."""
SPENT = {"low": 0.45, "normal": 0.55, "high": 0.85}
"""Share of a budget that is spent on the articles that it is set on: in other years up to half as much again."""
HEADLINES = {"low": 0.01, "normal": 0.02, "high": 0.1}
"""Share of the headlines by people in which a finding is allowed at each sensitivity."""
CALLED_SUSPECT = {"native": 0.02, "ht": 0.2}
CALLED_MACHINE = {"native": 0.005, "ht": 0.1}
"""Share of the articles by people that may be called suspect or worse, and machine."""


def with_thresholds(groups: Groups, fitted: Parameters) -> Parameters:
    """The parameters with their thresholds and labels set."""
    fitted = replace(fitted, least=_least(groups, fitted), major=_major(groups, fitted))
    fitted = replace(fitted, sound=_sound(groups, fitted))
    fitted = replace(fitted, headline=_headline(groups, fitted))
    return _labels(groups, fitted)


def phrase_confidences(article: Labelled, fitted: Parameters, headlines: bool = False) -> Iterator[tuple[float, bool]]:
    """The confidence of each phrase of an article's sentences, or of its headlines, and whether the phrase is bad."""
    posterior = infer(article.evidence, fitted, PRIOR)
    for sentence, bad, confidences in zip(article.evidence.sentences, article.bad, posterior.confidences, strict=True):
        if sentence.headline is headlines:
            for candidate, confidence in zip(sentence.candidates, confidences, strict=True):
                yield confidence, any(bad[candidate.first : candidate.last + 1])


def _least(groups: Groups, fitted: Parameters) -> dict[str, float]:
    """For each sensitivity, the confidence above which just the required share of findings in the samples is right."""
    gold = sorted((pair for article in groups.garbled for pair in phrase_confidences(article, fitted)), reverse=True)
    right = np.cumsum([hit for _, hit in gold]) / np.arange(1, len(gold) + 1)
    found = {}
    for name, share in PRECISION.items():
        sure = np.flatnonzero(right >= share)
        found[name] = gold[sure[-1]][0] if len(sure) else 1.0
    return found


def _sound(groups: Groups, fitted: Parameters) -> dict[str, float]:
    """For each sensitivity, the confidence that spends the budget in native news, at least half of it on phrases."""
    native = sorted((c for article in groups.natives for c, _ in phrase_confidences(article, fitted)), reverse=True)
    others = 1000 * sum(article.findings for article in groups.natives) / word_count(groups.natives)
    found = {}
    for name, budget in BUDGET.items():
        spent = SPENT[name] * budget
        allowed = int(max(spent / 2, spent - others) * word_count(groups.natives) / 1000)
        found[name] = native[min(allowed, len(native) - 1)]
    return found


def _major(groups: Groups, fitted: Parameters) -> float:
    native = sorted((c for article in groups.natives for c, _ in phrase_confidences(article, fitted)), reverse=True)
    return max(0.5, native[int(MAJORS * word_count(groups.natives) / 1000)])


def _headline(groups: Groups, fitted: Parameters) -> dict[str, float]:
    """For each sensitivity, the confidence that few headlines by people exceed; their grammar is not that of prose."""
    titled = [
        max((c for c, _ in phrase_confidences(article, fitted, headlines=True)), default=0.0)
        for article in [*groups.natives, *groups.clean]
        if any(s.headline for s in article.evidence.sentences)
    ]
    return {name: float(np.quantile(titled, 1 - share)) if titled else 1.0 for name, share in HEADLINES.items()}


def _labels(groups: Groups, fitted: Parameters) -> Parameters:
    people = {
        name: [made_by_machine(infer(article.evidence, fitted, PRIOR)) for article in articles]
        for name, articles in (("native", groups.natives), ("ht", groups.translations))
    }

    def bar(accepted: Mapping[str, float]) -> float:
        return max(float(np.quantile(people[name], 1 - share)) for name, share in accepted.items())

    return replace(fitted, suspect=round(bar(CALLED_SUSPECT), 2), machine=round(bar(CALLED_MACHINE), 2))
