"""Sentences of other languages: no character is lost, whatever the text holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.segment.foreign import foreign_sentences

ODD = 'aÄß。！？.!? \u00a0\u3000\n\r\u2028«»“”"()[]1ADr漢字かな\u0627😀\u0301\u200b\ud83d\x00–'


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        ("de", "Er kam am 3. Mai. Dr. Meier ging.", ["Er kam am 3. Mai.", "Dr. Meier ging."]),
        ("zh", "他来了。她走了。\n再见！", ["他来了。", "她走了。", "再见！"]),
        ("ja", "彼は来た。彼女は行った。", ["彼は来た。", "彼女は行った。"]),
        ("und", "Ta wata. Ba haka ba.", ["Ta wata.", "Ba haka ba."]),
    ],
)
def test_sentences_end_where_the_language_ends_them(language: str, text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in foreign_sentences(text, language)] == sentences


@given(st.text(st.sampled_from(ODD)) | st.text(), st.sampled_from(["de", "zh", "ar", "und"]))
def test_only_white_space_lies_between_sentences(text: str, language: str) -> None:
    at, between = 0, ""
    for span in foreign_sentences(text, language):
        assert span.start >= at
        between += text[at : span.start]
        at = span.end
    assert not (between + text[at:]).strip()
