"""The articles that the decision is fitted to, sorted by kind, some of them mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from random import Random

from mtaudit.training.labelled import Labelled
from mtaudit.training.texts import make_diluted, make_inserted

FAR = frozenset({"conversation", "court", "podcast", "vlog"})
"""Genres in which sound copy looks garbled to the tagger: their words score three times as high as those of news."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The articles that the decision is fitted to, by kind; `natives` contains news only."""

    natives: Sequence[Labelled]
    near: Sequence[Labelled]
    far: Sequence[Labelled]
    _: KW_ONLY
    translations: Sequence[Labelled]
    machines: Sequence[Labelled]
    trips: Sequence[Labelled]
    edited: Sequence[Labelled]
    garbled: Sequence[Labelled]
    clean: Sequence[Labelled]
    diluted: Sequence[Labelled]
    inserted: Sequence[Labelled]

    @classmethod
    def of(cls, labelled: Sequence[Labelled], seed: int = 2021) -> Groups:
        """Sort labelled articles by kind, and mix some of them."""

        def kind(*names: str) -> list[Labelled]:
            return [article for article in labelled if article.kind in names and article.evidence.sentences]

        random = Random(seed)
        far = kind(*(f"genre {name}" for name in FAR))
        near = [
            article
            for article in labelled
            if article.kind.startswith("genre") and article not in far and article.evidence.sentences
        ]
        natives, machines, trips, edited = kind("native"), kind("mt"), kind("rt"), kind("post-edited")
        return cls(
            natives,
            near,
            far,
            translations=kind("ht"),
            machines=machines,
            trips=trips,
            edited=edited,
            garbled=kind("sample machine"),
            clean=kind("sample clean"),
            diluted=list(make_diluted([*machines, *trips], edited, random)),
            inserted=[mixed for run in (1, 3) for mixed in make_inserted(natives, edited, random, run)],
        )
