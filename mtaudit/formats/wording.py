"""What a verdict is called and what it means, in words for an editor."""

from __future__ import annotations

from dataclasses import dataclass

from mtaudit.core import Article, Finding, GateResult, Label, Metric, Original, Skipped, Verdict


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for an outcome: `key` names it for style sheets, `headline` says it in one to three words."""

    key: str
    headline: str
    meaning: str


_MEANINGS = {
    Label.MACHINE: (
        "Machine translation",
        "This reads like machine translation that nobody has edited. Check it against the original before it runs.",
    ),
    Label.SUSPECT: (
        "Suspect",
        "Parts of this read like machine translation. Look at the marked passages before it runs.",
    ),
    Label.CLEAN: (
        "Clean",
        "This reads like copy that was written, or carefully edited, in English.",
    ),
    Label.UNDECIDED: (
        "Undecided",
        "The article could not be judged as a whole. What was found is marked all the same.",
    ),
}

# The clause that follows a count of articles: of one, of several.
_CLAUSES = {
    Label.MACHINE: ("reads like machine translation", "read like machine translation"),
    Label.SUSPECT: ("is suspect", "are suspect"),
    Label.UNDECIDED: ("is undecided", "are undecided"),
    Label.CLEAN: ("is clean", "are clean"),
}

PARTS = {
    "text": "the text as given",
    "page": "the main text of a web page",
    "content": "the full text in the feed",
    "summary": "only the feed’s summary",
    "excerpt": "a small part of a web page",
}

CAUTIONS = {
    "summary": "Only the feed’s summary was audited. The full article may read differently.",
    "excerpt": "Most of the page’s text could not be extracted and was not audited. Give the article as text.",
}

BRIEF_CAUTIONS = {"summary": "summary only", "excerpt": "part of the page only"}


DOUBT = (
    "They differ so much that this may be the source of another text, or in a language that the encoder cannot read."
)
UNSCORED = (
    "The article came with a reference, but was not scored against it: the reference must be in English, of no more "
    "than max-words words."
)
UNREAD = (
    "The article came with a source, but was not compared with it: that needs --multilingual-encoder, and a source of "
    "no more than max-words words."
)


def wording_of(outcome: Verdict | Skipped) -> Wording:
    """The outcome in words, without the reason why an article is undecided or was skipped."""
    if isinstance(outcome, Skipped):
        return Wording("skipped", "Not audited", "No part of this article was judged.")
    headline, meaning = _MEANINGS[outcome.label]
    return Wording(outcome.label.value, headline, meaning)


def cautions(article: Article) -> tuple[str, ...]:
    """What the reader of a report should know about how the article was read, in whole sentences."""
    of_part = CAUTIONS.get(article.part)
    return (*([of_part] if of_part else []), *article.cautions)


def clause(label: Label, count: int) -> str:
    """The rest of a sentence that begins with the count of articles of a label: `is suspect`, `are suspect`."""
    singular, plural = _CLAUSES[label]
    return singular if count == 1 else plural


def original_name(original: Original) -> str:
    """The id of an original and, where it is one of several, the feed or file that it is from."""
    return f"{original.id} from {original.holder}" if original.holder else original.id


def expected(finding: Finding) -> tuple[str, ...]:
    """What a writer would have put, most likely first; empty where the rule does not say."""
    words = finding.evidence.get("expected")
    if isinstance(words, str):
        return (words,)
    return tuple(map(str, words)) if isinstance(words, (list, tuple)) else ()


def quoted(article: Article, finding: Finding, in_title: bool) -> str:
    """The words of a finding and its message, with the title if the finding is in one that is not in the text."""
    where = f" in the title “{article.title}”" if in_title else ""
    return f"“{finding.text}”{where}: {finding.message}"


def percent(probability: float) -> str:
    """A probability in 0..1 as a percentage for people; it never claims certainty."""
    if probability >= 0.995:
        return "over 99%"
    if probability < 0.005:
        return "under 1%"
    return f"{probability:.0%}"


def score(metric: Metric) -> str:
    """A metric's score and, if it has one, its 95 % interval, which is centred on the mean of the samples."""
    interval = "" if metric.mean is None else f" (μ = {metric.mean:.1f} ± {metric.margin:.1f})"
    return f"{metric.score:.1f}{interval}"


def not_passed(gate: GateResult) -> str:
    """Why a gate whose articles all lack a verdict has not passed, and what to do about it."""
    articles = "its only article" if gate.articles == 1 else f"any of its {gate.articles:,} articles"
    return (
        f"no verdict on {articles} ({gate.unjudged}); --undecided pass lets such articles pass, and --fail-on major "
        "counts findings instead"
    )


def many(count: int, noun: str) -> str:
    """`count` and the noun, in the plural unless the count is 1."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"
