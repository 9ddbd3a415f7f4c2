"""The recipe of an auditor, which can be made here or in another process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from mtaudit.auditor import Auditor
from mtaudit.compare.originals import Against, search
from mtaudit.config import Settings
from mtaudit.models import Models


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings, and the originals to compare articles with, if any. It holds no model and can be pickled."""

    settings: Settings
    against: Against | None = None

    @contextmanager
    def auditor(self, models: Models | None = None) -> Iterator[Auditor]:
        """The auditor; it takes `models` if they are already loaded.

        Raises:
            UsageError: if no rule is left that could find anything, or the index of originals cannot be used.
            ModelError: if a model is not available.
        """
        models = models or Models(self.settings)
        with ExitStack() as stack:
            against = stack.enter_context(search(self.against, self.settings, models)) if self.against else None
            yield Auditor(self.settings, models, against)
