"""Words of examples carry the mark of the piece that they begin in; features are the same as in an audit."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mtaudit.core import Kind, Segment, Span
from mtaudit.models import Models
from mtaudit.models.prose import Prose
from mtaudit.models.tagging.recurrent.tagger import RecurrentTagger
from mtaudit.models.tagging.words import read_words
from mtaudit.segment import words
from mtaudit.training.features import extract, load_features, read_document, words_of
from mtaudit.training.pool import Document, Example
from mtaudit.training.readers import Marked, sound_sentence
from mtaudit.training.splits import Split

TEXT = "The well-known duty (he said) cost 4.5 million."
BAD = (0.0, 0.0, 1.0, 0.0, 0.5, 0.0, 0.0, 0.0)


def test_a_word_has_the_mark_of_its_piece() -> None:
    found = words_of(Example(Marked(TEXT, BAD, kinds=("", "", "grammar", "", "", "", "", "")), "mqm"))
    marks = {span.of(TEXT): float(bad) for span, bad in zip(found.spans, found.bad, strict=True)}
    assert marks["duty"] == 1.0
    assert marks["said"] == 0.5
    assert marks["he"] == marks["well-known"] == 0.0
    assert found.kinds[[s.of(TEXT) for s in found.spans].index("duty")] == "grammar"


def test_shards_hold_every_word_once_and_a_second_run_reads_nothing_anew(models: Models, tmp_path: Path) -> None:
    texts = ["The council met on Tuesday.", "", "It was raining cats in the of dogs, she says."]
    documents = [Document(tuple(Example(sound_sentence(text), "") for text in texts), Split.TRAIN)]
    steps: list[tuple[int, int]] = []
    for _ in range(2):
        extract(documents, models.fluency_folder, tmp_path, 1, lambda done, of: steps.append((done, of)))
    assert steps == [(0, 1), (1, 1), (1, 1)]
    (rows,) = load_features(documents, models.fluency_folder, tmp_path)
    assert len(rows) == sum(len(words_of(e).spans) for e in documents[0].examples)
    assert np.isfinite(rows.astype(np.float32)).all()


def test_training_reads_a_sentence_as_an_audit_does(models: Models) -> None:
    text = "The council met on Tuesday.\nIt was raining cats in the of dogs, she says."
    lines = text.split("\n")
    local = [list(words(line, Span(0, len(line)))) for line in lines]
    rows = read_document(models.fluency, list(zip(lines, local, strict=True)))
    segments = [Segment(0, Span(0, 27), Kind.BODY), Segment(1, Span(28, len(text)), Kind.BODY)]
    prose = Prose(text, segments, [list(words(text, s.span)) for s in segments])
    (found,) = read_words(models.fluency, models.tagger, [prose])
    assert isinstance(models.tagger, RecurrentTagger)
    sentences = np.split(rows, [len(local[0])])
    expected = np.concatenate([tag.scores for tag in models.tagger.tag_sentences(sentences)])
    np.testing.assert_allclose([w.score for w in found.words], expected, atol=1e-2)
