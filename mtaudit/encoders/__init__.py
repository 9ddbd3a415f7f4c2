"""The models behind the detectors: found, loaded when first needed, and named in the signature."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from mtaudit.config import Settings
from mtaudit.encoders.catalogue import by_name
from mtaudit.encoders.embeddings import SentenceEncoder
from mtaudit.encoders.fluency import FluencyModel
from mtaudit.encoders.pull import Progress, pull
from mtaudit.encoders.resolve import embeddings_folder, fluency_folder, weights_hash


class Encoders:
    """The encoders of one run. A model is fetched, if it has to be, and loaded when it is first asked for."""

    def __init__(self, settings: Settings, progress: Progress = lambda what, done, total: None) -> None:
        self._settings = settings
        self._progress = progress

    @cached_property
    def fluency(self) -> FluencyModel:
        """The fluency language model; raises ModelError where it is not to be had."""
        return FluencyModel.load(self._fluency_folder)

    @cached_property
    def embeddings(self) -> SentenceEncoder:
        """The sentence-embedding model; raises ModelError where it is not to be had."""
        return SentenceEncoder(embeddings_folder(self._settings))

    @cached_property
    def _fluency_folder(self) -> Path:
        return fluency_folder(self._settings) or pull(by_name(self._settings.lm), self._settings, self._progress)

    def signature(self, needs: Iterable[str]) -> list[str]:
        """Name and hash of every model that is needed, and how it is computed with."""
        import torch

        parts = []
        if "fluency" in needs:
            name = Path(self._settings.lm).name
            parts.append(f"lm:{name}@{weights_hash(self._fluency_folder)[:12]}/{self.fluency.dtype}")
        if "embeddings" in needs:
            parts.append(f"emb:{weights_hash(embeddings_folder(self._settings))[:12]}")
        if parts:
            device = (
                torch.cuda.get_device_name() if torch.cuda.is_available() else torch.backends.cpu.get_cpu_capability()
            )
            parts.append(f"torch:{torch.__version__}/{device}")
        return parts
