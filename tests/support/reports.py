"""A batch made by hand: one article in the manner of a badly machine-translated wire story, and its neighbours."""

from __future__ import annotations

import re

from mtaudit.core import (
    Article,
    ArticleReport,
    AuditReport,
    Category,
    Code,
    Entry,
    Failure,
    Finding,
    Kind,
    Label,
    Rule,
    Segment,
    Severity,
    Skipped,
    Span,
    Verdict,
    WordScore,
)

SIGNATURE = "mtaudit 0.1.0 | lm:smollm2-135m-instruct@3f9a1c27 | emb:minilm-l6@b1c0de55 | decision:2f | min-words:80"

_PARAGRAPHS: list[tuple[Kind, list[str]]] = [
    (Kind.TITLE, ["The port of Varnholm stays closed after the rupture of a grue"]),
    (Kind.CAPTION, ["The dock number four, the Wednesday, after the fall of the crane. (Photo: Harbor Authority)"]),
    (
        Kind.BODY,
        [
            "A crane of eighty meters has fallen this Tuesday in the port of Varnholm without to cause victims, "
            "informed the firefighters.",
            "The apparatus, that was discharging containers of a Liberian ship, was folded in two toward 6 h 40 "
            "in the morning.",
        ],
    ),
    (
        Kind.BODY,
        [
            "“We have heard an enormous noise and after the silence,” said Ilse Brandt, who works in the office "
            "of the douane.",
            "Mrs. Brand told that he had been obligated to evacuate the building by the window.",
            "The port, the third of the country, moves 1.240.000 tons of merchandise each year.",
        ],
    ),
    (
        Kind.BODY,
        [
            "The mayor, Henrik Aas, has put in valor the work of the rescue teams and made a call to the calm.",
            "He said that the works of withdrawal will begin this week.",
            "He said that the works of withdrawal will begin this week and that they will be carried to head by a "
            "company specialized.",
            "The investigators do not discard no hypothesis, included the fatigue of the metal.",
        ],
    ),
    (
        Kind.BODY,
        [
            "The recipe of the apple cake asks for three eggs.",
            "The traffic of containers has been deviated to Solvik until new order.",
            "The company owner of the crane, Nordkran AS, assured in a communicated that it collaborates with the "
            "authorities.",
            "The unions had warned in spring that the maintenance left to desire.",
            "The prime minister will visit the place on Friday.",
        ],
    ),
    (Kind.BOILERPLATE, ["Subscribe to our newsletter", "Read also: Strike at the airport of Solvik"]),
]


def _rules() -> dict[str, Rule]:
    facts = [
        (
            "MT103",
            "garbled",
            Category.FLUENCY,
            Severity.MAJOR,
            "Wording that hardly a writer would choose.",
        ),
        ("MT102", "repetition", Category.FLUENCY, Severity.MAJOR, "The same words twice where once would do."),
        ("MT201", "incoherent", Category.ACCURACY, Severity.MAJOR, "A sentence that has nothing to do with the rest."),
        ("MT301", "untranslated", Category.ACCURACY, Severity.CRITICAL, "A word left in another language."),
        ("MT302", "foreign-convention", Category.LOCALE, Severity.MINOR, "A number or time written as elsewhere."),
        ("MT401", "name-drift", Category.ACCURACY, Severity.CRITICAL, "One name spelled in two ways."),
        ("MT402", "pronoun-drift", Category.ACCURACY, Severity.MAJOR, "A person whose pronoun changes."),
        ("MT501", "calque", Category.STYLE, Severity.MINOR, "A phrase carried over word for word."),
        ("MT601", "markup", Category.TERMINOLOGY, Severity.MINOR, "The page itself says that it was translated."),
    ]
    tail = (
        "Machine translation keeps the *shape* of the source where a translator would let it go. An editor stops here, "
        "because `English` has another way to say it.\n\n"
        "What it flags:\n\n- words that **do not belong** together\n- what a reader would have to read twice\n\n"
        "## What it does not flag\n\nQuotation marks, names and numbers by themselves.\n\n"
        "> The works will be carried to head.\n"
    )
    return {
        code: Rule(code, name, category, severity=severity, page=f"{summary}\n\n{tail}")
        for code, name, category, severity, summary in facts
    }


RULES = _rules()

