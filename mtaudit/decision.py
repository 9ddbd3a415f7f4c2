"""The joint decision on an article that was read: what it rests on, and the analysis with what was inferred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtaudit.config import Settings
from mtaudit.core import Analysis, Bars, Evidence, Finding
from mtaudit.rules.text.phrases import suspected
from mtaudit.verdict import GARBLED, findings_weight, infer, parameters, style, threshold
from mtaudit.verdict.inference import made_by_machine
from mtaudit.verdict.label import COMPARED, ON_CHARACTERS, ON_MARKUP

MAJOR = 0.6
"""Confidence from which a phrase counts as major where the article is no sound copy: a reader stops there."""


def decided(analysis: Analysis, findings: Sequence[Finding], settings: Settings) -> Analysis:
    """The reading, and that of its title, with what is inferred of the article and its words together.

    Args:
        findings: those of all rules that do not wait for the decision.
    """
    fitted = parameters()
    posterior = infer(evidence_of(analysis, findings), fitted, settings.prior)
    least = threshold(posterior, fitted, settings.sensitivity)
    is_sound = made_by_machine(posterior) < fitted.suspect
    major = fitted.major if is_sound else min(fitted.major, MAJOR)
    bars = Bars(least, fitted.headline[settings.sensitivity], major)
    count, size = sum(1 for _ in suspected(analysis)), len(analysis.fluency)
    own = replace(posterior, confidences=posterior.confidences[:count], words=posterior.words[:size])
    title = analysis.title
    if title is not None:
        apart = replace(posterior, confidences=posterior.confidences[count:], words=posterior.words[size:])
        title = replace(title, posterior=apart, bars=bars)
    return replace(analysis, posterior=own, title=title, bars=bars)


def evidence_of(analysis: Analysis, findings: Sequence[Finding]) -> Evidence:
    """What speaks for the states of an article: its words, its style, and what the other rules found in its English.

    A title that the text does not hold comes last, as one more headline.
    """
    others = [f for f in counting(analysis, findings) if f.rule not in (GARBLED, ON_MARKUP)]
    others = [f for f in others if not COMPARED & f.evidence.keys()]
    sentences = [sentence.evidence for sentence in suspected(analysis)]
    scores = [word.score for word in analysis.fluency]
    for headline in suspected(analysis.title) if analysis.title else ():
        sentences.append(replace(headline.evidence, first=len(scores)))
        scores += headline.evidence.scores
    return Evidence(
        sentences=tuple(sentences),
        scores=tuple(scores),
        style=tuple(style([analysis.text_of(s) for s in analysis.english]).tolist()),
        findings=findings_weight(others, analysis.composition.words),
    )


def counting(analysis: Analysis, findings: Sequence[Finding], titled: Sequence[Finding] = ()) -> list[Finding]:
    """The findings that count for the verdict, and those of the title that do.

    What lies in another language, or in none, does not; nor does damage to characters, which machines and people's
    copy suffer alike on their way.
    """
    apart = [s.span for s in analysis.prose if s.index in analysis.foreign]
    english = [f for f in findings if not any(f.span.overlaps(span) for span in apart)]
    return [f for f in (*english, *titled) if f.rule not in ON_CHARACTERS]
