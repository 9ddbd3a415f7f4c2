"""Sentence embeddings: what each segment is about."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtaudit.errors import ModelError
from mtaudit.models.process import prepare

MOST_CHARACTERS = 2000
"""More of a segment is not read; the model itself stops after 256 word pieces."""


class SentenceEncoder:
    """A sentence-transformers model (Reimers & Gurevych 2019), on the CPU in float32 or on CUDA."""

    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer

        prepare()
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)  # it logs a model's prompts to stderr
        try:
            self.model = SentenceTransformer(str(folder), local_files_only=True)
        except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
            first_line = str(error).strip().partition("\n")[0]
            raise ModelError(f"{folder} holds no model that sentence-transformers can load: {first_line}") from error

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, float32 of shape (len(sentences), dimension)."""
        clipped = [s[:MOST_CHARACTERS].encode("utf-8", "replace").decode("utf-8") for s in sentences]
        vectors = self.model.encode(clipped, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def width_of(folder: Path) -> int:
    """How many numbers a vector of the model in a folder has; the model is not loaded.

    Raises:
        ModelError: if the folder does not say.
    """
    try:
        return int(json.loads((folder / "config.json").read_text("utf-8"))["hidden_size"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder} holds no sentence-embedding model that can be read: {error}") from error
