"""What a page's markup says of translation."""

from __future__ import annotations

import pytest
from lxml import html

from mtaudit.core import Finding, Severity
from mtaudit.ingest.page_evidence import gather
from mtaudit.rules.provenance.markup import SIGNS, Markup
from tests.support.analysis import read

TEXT = "Mayor opens new bridge\n\nThe mayor opened the bridge over the river on Monday morning."


def found(evidence: dict[str, str], text: str = TEXT) -> list[Finding]:
    return list(Markup().detect(read(text, "Mayor opens new bridge", evidence)))


@pytest.mark.parametrize(
    ("page", "sign", "severity"),
    [
        (
            '<html lang="en"><head><link rel="machine-translated-from" hreflang="de" href="https://example.org/">',
            "machine-translated-from",
            Severity.MAJOR,
        ),
        ('<html lang="en" class="translated-ltr"><body>', "translated-class", Severity.MAJOR),
        ('<html lang="en"><body><div class="gtranslate_wrapper">', "translation-plugin", Severity.MINOR),
        (
            '<html lang="en"><head><meta property="og:locale" content="de_DE">',
            "lang-mismatch",
            Severity.MINOR,
        ),
    ],
)
def test_sign_that_parsing_sees_is_reported_on_the_title(page: str, sign: str, severity: Severity) -> None:
    (finding,) = found(gather(html.document_fromstring(page + "<p>The mayor opened the bridge.</p>"), None))
    assert finding.text == "Mayor opens new bridge"
    assert finding.evidence["sign"] == sign
    assert finding.evidence["seen"]
    assert finding.severity is severity


def test_strong_signs_are_surer_than_weak_ones() -> None:
    by_severity = {s: [sign.confidence for sign in SIGNS.values() if sign.severity is s] for s in Severity}
    assert min(by_severity[Severity.MAJOR]) >= 0.9
    assert max(by_severity[Severity.MINOR]) <= 0.5


def test_each_sign_is_a_finding_and_the_weightiest_comes_first() -> None:
    seen = {"translation-plugin": "GTranslate: gt_switcher", "translated-class": "translated-ltr"}
    assert [f.evidence["sign"] for f in found(seen)] == ["translated-class", "translation-plugin"]


def test_versions_in_a_few_languages_are_nothing_odd() -> None:
    assert found({"hreflang": "de, es, fr"}) == []
    assert len(found({"hreflang": ", ".join("ar bg cs da de es fi fr hu it ja nl".split())})) == 1


def test_article_without_prose_has_no_place_for_it() -> None:
    assert found({"translated-class": "translated-ltr"}, text="") == []
