"""The joint decision on an article: adds to its analysis what is inferred of it and of its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtaudit.config import Settings
from mtaudit.core import Analysis, Bars, Finding
from mtaudit.errors import ModelError
from mtaudit.models import Models
from mtaudit.models.tagging.load import PACKAGED as TAGGER
from mtaudit.verdict.evidence import collect_evidence
from mtaudit.verdict.inference import infer, made_by_machine, threshold
from mtaudit.verdict.parameters import PACKAGED as DECISION
from mtaudit.verdict.parameters import Parameters, parameters

MAJOR = 0.6
"""Confidence from which a phrase counts as major in an article that is not sound copy: a reader stumbles over it."""


def fitted_on_tagger(settings: Settings, models: Models) -> Parameters:
    """The parameters of the decision, which are valid only with the tagger that they were fitted on.

    Raises:
        ModelError: if that is not the tagger in use, or a model or the decision is not available.
    """
    fitted = parameters(settings.decision)
    if fitted.tagger == models.tagger.sha256:
        return fitted
    decision, tagger = settings.decision or DECISION, settings.tagger or TAGGER
    if settings.decision and not settings.tagger:
        advice = "name that tagger with --tagger, or leave out --decision"
    else:
        train = f"mtaudit train decision --tagger {tagger} --lm {settings.lm}"
        advice = f"`{train}` fits one on it; name that, or another file fitted on it, with --decision"
    raise ModelError(f"the decision {decision} was fitted on another tagger than {tagger}; {advice}")


def decide(analysis: Analysis, findings: Sequence[Finding], settings: Settings) -> Analysis:
    """The analysis, and that of its title, with what is inferred jointly of the article and its words.

    Args:
        findings: those of all rules that do not need the decision.
    """
    fitted = parameters(settings.decision)
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
