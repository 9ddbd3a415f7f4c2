"""The models behind the rules: found, loaded when first needed, and named in the signature."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from mtaudit.config import Settings
from mtaudit.core import Need
from mtaudit.errors import ModelError
from mtaudit.models.embeddings.multilingual import MultilingualEncoder
from mtaudit.models.embeddings.sentence import SentenceEncoder
from mtaudit.models.lm.surprisal import FluencyModel
from mtaudit.models.store import resolve
from mtaudit.models.store.catalogue import by_name
from mtaudit.models.store.pull import Progress, pull
from mtaudit.models.store.resolve import embeddings_folder, identity, multilingual_folder, weights_hash
from mtaudit.models.tagging.interface import WordTagger
from mtaudit.models.tagging.load import PACKAGED, load_tagger

logger = logging.getLogger(__name__)


class Models:
    """The models of one run. A model is fetched, if it has to be, and loaded when it is first asked for."""

    def __init__(self, settings: Settings, progress: Progress = lambda what, done, total: None) -> None:
        self._settings = settings
        self._progress = progress

    @cached_property
    def fluency(self) -> FluencyModel:
        """The fluency language model; raises ModelError if it cannot be had."""
        logger.info("the fluency model is loaded from %s", self.fluency_folder)
        return FluencyModel.load(self.fluency_folder)

    @cached_property
    def tagger(self) -> WordTagger:
        """The garble tagger; raises ModelError if it cannot be loaded or was trained on another language model."""
        path = self._settings.tagger or PACKAGED
        logger.info("the garble tagger is loaded from %s", path)
        tagger = load_tagger(path)
        if tagger.base is not None and tagger.base != identity(self.fluency_folder):
            raise ModelError(
                f"the tagger {path} was trained on another language model than {self._settings.lm}; "
                f"`mtaudit train tagger --lm {self._settings.lm}` trains one for it, to be named with --tagger"
            )
        return tagger

    @cached_property
    def embeddings(self) -> SentenceEncoder:
        """The sentence-embedding model; raises ModelError if it cannot be had."""
        folder = embeddings_folder(self._settings)
        logger.info("the sentence-embedding model is loaded from %s", folder)
        return SentenceEncoder(folder)

    @cached_property
    def multilingual(self) -> MultilingualEncoder:
        """The encoder that reads sources; raises ModelError if none is named or it cannot be had."""
        logger.info("the multilingual encoder is loaded from %s", self.multilingual_folder)
        return MultilingualEncoder(SentenceEncoder(self.multilingual_folder))

    @cached_property
    def multilingual_folder(self) -> Path:
        """The folder of the multilingual encoder; raises ModelError as `multilingual` does."""
        return multilingual_folder(self._settings) or pull(
            by_name(self._settings.multilingual_encoder or ""), self._settings, self._progress
        )

    @cached_property
    def fluency_folder(self) -> Path:
        """The fluency model's folder; raises ModelError if it cannot be had."""
        return resolve.fluency_folder(self._settings) or pull(
            by_name(self._settings.lm), self._settings, self._progress
        )

    def signature(self, needs: Iterable[Need]) -> list[str]:
        """Name and hash of every model that is needed, and how it is computed with."""
        parts = []
        if Need.FLUENCY in needs:
            name = Path(self._settings.lm).name
            parts.append(f"lm:{name}@{weights_hash(self.fluency_folder)[:12]}/{self.fluency.dtype}")
            parts.append(f"tagger:{self.tagger.sha256[:12]}")
        if Need.EMBEDDINGS in needs:
            parts.append(f"emb:{weights_hash(embeddings_folder(self._settings))[:12]}")
        if Need.MULTILINGUAL in needs:
            name = Path(self._settings.multilingual_encoder or "").name
            parts.append(f"multilingual:{name}@{weights_hash(self.multilingual_folder)[:12]}")
        if parts:
            import torch  # a run without a model goes without it

            device = (
                torch.cuda.get_device_name() if torch.cuda.is_available() else torch.backends.cpu.get_cpu_capability()
            )
            parts.append(f"torch:{torch.__version__}/{device}")
        return parts
