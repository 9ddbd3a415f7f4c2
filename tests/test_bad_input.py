"""Input that mtaudit was not made for: each kind has a label, a reason and findings that a user can make sense of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from mtaudit.auditor import Auditor
from mtaudit.config import Settings
from mtaudit.core import Article, ArticleReport, Label, Verdict
from mtaudit.models import Models

pytestmark = pytest.mark.model

SAMPLES = Path("corpora/samples")
POEM = """All night the rain came over
the low hills and the clover,
and who was I to stop it,
or hold the cup and drop it?

O slow and silver river,
that never was a giver,
take back the little morning
you left without a warning."""


@cache
def _auditor() -> Auditor:
    settings = Settings()
    return Auditor(settings, Models(settings))


def audited(text: str) -> tuple[Verdict, ArticleReport]:
    report = _auditor().audit(Article("bad input", text))
    assert isinstance(report.outcome, Verdict)
    return report.outcome, report


def sound(name: str = "clean-ferry-inquiry.txt") -> list[str]:
    return (SAMPLES / name).read_text("utf-8").strip().split("\n\n")


def rot13(text: str) -> str:
    return text.translate(
        {
            ord(a): chr((ord(a.lower()) - 97 + 13) % 26 + (97 if a.islower() else 65))
            for a in text
            if a.isascii() and a.isalpha()
        }
    )


def test_a_page_of_cipher_is_unreadable_and_no_machine_s() -> None:
    verdict, report = audited(rot13("\n\n".join(sound())))
    assert (verdict.label, verdict.probability) == (Label.UNDECIDED, None)
    assert (verdict.reason or "").startswith("unreadable:")
    assert {f.rule for f in report.findings} <= {"MT301"}


def test_a_poem_inside_an_article_does_not_make_it_a_machine_s() -> None:
    paragraphs = sound()
    text = "\n\n".join([*paragraphs[:5], POEM, *paragraphs[5:]])
    verdict, report = audited(text)
    assert verdict.label is Label.CLEAN
    poem = text.index(POEM)
    outside = [f for f in report.findings if not poem <= f.span.start < poem + len(POEM)]
    assert outside == []


def test_twenty_unrelated_sentences_in_a_row_are_no_machine_s() -> None:
    names = sorted(path.name for path in SAMPLES.glob("clean-*.txt"))
    prose = [[p for p in sound(name)[2:] if p.count(" ") > 15 and "“" not in p] for name in names]
    sentences = [own[i].split(". ")[0].rstrip(".") + "." for i in range(5) for own in prose if i < len(own)]
    assert len(set(sentences)) >= 20
    verdict, report = audited("\n\n".join(sentences[:20]))
    assert len(report.findings) <= 2
    assert verdict.label in (Label.CLEAN, Label.UNDECIDED)


def test_an_article_of_two_languages_is_judged_by_its_english() -> None:
    french = "Le conseil a dit mardi que le pont serait fermé pour des travaux. Ils coûteront deux millions d’euros."
    verdict, report = audited("\n\n".join([french, *sound()]))
    assert verdict.label is Label.CLEAN
    assert [f.rule for f in report.findings if f.span.end <= len(french)] == ["MT301", "MT301"]


def test_an_all_caps_text_is_not_called_a_machine_s() -> None:
    verdict, report = audited("\n\n".join(sound()).upper())
    assert verdict.label is not Label.MACHINE
    assert 1000 * len(report.findings) / report.word_count <= 10


@pytest.mark.parametrize("text", ["x\n" * 200, "1 2 3 4 5 6 7 8 9\n" * 40, "— — — …\n" * 60])
def test_lists_and_tables_without_prose_are_undecided(text: str) -> None:
    verdict, report = audited(text)
    assert verdict.label is Label.UNDECIDED
    assert verdict.reason
    assert [f for f in report.findings if f.rule == "MT103"] == []
