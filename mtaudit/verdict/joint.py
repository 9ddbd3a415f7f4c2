"""The joint decision on an article: its analysis, with what is inferred of it and of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtaudit.config import Settings
from mtaudit.core import Analysis, Bars, Finding
from mtaudit.verdict.evidence import collect_evidence
from mtaudit.verdict.inference import infer, made_by_machine, threshold
from mtaudit.verdict.parameters import parameters

MAJOR = 0.6
"""Confidence from which a phrase counts as major where the article is no sound copy: a reader stops there."""


def decide(analysis: Analysis, findings: Sequence[Finding], settings: Settings) -> Analysis:
    """The analysis, and that of its title, with what is inferred of the article and its words together.

    Args:
        findings: those of all rules that do not wait for the decision.
    """
    fitted = parameters()
    posterior = infer(collect_evidence(analysis, findings), fitted, settings.prior)
    least = threshold(posterior, fitted, settings.sensitivity)
    is_sound = made_by_machine(posterior) < fitted.suspect
    major = fitted.major if is_sound else min(fitted.major, MAJOR)
    bars = Bars(least, fitted.headline[settings.sensitivity], major)
    count, size = len(analysis.sentences), len(analysis.fluency)
    own = replace(posterior, confidences=posterior.confidences[:count], words=posterior.words[:size])
    title = analysis.title
    if title is not None:
        apart = replace(posterior, confidences=posterior.confidences[count:], words=posterior.words[size:])
        title = replace(title, posterior=apart, bars=bars)
    return replace(analysis, posterior=own, title=title, bars=bars)
