"""What the decision is fitted to, sorted by what it is, and mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from random import Random

from mtaudit.training.labelled import Labelled
from mtaudit.training.texts import diluted, inserted

FAR = frozenset({"conversation", "court", "podcast", "vlog"})
"""Genres in which sound copy looks garbled to the tagger: their words score three times what those of news score."""


@dataclass(frozen=True, slots=True)
class Groups:
    """What the decision is fitted to, by what it is; `natives` includes no other genre than news."""

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
        """Sort articles that were read, and mix some of them."""

        def kind(*names: str) -> list[Labelled]:
            return [one for one in labelled if one.kind in names and one.evidence.sentences]

        random = Random(seed)
        far = kind(*(f"genre {name}" for name in FAR))
        near = [one for one in labelled if one.kind.startswith("genre") and one not in far and one.evidence.sentences]
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
            diluted=list(diluted([*machines, *trips], edited, random)),
            inserted=[put for run in (1, 3) for put in inserted(natives, edited, random, run)],
        )