_MARKS: list[tuple[str, str, float, str, dict[str, object], Severity | None]] = [
    ("MT501", "the rupture of a grue", 0.71, "A noun phrase strung together with “of”, as French would.", {}, None),
    (
        "MT301",
        "grue",
        0.97,
        "“grue” is French; it was left untranslated.",
        {"expected": ["crane"], "language": "fr"},
        None,
    ),
    ("MT103", "the Wednesday", 0.83, "A weekday takes no article here.", {"expected": ["Wednesday", "on"]}, None),
    (
        "MT103",
        "without to cause victims",
        0.94,
        "“without” is followed by an -ing form, never by “to”.",
        {"expected": ["without causing injuries", "without victims"], "surprisal": 11.4, "unigram": 4.2},
        Severity.CRITICAL,
    ),
    ("MT302", "6 h 40", 0.9, "A time of day written the French way.", {"expected": ["6:40 a.m."]}, None),
    ("MT301", "douane", 0.98, "“douane” was left untranslated.", {"expected": ["customs"], "language": "fr"}, None),
    (
        "MT401",
        "Mrs. Brand",
        0.88,
        "The woman called “Ilse Brandt” above is “Brand” here.",
        {"expected": ["Mrs. Brandt"], "variants": ["Ilse Brandt", "Mrs. Brand"]},
        None,
    ),
    ("MT402", "he had been", 0.8, "“Mrs. Brand” is “he” in the same sentence.", {"expected": ["she had been"]}, None),
    ("MT302", "1.240.000", 0.95, "Points between thousands; English has commas.", {"expected": ["1,240,000"]}, None),
    ("MT501", "put in valor", 0.86, "A calque: “mettre en valeur”.", {"expected": ["praised", "highlighted"]}, None),
    (
        "MT501",
        "made a call to the calm",
        0.82,
        "A calque: “appel au calme”.",
        {"expected": ["called for calm"]},
        None,
    ),
    (
        "MT102",
        "He said that the works of withdrawal will begin this week and",
        0.92,
        "The sentence before says the same in the same words.",
        {},
        None,
    ),
    (
        "MT103",
        "will begin this week and that they will be carried to head by a company specialized",
        0.77,
        "Fourteen words in a row that a writer of English would order otherwise.",
        {"expected": ["will start this week; a specialist firm will carry them out"]},
        None,
    ),
    ("MT501", "carried to head", 0.93, "A calque: “llevar a cabo”.", {"expected": ["carried out"]}, Severity.MAJOR),
    ("MT103", "do not discard no hypothesis", 0.89, "Two negatives where English has one.", {}, Severity.CRITICAL),
    (
        "MT201",
        "The recipe of the apple cake asks for three eggs.",
        0.81,
        "Nothing before or after it is about the same thing.",
        {"nearest": 0.07},
        None,
    ),
    (
        "MT501",
        "until new order",
        0.85,
        "A calque: “jusqu’à nouvel ordre”.",
        {"expected": ["until further notice"]},
        None,
    ),
    ("MT103", "a communicated", 0.91, "A participle where a noun belongs.", {"expected": ["a statement"]}, None),
    (
        "MT501",
        "left to desire",
        0.79,
        "A calque: “laissait à désirer”.",
        {"expected": ["fell short"]},
        None,
    ),
]


def _set_text() -> tuple[str, tuple[Segment, ...]]:
    text = ""
    segments: list[Segment] = []
    for kind, sentences in _PARAGRAPHS:
        text += "\n\n" if text else ""
        for at, sentence in enumerate(sentences):
            text += ("\n" if kind is Kind.BOILERPLATE else " ") if at else ""
            segments.append(Segment(len(segments), Span(len(text), len(text) + len(sentence)), kind))
            text += sentence
    return text + "\n", tuple(segments)


