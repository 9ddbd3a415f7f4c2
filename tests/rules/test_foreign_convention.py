"""MT302: the table and what is made of a match."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.core import Analysis, Article, Finding, Kind, Segment, Span
from mtaudit.rules.residue.foreign_convention import Convention, ForeignConvention, conventions

ROW: dict[str, Any] = {
    "name": "n",
    "pattern": "x(y)",
    "message": "m",
    "say": ["{0}"],
    "languages": [],
    "example": "xy",
    "must_pass": [],
}
CAMEL = [
    "YouTube",
    "iPhone",
    "McDonald",
    "eBay",
    "PayPal",
    "FaceTime",
    "LaGuardia",
    "WeShare",
    "MacBook",
    "DeVos",
    "iPhoto",
]


def detect(text: str, kind: Kind = Kind.BODY) -> list[Finding]:
    segments = (Segment(0, Span(0, len(text)), kind),) if text else ()
    return list(ForeignConvention().detect(Analysis(Article("x", text), segments)))


@pytest.mark.parametrize("row", conventions(), ids=lambda row: row.name)
def test_every_row_is_found_in_its_example_only(row: Convention) -> None:
    assert row.name in [f.evidence["row"] for f in detect(row.example)]
    assert row.must_pass
    for text in row.must_pass:
        assert detect(text) == []


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("Called « Friends of the Sea ».", "« Friends of the Sea »", "“Friends of the Sea”"),
        ("Called „Sea“ here.", "„Sea“", "“Sea”"),
        ("It cost €5,50 then.", "€5,50", "€5.50"),
        ("Up by 3,5 percent.", "3,5", "3.5"),
        ("A sum of 1.000,50 euros.", "1.000,50", "1,000.50"),
        ("A sum of 10\u00a0000,00 euros.", "10\u00a0000,00", "10,000.00"),
        ("All 1.250.000 of them.", "1.250.000", "1,250,000"),
        ("It costs 50 € now.", "50 €", "€50"),
        ("It cost 5 millions of dollars.", "5 millions of dollars", "5 million dollars"),
        ("At school № 12 today.", "№ 12", "No. 12"),
        ("The 75-th time.", "75-th", "75th"),
        ("The 1960-s were good.", "1960-s", "1960s"),
        ("It begins at 18h30 today.", "18h30", "18:30"),
        ("It begins at 9h30 today.", "9h30", "9:30"),
        ("On the 5 of May he left.", "5 of May", "5 May"),
        ("On 5. July 2019 he left.", "5. July", "5 July"),
        ("He was away from 5. July, she said.", "5. July", "5 July"),
        ("Called »Sea« here.", "»Sea«", "“Sea”"),
        ("Called ‚Sea‘ here.", "‚Sea‘", "“Sea”"),
        ("At school Nr. 5 today.", "Nr. 5", "No. 5"),
        ("At school n° 5 today.", "n° 5", "No. 5"),
        ("At about 13 o'clock he left.", "13 o'clock", "13"),
        ("It cost 3,7 millions of euros.", "3,7 millions of euros", "3.7 million euros"),
        ("He paid 75.000 € for it.", "75.000 €", "€75,000"),
    ],
)
def test_the_english_way_is_given(text: str, marked: str, expected: str) -> None:
    (found,) = detect(text)
    assert found.text == found.span.of(text) == marked
    suggestions = found.evidence["expected"]
    assert isinstance(suggestions, list)
    assert suggestions[0] == expected


@pytest.mark.parametrize("row", [ROW | {"nmae": ""}, {k: v for k, v in ROW.items() if k != "must_pass"}])
def test_a_faulty_row_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="row"):
        Convention.of(row)


@given(st.text(alphabet="ab \n.\"'“”‘’`", max_size=60))
def test_english_quotation_marks_are_never_marked(text: str) -> None:
    assert detect(text) == []


@given(st.lists(st.sampled_from([*CAMEL, "and", "to", "at", "read", "share", "more"]), max_size=12))
def test_capitals_inside_names_are_never_marked(words: list[str]) -> None:
    assert detect(" ".join(words)) == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.text())
def test_findings_never_overlap_and_lie_in_the_text(before: str, after: str) -> None:
    text = f"{before} 3,5 percent at 18h30 «so» {after}"
    spans = sorted(f.span for f in detect(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.end <= len(text) for span in spans)


def test_page_furniture_is_left_alone() -> None:
    assert detect("Published on monday at 18h30", Kind.BOILERPLATE) == []


@pytest.mark.parametrize(
    "piece", ["«", "„", "a\u00a0?", "1.", "1 000 ", ",,", "《", "<<a", "5 of ", "1€", "XIX", "aShare ", "\u00a0", "5. "]
)
def test_search_is_linear(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    start = time.perf_counter()
    detect(text)
    assert time.perf_counter() - start < 3
