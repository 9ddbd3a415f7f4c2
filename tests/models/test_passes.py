"""Articles that are read together are read as each would be alone, to the last bit."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoConfig, AutoModelForCausalLM

from mtaudit.errors import ModelError
from mtaudit.models import Models
from mtaudit.models.lm.passes import APART, LARGEST, Pass, PassCoroutine, Passed, register, run, together
from mtaudit.models.lm.surprisal import FluencyModel
from mtaudit.models.prose import Prose
from mtaudit.models.tagging.words import read_words
from tests.support.fluency import STORY, lines_of

pytestmark = pytest.mark.model

SLIPS = "Police said the man was arrested in connection of the killing of two women on Sunday."
LONG = "\n".join(f"Line {i} says that the harbor in the north was closed of repairs on Monday." for i in range(90))


def prose(text: str) -> Prose:
    return Prose(text, *lines_of(text))


def test_what_is_read_beside_an_article_changes_nothing(models: Models) -> None:
    articles = [prose(text) for text in (STORY, SLIPS, LONG, SLIPS + "\n" + STORY, "One word")]
    alone = [read_words(models.fluency, models.tagger, [article])[0] for article in articles]
    assert read_words(models.fluency, models.tagger, articles) == alone
    assert read_words(models.fluency, models.tagger, articles[::-1]) == alone[::-1]
    assert any(word.repair for word in alone[1].words)


def test_passes_are_run_together_as_far_as_they_fit(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[list[int]] = []

    def counted(model: object, passes: list[Pass]) -> list[Passed]:
        sizes.append([len(one.ids) for one in passes])
        return run(models.fluency.model, passes)

    def analysis(*lengths: int) -> PassCoroutine[int]:
        for length in lengths:
            passed = yield Pass([models.fluency.document_mark] * length, range(length))
            assert passed.last.shape[0] == length
        return sum(lengths)

    monkeypatch.setattr("mtaudit.models.lm.passes.run", counted)
    found = together(models.fluency.model, [analysis(5, 7), analysis(), analysis(LARGEST - 4), analysis(2, 2, 2)])
    assert found == [12, 0, LARGEST - 4, 6]
    assert sizes == [[5], [LARGEST - 4], [7, 2], [2], [2]]


def test_a_model_with_an_attention_of_its_own_is_refused(tmp_path: Path) -> None:
    config = AutoConfig.for_model("bloom", vocab_size=8, hidden_size=8, n_layer=1, n_head=1)
    AutoModelForCausalLM.from_config(config).save_pretrained(tmp_path)
    with pytest.raises(ModelError, match="attention"):
        FluencyModel.load(tmp_path)


def test_a_model_that_looks_back_less_far_than_a_pass_is_refused(tmp_path: Path) -> None:
    sizes = {"vocab_size": 8, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "head_dim": 8}
    config = AutoConfig.for_model("mistral", **sizes, num_key_value_heads=1, intermediate_size=8, sliding_window=512)
    AutoModelForCausalLM.from_config(config).save_pretrained(tmp_path)
    with pytest.raises(ModelError, match="attention"):
        FluencyModel.load(tmp_path)


@pytest.mark.parametrize("kind", ["gpt2", "opt", "gpt_neox", "qwen3", "gemma3_text"])
def test_models_of_other_kinds_read_texts_apart_too(kind: str) -> None:
    sizes = {"vocab_size": 64, "hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "head_dim": 8}
    sizes |= {"num_key_value_heads": 2, "intermediate_size": 32, "word_embed_proj_dim": 32}
    torch.manual_seed(1)
    plain = AutoModelForCausalLM.from_config(AutoConfig.for_model(kind, **sizes)).eval()
    register()
    apart = AutoModelForCausalLM.from_config(AutoConfig.for_model(kind, **sizes), attn_implementation=APART).eval()
    apart.load_state_dict(plain.state_dict())
    texts = [range(3, 20), range(30, 36)]
    with torch.inference_mode():
        alone = [plain.base_model(torch.tensor([list(text)])).last_hidden_state[0] for text in texts]
    together = run(apart, [Pass(text, range(len(text))) for text in texts])
    assert all(torch.allclose(one.last, other, atol=1e-5) for one, other in zip(together, alone, strict=True))