def finding(
    text: str,
    rule: str,
    words: str,
    confidence: float = 0.9,
    message: str = "A reader stops here.",
    evidence: dict[str, object] | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding of `rule` on the last place where `words` stand in `text`."""
    start = text.rindex(words)
    of = RULES[rule]
    span = Span(start, start + len(words))
    return Finding(
        Code(rule),
        span,
        words,
        severity=severity or of.severity,
        category=of.category,
        confidence=confidence,
        message=message,
        evidence=evidence or {},
    )


def _word_scores(text: str, segments: tuple[Segment, ...], findings: tuple[Finding, ...]) -> tuple[WordScore, ...]:
    """Scores as a model might give them: high under a finding, low elsewhere, the same every time."""
    scores: list[WordScore] = []
    for word in re.finditer(r"\w[\w.’-]*\w|\w", text):
        span = Span(*word.span())
        segment = next(s for s in segments if s.span.covers(span))
        if segment.kind is not Kind.BOILERPLATE:
            found = max((f.confidence for f in findings if f.span.overlaps(span)), default=0.0)
            wobble = sum(map(ord, word[0])) % 13 / 100
            scores.append(WordScore(span, round(min(0.99, wobble + 1.6 * max(0.0, found - 0.42)), 3)))
    return tuple(scores)


def wire_story() -> ArticleReport:
    """Sixteen sentences with nineteen findings, nested and overlapping, under every rule but one."""
    text, segments = _set_text()
    findings = tuple(finding(text, *mark) for mark in _MARKS)
    words = _word_scores(text, segments, findings)
    article = Article(
        id="https://wire.example/en/2025/11/18/varnholm-crane",
        text=text,
        title=_PARAGRAPHS[0][1][0],
        language="en",
        url="https://wire.example/en/2025/11/18/varnholm-crane",
        feed="https://wire.example/en/feed.xml",
        published="2025-11-18T09:12:00Z",
        part="page",
        evidence={"hreflang": "fr original at wire.example/fr"},
    )
    scores = tuple(_mean([w.score for w in words if segment.span.covers(w.span)]) for segment in segments)
    outcome = Verdict(Label.MACHINE, 0.974)
    return ArticleReport(
        article,
        "en",
        outcome,
        segments=segments,
        segment_scores=scores,
        findings=findings,
        words=words,
        signature=SIGNATURE,
    )


def _mean(scores: list[float]) -> float:
    """Of the upper half, as one bad phrase should tell in a long sentence."""
    upper = sorted(scores)[len(scores) // 2 :]
    return sum(upper) / len(upper) if upper else 0.0


def report_of(text: str, *findings: Finding, title: str = "", url: str | None = None, id: str = "one") -> ArticleReport:  # noqa: A002
    """A report whose article is one segment of body text."""
    segments = (Segment(0, Span(0, len(text)), Kind.BODY),) if text else ()
    return ArticleReport(
        article=Article(id=id, text=text, title=title, url=url),
        language="en",
        outcome=Verdict(Label.SUSPECT, 0.5),
        segments=segments,
        segment_scores=(0.5,) * len(segments),
        findings=findings,
        words=(),
        signature=SIGNATURE,
    )


def entry_of(report: ArticleReport) -> Entry:
    """The index's line for a report."""
    article = report.article
    counts = {severity: sum(f.severity is severity for f in report.all_findings) for severity in Severity}
    return Entry(
        article.id,
        article.title,
        article.url,
        part=article.part,
        words=len(report.words),
        outcome=report.outcome,
        findings=counts,
    )


def _entry(name: str, title: str, words: int, outcome: Verdict | Skipped, *counts: int) -> Entry:
    found = dict(zip((Severity.CRITICAL, Severity.MAJOR, Severity.MINOR), counts, strict=False))
    return Entry(
        f"https://wire.example/en/{name}",
        title,
        f"https://wire.example/en/{name}",
        part="page",
        words=words,
        outcome=outcome,
        findings=found,
    )


def batch(interrupted: bool = True) -> AuditReport:
    """Fourteen articles of every label, two of them skipped, and two inputs that failed."""
    entries = (
        _entry("budget", "Parliament passes budget after all-night debate", 612, Verdict(Label.CLEAN, 0.021), 0, 0, 1),
        _entry("rates", "Central bank holds rates, hints at cut in spring", 488, Verdict(Label.CLEAN, 0.004), 0, 0, 0),
        _entry(
            "storm", "The storm leaves without light thousands of homes", 351, Verdict(Label.MACHINE, 0.93), 2, 6, 3
        ),
        entry_of(wire_story()),
        _entry("ferry", "Ferry line to reopen in May", 47, Verdict(Label.UNDECIDED, None, "too short: 47 words of 80")),
        _entry("museum", "Museum buys back its stolen Madonna", 540, Verdict(Label.SUSPECT, 0.58), 0, 3, 2),
        _entry("strike", "Strike at the airport of Solvik: what one knows", 402, Verdict(Label.SUSPECT, 0.71), 1, 2, 4),
        _entry("school", "Teachers ask for the opening of more places", 277, Verdict(Label.SUSPECT, 0.49), 0, 1, 3),
        _entry("chess", "Fifteen-year-old wins national chess title", 333, Verdict(Label.CLEAN, 0.032), 0, 0, 0),
        _entry("wolves", "Wolves return to the northern valleys", 720, Verdict(Label.CLEAN, 0.081), 0, 1, 0),
        _entry("bridge", "New bridge opens a year ahead of schedule", 295, Verdict(Label.CLEAN, 0.013), 0, 0, 0),
        _entry("theatre", "Der Vorhang fällt", 210, Skipped("written in German; only English is audited")),
        _entry("empty", "", 0, Skipped("no text was found on the page")),
        _entry("trial", "Trial of the ex-minister begins; he denies", 389, Verdict(Label.SUSPECT, 0.64), 0, 2, 5),
    )
    failures = (
        Failure("https://wire.example/en/gone", "the server answered 404 Not Found; check the address"),
        Failure("drafts/old.doc", "not text, HTML, a feed or JSON Lines; convert it first"),
    )
    return AuditReport(entries, failures, SIGNATURE, interrupted=interrupted)
