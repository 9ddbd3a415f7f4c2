"""What a batch is compared with, as named on the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtaudit.compare.parallel_texts import Given
    from mtaudit.core import Failure

SHOWN = 5
"""The most texts that are named when they match no article."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What articles are compared with.

    Attributes:
        against: where originals are looked for.
        twins: whether they are looked for in the batch itself.
        source, reference: what holds the texts that articles were translated from, and other translations of these.
    """

    against: Sequence[str] = ()
    twins: bool = False
    source: Sequence[str] = ()
    reference: Sequence[str] = ()

    @classmethod
    def given(
        cls, against: list[str] | None, twins: bool, source: list[str] | None, reference: list[str] | None
    ) -> Beside:
        """Build it from the options of these names."""
        return cls(against or (), twins, source or (), reference or ())

    @property
    def compared(self) -> bool:
        """Whether a report depends on originals, which no stamp names."""
        return bool(self.against) or self.twins

    @property
    def changes_articles(self) -> bool:
        """Whether articles are not as they were read, or must all be read first: then every input is fetched."""
        return self.twins or bool(self.source or self.reference)


ALONE = Beside()
"""Articles are compared with nothing."""


def unused(texts: Given, flag: str, quiet: bool) -> list[Failure]:
    """Report the texts that match no article; a failure if none of them matches one."""
    from mtaudit.core import Failure
    from mtaudit.formats.terminal import plain

    left, rule = texts.left(), "each goes to the article with the same id or file name"
    if texts.is_lost:
        reason = f"none of its texts matches an article; {rule}"
        print(f"mtaudit: {flag}: {reason}", file=sys.stderr)
        return [Failure(flag, reason)]
    if left and not quiet:
        more = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
        print(f"mtaudit: {flag}: no article for: {plain(', '.join(left[:SHOWN]))}{more}; {rule}", file=sys.stderr)
    return []
