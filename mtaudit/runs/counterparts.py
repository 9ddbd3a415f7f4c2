"""The texts that the articles of a run are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterparts:
    """The texts that articles are compared with.

    Attributes:
        against: inputs that hold originals, or an index of them.
        twins: whether the articles of the run are originals of one another.
        source, reference: inputs that hold the texts that articles were translated from, and reference translations.
    """

    against: Sequence[str] = ()
    twins: bool = False
    source: Sequence[str] = ()
    reference: Sequence[str] = ()

    @property
    def compared(self) -> bool:
        """Whether reports depend on originals, which the stamp does not cover."""
        return bool(self.against) or self.twins

    @property
    def changes_articles(self) -> bool:
        """Whether every input must be fetched, as articles are changed after reading or must all be read first."""
        return self.twins or bool(self.source or self.reference)


NO_COUNTERPARTS = Counterparts()
"""No counterparts: articles are compared with nothing."""
