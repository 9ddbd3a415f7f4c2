"""Turns what was inferred into a verdict: the label, its probability, and the reasons."""

from __future__ import annotations

from collections.abc import Sequence

from mtaudit.core import (
    Code,
    Comparison,
    ComparisonKind,
    Composition,
    Finding,
    Label,
    Posterior,
    Segment,
    Severity,
    Verdict,
)
from mtaudit.verdict.inference import made_by_machine
from mtaudit.verdict.parameters import Parameters
from mtaudit.verdict.terms import log_odds, probability

WEIGHED_APART = (Code.GARBLED, Code.MARKUP)
"""Rules that count as evidence by themselves, not by the weight of their findings."""
ON_CHARACTERS = (Code.ENCODING_DAMAGE, Code.LOOK_ALIKE_LETTERS, Code.INVISIBLE_CHARACTERS)
"""Rules on damaged characters, which are no evidence of who wrote or translated an article."""
MARKUP = 4.0
"""Log odds that sure markup evidence adds: it is set by hand, as the corpora have no pages."""
LIKELY, SEVERAL, DENSE = 0.5, 2, 5.0
"""Findings likelier right than not that make an article suspect whatever the rest of it reads like: the confidence, how
many, and how many in 1,000 words."""
LIKELY_MADE = 0.5, 0.8
"""Probability that an article was made from its original by machine from which it is suspect, and from which it is a
machine's."""
SHIFTED = (Code.MEANING_SHIFTED, Code.CUT_SHORT)
SHIFTED_SHARE = 0.1
"""Rules on sentences that do not say what their counterpart says, and the share of such from which an article is
suspect."""
SHOWN = 60
"""Characters of a phrase that a reason quotes."""
SHADE = {Severity.MINOR: 0.5, Severity.MAJOR: 0.8, Severity.CRITICAL: 1.0}
"""How dark the surest finding of each severity makes its segment."""
ORDER = (Label.CLEAN, Label.SUSPECT, Label.MACHINE)


def judge(
    posterior: Posterior | None,
    findings: Sequence[Finding],
    prose: Composition,
    fitted: Parameters,
    min_words: int,
    twin: Comparison | None = None,
) -> Verdict:
    """The verdict on an article.

    Args:
        posterior: None where the garble tagger did not run.
        findings: all findings that will be reported.
        prose: the composition of the article's prose; with fewer than `min_words` of English it is undecided.
        twin: the comparison with the nearest original, if there is one.
    """
    verdict = _undecided(posterior, findings, prose, fitted, min_words) or _on_the_english(
        posterior or Posterior(), findings, prose, fitted
    )
    return _beside_original(verdict, twin)


def _undecided(
    posterior: Posterior | None, findings: Sequence[Finding], prose: Composition, fitted: Parameters, min_words: int
) -> Verdict | None:
    if prose.refusal:
        return Verdict(Label.UNDECIDED, None, prose.refusal)
    if prose.words < min_words:
        return _with_reasons(
            Label.UNDECIDED,
            None,
            f"too short: {prose.words} words of English prose; a verdict needs {min_words}",
            prose.remark,
        )
    if posterior is None:
        return Verdict(Label.UNDECIDED, None, "the garble tagger did not run: a verdict needs the rule `garbled`")
    if posterior.register >= fitted.far and not any(f.rule == Code.MARKUP for f in findings):
        reason = "its register is far from news: it reads like speech, conversation or verse, which cannot be judged"
        return _with_reasons(Label.UNDECIDED, None, reason, prose.remark)
    return None


def _on_the_english(
    posterior: Posterior, findings: Sequence[Finding], prose: Composition, fitted: Parameters
) -> Verdict:
    """The label that the probability and the page's own markup give, so that the two do not contradict each other."""
    markup = max((f.confidence for f in findings if f.rule == Code.MARKUP), default=0.0)
    likely = float(probability(float(log_odds([made_by_machine(posterior)])[0]) + MARKUP * markup))
    label = Label.MACHINE if likely >= fitted.machine else Label.SUSPECT if likely >= fitted.suspect else Label.CLEAN
    grave = [f for f in findings if f.severity is not Severity.MINOR]
    reasons: list[str | None] = []
    if label is not Label.CLEAN and not findings:
        label = Label.SUSPECT
        reasons.append("no single phrase stands out; taken together, the sentences are built like a machine’s")
    likely_right = [f for f in findings if f.confidence >= LIKELY]
    if label is Label.CLEAN and (grave or len(likely_right) >= SEVERAL):
        dense = len(likely_right) >= SEVERAL and 1000 * len(likely_right) >= DENSE * prose.words
        label = Label.SUSPECT if dense else label
        worst = max(likely_right or grave, key=lambda f: (list(Severity).index(f.severity), f.confidence))
        count = _passages(likely_right or grave)
        passages = "one passage" if count == 1 else f"{count} passages"
        reasons.append(f"reads like sound copy but for {passages} that an editor would mend: “{_short(worst.text)}”")
    shifted = sum(f.rule in SHIFTED for f in findings)
    if shifted and shifted >= SHIFTED_SHARE * prose.sentences:
        label = Label.SUSPECT if label is Label.CLEAN else label
        reasons.append(f"{shifted} of {prose.sentences} sentences do not say what the source or the original says")
    rest = f"{prose.remark}; the verdict is on the rest" if prose.remark else None
    return _with_reasons(label, round(likely, 4), *reasons, rest)


def _passages(findings: Sequence[Finding]) -> int:
    """The number of passages that the findings mark; findings that overlap count as one."""
    count = end = 0
    for span in sorted(f.span for f in findings):
        count += span.start >= end
        end = max(end, span.end)
    return count


def _beside_original(verdict: Verdict, twin: Comparison | None) -> Verdict:
    """The verdict with the original taken into account: a round trip of it is not clean, however well it reads."""
    likely = twin.probability or 0.0 if twin else 0.0
    if twin is None or twin.kind is not ComparisonKind.ROUND_TRIP or likely < LIKELY_MADE[0]:
        return verdict
    label = Label.MACHINE if likely >= LIKELY_MADE[1] else Label.SUSPECT
    if verdict.label in ORDER and ORDER.index(verdict.label) > ORDER.index(label):
        label = verdict.label
    name = twin.original.title or twin.original.url or twin.original.id
    rests = f"rests on the original “{_short(name)}”: sentence by sentence, this says the same in other words"
    return _with_reasons(label, max(verdict.probability or 0.0, likely), rests, verdict.reason)


def _with_reasons(label: Label, likely: float | None, *reasons: str | None) -> Verdict:
    return Verdict(label, likely, "; ".join(filter(None, reasons)) or None)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1].rstrip()}…"


def segment_scores(segments: Sequence[Segment], findings: Sequence[Finding]) -> tuple[float, ...]:
    """The score of each segment by its gravest finding, from 0 (no finding) to 1 (a sure critical finding)."""
    return tuple(
        round(max((SHADE[f.severity] * f.confidence for f in findings if f.span.overlaps(s.span)), default=0.0), 3)
        for s in segments
    )
