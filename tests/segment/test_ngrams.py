"""The detector that numpy makes faster says what langdetect's own says, to the last bit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from langdetect.lang_detect_exception import LangDetectException

from mtaudit.segment.language import _factory, detect
from mtaudit.segment.ngrams import FastDetector

WORDS = "the council der Stadtrat le conseil город советы 東京 都 bridge agreed Brücke río Þetta er 1,000 http://a.example".split()
WORDS += "NATO iPhone OKs a mail@b.example Verwaltungsgerichtsbarkeitsreform tie\u0302\u0301ng Việt".split()
WORDS += ["two  spaces"]


def said(fast: bool, text: str) -> list[tuple[str, float]] | None:
    detector = FastDetector(_factory()) if fast else _factory().create()
    detector.append(text)
    try:
        return [(guess.lang, float(guess.prob)) for guess in detector.get_probabilities()]
    except LangDetectException:
        return None


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=60))
def test_the_fast_detector_says_the_same_to_the_last_bit(text: str) -> None:
    assert said(True, text) == said(False, text)


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=60))
def test_the_language_is_the_same_where_its_probability_is_not_wanted(text: str) -> None:
    assert detect(text, exactly=False)[0] == detect(text)[0]
