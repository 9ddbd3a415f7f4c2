"""The evidence that the joint decision on an article rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mtaudit.core import Analysis, Basis, Evidence, Finding
from mtaudit.verdict.label import ON_CHARACTERS, WEIGHED_APART
from mtaudit.verdict.register import style
from mtaudit.verdict.terms import findings_weight


def collect_evidence(analysis: Analysis, findings: Sequence[Finding]) -> Evidence:
    """The evidence for the states of an article: its words, its style, and what the other rules found in its English.

    A title that the text does not hold comes last, as one more headline.
    """
    counted = (f for f in counting(analysis, findings) if f.basis is Basis.TEXT)
    weighed = [f for f in counted if f.rule not in WEIGHED_APART]
    sentences = [sentence.evidence for sentence in analysis.sentences]
    scores = [word.score for word in analysis.fluency]
    for headline in analysis.title.sentences if analysis.title else ():
        sentences.append(replace(headline.evidence, first=len(scores)))
        scores += headline.evidence.scores
    return Evidence(
        sentences=tuple(sentences),
        scores=tuple(scores),
        style=tuple(style([analysis.text_of(s) for s in analysis.english]).tolist()),
        findings=findings_weight(weighed, analysis.composition.words),
    )


def counting(analysis: Analysis, findings: Sequence[Finding], titled: Sequence[Finding] = ()) -> list[Finding]:
    """The findings that count for the verdict, and those of the title that do.

    Findings in another language, or in illegible text, do not count; nor does damage to characters, which affects the
    copy of machines and of people alike.
    """
    apart = [s.span for s in analysis.prose if s.index in analysis.foreign]
    english = [f for f in findings if not any(f.span.overlaps(span) for span in apart)]
    return [f for f in (*english, *titled) if f.rule not in ON_CHARACTERS]
