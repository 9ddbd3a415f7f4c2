"""Articles that are read together are read as each would be alone, to the last bit."""

from __future__ import annotations

import pytest

from mtaudit.encoders import Encoders
from mtaudit.encoders.passes import LARGEST, Pass, Passed, Reading, run, together
from mtaudit.encoders.words import Prose, read_words
from tests.encoders.test_fluency import STORY, lines_of

SLIPS = "Police said the man was arrested in connection of the killing of two women on Sunday."
LONG = "\n".join(f"Line {i} says that the harbor in the north was closed of repairs on Monday." for i in range(90))


def prose(text: str) -> Prose:
    return Prose(text, *lines_of(text))


def test_what_is_read_beside_an_article_changes_nothing(encoders: Encoders) -> None:
    articles = [prose(text) for text in (STORY, SLIPS, LONG, SLIPS + "\n" + STORY, "One word")]
    alone = [read_words(encoders.fluency, encoders.tagger, [article])[0] for article in articles]
    assert read_words(encoders.fluency, encoders.tagger, articles) == alone
    assert read_words(encoders.fluency, encoders.tagger, articles[::-1]) == alone[::-1]
    assert any(word.repair for word in alone[1].words)


def test_passes_are_run_together_as_far_as_they_fit(encoders: Encoders, monkeypatch: pytest.MonkeyPatch) -> None:
    if not encoders.fluency.alike:
        pytest.fail("on this processor articles are read one by one, which takes short ones twice as long")
    sizes: list[list[int]] = []

    def counted(model: object, passes: list[Pass]) -> list[Passed]:
        sizes.append([len(one.ids) for one in passes])
        return run(encoders.fluency.model, passes)

    def reading(*lengths: int) -> Reading[int]:
        for length in lengths:
            passed = yield Pass([encoders.fluency.document_mark] * length, range(length))
            assert passed.last.shape[0] == length
        return sum(lengths)

    monkeypatch.setattr("mtaudit.encoders.passes.run", counted)
    found = together(encoders.fluency.model, [reading(5, 7), reading(), reading(LARGEST - 4), reading(2, 2, 2)])
    assert found == [12, 0, LARGEST - 4, 6]
    assert sizes == [[5], [LARGEST - 4, 2], [7, 2], [2]]
