"""What is invisible, wrongly decoded or swapped in an article changes neither its verdict nor what else is found."""

from __future__ import annotations

from functools import cache

import pytest

from mtaudit.auditor import Auditor
from mtaudit.compare.originals import original_of
from mtaudit.config import Settings
from mtaudit.core import Article, ArticleReport, Label, Verdict, visible
from mtaudit.gate.suppressions import Suppressions
from mtaudit.models import Models

pytestmark = pytest.mark.model

OWN = ("MT304", "MT305", "MT306")
TEXT = (
    "The town hall said on Thursday that the swimming baths in Mill Lane wouldn't open until June, as it's short of "
    "money. Workers who were replacing the boiler in January found that the roof had rusted through in three places. "
    "“We didn't know,” said Anna Reed, who runs the pool, “and we couldn't have known: it hadn't been looked at since "
    "they built it.” The repair will cost about two million pounds, half of which the insurers have agreed to pay.\n\n"
    "Some four hundred children have their lessons there each week, and their schools are looking for another pool. "
    "They haven't found one that isn't full. The head of the swimming club said that its members weren't surprised. "
    "“It's what we've told the council for years,” she said. “You can't paint over rust and say you'd mended it.”\n\n"
    "The council's own engineers had given the same warning in the frame of a survey two winters ago, but its "
    "findings weren't published at first. A meeting for residents will be held at the library on Monday evening, where "
    "the plans will be on show. It doesn't cost anything to go, and "
    "nobody who lives in the ward needs to say in advance that they'll come."
).replace("'", "’")


@cache
def auditor() -> Auditor:
    settings = Settings()
    return Auditor(settings, Models(settings))


@cache
def audit(text: str, title: str = "") -> ArticleReport:
    return auditor().audit(Article("article", text, title))


def within(text: str, mark: str) -> str:
    """The text with a mark inside each of its longer words."""
    return " ".join(w[:2] + mark + w[2:] if w[:4].isalpha() and len(w) > 4 else w for w in text.split(" "))


def others(report: ArticleReport) -> list[tuple[str, str, float, str, str]]:
    """What is found besides damage to characters."""
    found = [f for f in report.findings if f.rule not in OWN]
    return [(f.rule, visible(f.text), f.confidence, f.message, f.fingerprint) for f in found]


def own(report: ArticleReport) -> list[str]:
    return [f.rule for f in report.findings if f.rule in OWN]


def verdict(report: ArticleReport) -> Verdict:
    assert isinstance(report.outcome, Verdict)
    return report.outcome


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200b\u00ad"])
def test_invisible_characters_change_nothing_but_are_one_finding(mark: str) -> None:
    text = within(TEXT, mark)
    report, plain = audit(text), audit(TEXT)
    assert verdict(report) == verdict(plain)
    assert others(report) == others(plain)
    assert [visible(s.span.of(text)) for s in report.segments] == [s.span.of(TEXT) for s in plain.segments]
    assert [visible(w.span.of(text)) for w in report.words] == [w.span.of(TEXT) for w in plain.words]
    assert [w.score for w in report.words] == [w.score for w in plain.words]
    assert own(report) == ["MT306"]
    assert report.article.text == text
    assert all(f.text == f.span.of(text) for f in report.findings)


def test_an_invisible_character_hides_no_finding() -> None:
    report = audit(TEXT.replace("in the frame of a", "in the fr\u200bame of a"))
    assert [f.text for f in report.findings if f.rule == "MT501"] == ["in the fr\u200bame of a"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (TEXT.encode().decode("cp1252", "ignore"), "MT304"),
        (TEXT.replace("’", "â€™").replace("“", "â€œ").replace("”", "â€\u009d"), "MT304"),
        (TEXT.replace("’", "&rsquo;").replace("“", "&amp;ldquo;").replace("”", "&#8221;"), "MT304"),
        (TEXT.replace("’", "\ufffd"), "MT304"),
        (TEXT.replace("a", "а"), "MT305"),
        (TEXT.replace("u", "û"), "MT305"),
        (TEXT.replace("fi", "ﬁ").replace("ff", "ﬀ"), "MT305"),
    ],
    ids=["read as Windows-1252", "mojibake", "entities", "lost", "Cyrillic a", "accented u", "ligatures"],
)
def test_damage_to_sound_copy_is_a_few_findings_and_changes_no_verdict(text: str, rule: str) -> None:
    report, plain = audit(text), audit(TEXT)
    assert verdict(report) == verdict(plain)
    assert verdict(plain).label is Label.CLEAN
    assert [(rule, confidence) for rule, _, confidence, *_ in others(report)] == [
        (rule, confidence) for rule, _, confidence, *_ in others(plain)
    ]
    assert set(own(report)) == {rule}
    assert len(own(report)) <= 5
    assert all(f.text == f.span.of(text) for f in report.findings)


def test_each_form_of_a_word_is_one_finding_with_its_count() -> None:
    text = "It isnâ€™t, and it isnâ€™t, and she wonâ€™t say why it isnâ€™t. " + TEXT
    found = [f for f in audit(text).findings if f.rule == "MT304"]
    assert [(f.text, f.evidence["count"], f.evidence["expected"]) for f in found] == [
        ("isnâ€™t", 3, ["isn’t"]),
        ("wonâ€™t", 1, ["won’t"]),
    ]
    assert "3 times" in found[0].message


def test_the_same_damage_in_many_words_is_one_finding() -> None:
    found = [f for f in audit(TEXT.replace("a", "а")).findings if f.rule == "MT305"]
    assert len(found) == 1
    assert found[0].evidence["expected"] == ["hall"]
    assert found[0].evidence["count"] == sum("a" in word for word in TEXT.replace("-", " ").split())


def test_a_title_apart_from_the_text_is_read_the_same_way() -> None:
    title = "Swimming baths wonâ€™t o\u200bpen"
    report = audit(TEXT, title)
    assert report.article.title == title
    assert [(f.rule, f.text) for f in report.title_findings] == [("MT304", "wonâ€™t")]


def test_a_title_is_known_in_the_text_whatever_is_invisible_in_it() -> None:
    text = f"Swimming baths stay closed\n\n{TEXT}"
    report = audit(text, "Swim\u00adming baths stay clo\u200bsed")
    assert report.title_findings == ()
    assert report.segments[0].kind == "title"
    assert report.article.title == "Swim\u00adming baths stay clo\u200bsed"


def test_a_page_of_invisible_characters_is_empty() -> None:
    outcome = audit("\ufeff\u200b\n\u2060").outcome
    assert not isinstance(outcome, Verdict)
    assert outcome.reason.startswith("empty")


def test_a_suppression_holds_whatever_is_invisible_in_the_text() -> None:
    rows = Suppressions.parse(
        '[[ignore]]\narticle = "*"\nrule = "MT501"\ntext = "in the frame of"\nreason = "as spoken"\n', "test"
    )
    report = audit(within(TEXT, "\u00ad"))
    assert [f.rule for f in report.findings if rows.match(report.article, f)] == ["MT501"]


def test_an_original_is_read_without_what_is_invisible() -> None:
    original = original_of(Article("o", within(TEXT, "\u00ad")))
    plain = original_of(Article("o", TEXT))
    assert (original.text, original.sentences) == (plain.text, plain.sentences)
