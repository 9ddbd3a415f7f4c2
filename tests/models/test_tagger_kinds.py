"""Taggers of other kinds: what a file says that it holds decides what loads it, and an audit runs it like the first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors import safe_open

from mtaudit.auditor import Auditor
from mtaudit.config import Settings
from mtaudit.core import ERROR_KINDS, Article
from mtaudit.errors import ModelError
from mtaudit.models import Models
from mtaudit.models.lm.facts import LmFacts
from mtaudit.models.prose import Prose
from mtaudit.models.store.resolve import file_hash
from mtaudit.models.tagging.interface import Tagging, WordTagger
from mtaudit.models.tagging.load import LOADERS, PACKAGED, load_tagger
from mtaudit.models.tagging.recurrent.network import Ensemble, Network, Shape
from mtaudit.models.tagging.recurrent.tagger import KIND, Fitted, RecurrentTagger, save
from mtaudit.models.tagging.weights_file import metadata_of, write
from mtaudit.rules.fluency.garbled import SAYS
from tests.support.other_tagger import decision_on

pytestmark = pytest.mark.model

TEXT = (
    "The council met on Tuesday to discuss the harbor.\n\n"
    "Disproportionately many residents said that the road had been closed in connection of repairs."
)


@dataclass(frozen=True)
class ByLength:
    """The longer a word, the worse; a segment is a machine's by its number of words. It asks no language model."""

    sha256: str
    base: str | None = None
    needs_lm: bool = False

    @classmethod
    def load(cls, path: Path) -> ByLength:
        return cls(file_hash(path))

    def tag(self, prose: Prose, facts: LmFacts | None) -> Tagging:
        assert facts is None
        lengths = [len(word.of(prose.text)) for words in prose.words for word in words]
        return Tagging(
            tuple(min(1.0, length / 20) for length in lengths),
            tuple("terminology" if length > 12 else "" for length in lengths),
            tuple(float(len(words)) for words in prose.words),
        )


@dataclass(frozen=True)
class BySurprisal:
    """The more surprising a word, the worse; it belongs to one language model."""

    sha256: str
    base: str | None
    needs_lm: bool = True

    @classmethod
    def load(cls, path: Path) -> BySurprisal:
        return cls(file_hash(path), metadata_of(path)["base"])

    def tag(self, prose: Prose, facts: LmFacts | None) -> Tagging:
        assert facts is not None
        assert [[word.span for word in words] for words in facts.words] == [list(words) for words in prose.words]
        words = [word for segment in facts.words for word in segment]
        return Tagging(
            tuple(min(1.0, word.surprisal / 30) for word in words), ("",) * len(words), (0.0,) * len(prose.segments)
        )


def written(folder: Path, kind: str, version: int = 1, **facts: str) -> Path:
    path = folder / "tagger.safetensors"
    write(path, kind, version, {"weight": torch.zeros(1)}, facts)
    return path


def judged(tagger: Path, **more: int) -> Settings:
    """Settings of a tagger and a decision that names it."""
    decision = tagger.with_name("decision.toml")
    decision.write_text(decision_on(file_hash(tagger)), "utf-8")
    return Settings(tagger=tagger, decision=decision, **more)


def test_a_tagger_without_a_language_model_audits_an_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LOADERS, ("length", "1"), ByLength.load)
    settings = judged(written(tmp_path, "length"), min_words=1)
    auditor = Auditor(settings, Models(settings))
    analysis = auditor.analyze(Article("a", TEXT))
    assert [(w.score, w.kind) for w in analysis.fluency] == [
        (round(min(1.0, len(w.span.of(TEXT)) / 20), 4), "terminology" if len(w.span.of(TEXT)) > 12 else "")
        for w in analysis.fluency
    ]
    assert len(analysis.fluency) == sum(analysis.machine) == len(TEXT.split())
    report = auditor.audit(Article("a", TEXT))
    assert any("looks wrong." in f.message for f in report.findings), [f.message for f in report.findings]
    likely = {w.span.of(TEXT): w.score for w in report.words}
    assert max(likely, key=likely.__getitem__) == "Disproportionately"
    assert f"tagger:{file_hash(tmp_path / 'tagger.safetensors')[:12]}" in report.signature


def test_a_tagger_of_another_kind_is_given_the_facts_and_bound_to_its_language_model(
    models: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LOADERS, ("surprisal", "1"), BySurprisal.load)
    settings = judged(written(tmp_path, "surprisal", base=str(models.tagger.base)))
    words = Auditor(settings, Models(settings)).analyze(Article("a", TEXT)).fluency
    assert [w.score for w in words] == [round(min(1.0, w.surprisal / 30), 4) for w in words]
    assert [w.surprisal for w in words] == [
        w.surprisal for w in Auditor(Settings(), models).analyze(Article("a", TEXT)).fluency
    ]
    written(tmp_path, "surprisal", base="another")
    with pytest.raises(ModelError, match="trained on another language model"):
        _ = Models(settings).tagger


@pytest.mark.parametrize(
    ("kind", "version", "named"),
    [("transformer", 1, "kind 'transformer'"), (KIND, 7, "format '7'"), ("x" * 5000, 1, "kind 'xxx")],
)
def test_a_kind_or_a_format_that_is_not_known_is_refused_with_advice(
    tmp_path: Path, kind: str, version: int, named: str
) -> None:
    path = written(tmp_path, kind, version)
    with pytest.raises(ModelError, match=named) as refused:
        load_tagger(path)
    assert "update mtaudit, or train a tagger anew" in str(refused.value)
    assert len(str(refused.value)) < 400 + len(str(path))


def test_weights_of_something_else_hold_no_tagger(tmp_path: Path) -> None:
    for facts in ({"format": "pt"}, None):
        from safetensors.torch import save_file

        save_file({"weight": torch.zeros(1)}, tmp_path / "model.safetensors", facts)
        with pytest.raises(ModelError, match="holds no tagger"):
            load_tagger(tmp_path / "model.safetensors")


def test_a_tagger_that_names_kinds_of_error_unknown_to_the_rules_is_refused(tmp_path: Path) -> None:
    torch.manual_seed(0)
    fitted = Fitted(np.zeros((2, 3), np.float32), ("grammar", "tone"))
    save(tmp_path / "tagger.safetensors", Ensemble([Network(Shape(12, 3, 2, views=3, kinds=2))]), fitted, "base")
    with pytest.raises(ModelError, match="unknown kinds of error: tone"):
        load_tagger(tmp_path / "tagger.safetensors")
    assert set(SAYS) == {*ERROR_KINDS, ""}


def test_a_recurrent_tagger_that_names_no_kind_is_still_read(tmp_path: Path) -> None:
    from safetensors.torch import save_file

    with safe_open(PACKAGED, framework="pt") as file:
        names = file.keys()
        tensors = {name: file.get_tensor(name) for name in names}
        facts = {name: value for name, value in file.metadata().items() if name not in ("kind", "format")}
    save_file(tensors, tmp_path / "older.safetensors", facts)
    assert load_tagger(tmp_path / "older.safetensors").base == load_tagger().base


def test_the_recurrent_tagger_refuses_to_guess_what_it_is_not_given() -> None:
    tagger: WordTagger = load_tagger()
    assert isinstance(tagger, RecurrentTagger)
    with pytest.raises(ValueError, match="facts of the language model"):
        tagger.tag(Prose("", (), ()), None)
