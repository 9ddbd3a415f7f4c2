"""langdetect's detector, with numpy for what it does for each of its languages: the same numbers in less time.

What an n-gram is made of never spans two words, so that the n-grams of a word are looked up once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from langdetect.detector import Detector
from langdetect.lang_detect_exception import ErrorCode, LangDetectException
from langdetect.utils.ngram import NGram

if TYPE_CHECKING:
    from collections.abc import Callable

    from langdetect.detector_factory import DetectorFactory
    from numpy.typing import NDArray

WORDS, LONGEST = 1 << 14, 24
"""Words whose n-grams are kept, at most, and the code points of the longest of them."""
STEP = 5
"""N-grams that langdetect draws before it looks whether it is certain; the first it looks at by itself."""
ENOUGH = 0.5
"""Probability above which a language is the most likely, whatever the trials that are left say."""

_SPACES = re.compile("  +")


class _Normal(dict[int, str]):
    """What langdetect takes each character for."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, NGram.normalize(chr(code)))


_NORMAL = _Normal()


class FastDetector(Detector):  # type: ignore[misc]  # langdetect has no types
    """A detector for one text. Each step is the one that it stands in for, to the last bit."""

    def __init__(self, factory: DetectorFactory, enough: str = "") -> None:
        """Take the profiles; with `enough`, stop once that language is the most likely, its probability too low."""
        super().__init__(factory)
        self._enough = self.langlist.index(enough) if enough else None
        self._known = _known_to(factory)

    def append(self, text: str) -> None:
        """Add text; as langdetect, without addresses and doubled spaces."""
        text = self.MAIL_RE.sub(" ", self.URL_RE.sub(" ", text))
        self.text += _SPACES.sub(" ", NGram.normalize_vi(text)[: self.max_text_length])

    def cleaning_text(self) -> None:
        """Leave out Latin letters where most are of another script."""
        if self.text and max(self.text) >= "\u0300":
            super().cleaning_text()

    def _extract_ngrams(self) -> list[NDArray[np.float64]]:
        """The probability of each n-gram in each language."""
        found: list[NDArray[np.float64]] = []
        *words, last = self.text.translate(_NORMAL).split(" ")
        for word in words:
            if word:
                found += (
                    self._known(f" {word} ") if len(word) <= LONGEST else _ngrams(f" {word} ", self.word_lang_prob_map)
                )
        return found + _ngrams(f" {last}", self.word_lang_prob_map)

    def _detect_block(self) -> None:
        self.cleaning_text()
        ngrams = self._extract_ngrams()
        if not ngrams:
            raise LangDetectException(ErrorCode.CantDetectError, "No features in text.")
        self.random.seed(self.seed)
        total = np.zeros(len(self.langlist))
        for _ in range(self.n_trial):
            alpha = self.alpha + self.random.gauss(0.0, 1.0) * self.ALPHA_WIDTH
            total += self._trial(ngrams, alpha / self.BASE_FREQ) / self.n_trial
            if self._enough is not None and total[self._enough] > ENOUGH:
                break
        self.langprob = total.tolist()

    def _trial(self, ngrams: list[NDArray[np.float64]], weight: float) -> NDArray[np.float64]:
        """The probabilities by n-grams that are drawn until one language is certain."""
        factors = np.empty((1 + STEP, len(self.langlist)))
        prob: NDArray[np.float64] = factors[0]
        rest = factors[1:]
        prob[:] = self._init_probability()
        added = np.float64(weight)
        draw, size = self.random.getrandbits, len(ngrams)
        bits = size.bit_length()
        for i in range(0, self.ITERATION_LIMIT + STEP, STEP):
            drawn: list[NDArray[np.float64]] = []
            while len(drawn) < (STEP if i else 1):
                if (at := draw(bits)) < size:  # as random.choice draws
                    drawn.append(ngrams[at])
            np.add(np.array(drawn), added, rest[: len(drawn)])
            product = np.multiply.reduce(factors[: 1 + len(drawn)], 0)  # row by row, from the first
            each = product.tolist()
            whole = sum(each)  # numpy would add in another order
            np.divide(product, whole, prob)
            if max(each) / whole > self.CONV_THRESHOLD:
                break
        return prob


def _ngrams(word: str, known: dict[str, NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """What is known of the n-grams of a word, which stands between spaces: of those that end in each of its characters.

    None that ends in the second of two capitals counts.
    """
    found = []
    for end in range(1, len(word)):
        if word[end].isupper() and word[end - 1].isupper():
            continue
        for start in range(end, max(-1, end - NGram.N_GRAM), -1):
            gram = word[start : end + 1]
            if gram != " " and gram in known:
                row = known[gram]
                if isinstance(row, list):
                    row = known[gram] = np.array(row)
                found.append(row)
    return found


@lru_cache(1)
def _known_to(factory: DetectorFactory) -> Callable[[str], list[NDArray[np.float64]]]:
    """Of a short word, what is known of its n-grams; kept for the next time that it comes."""
    return lru_cache(WORDS)(lambda word: _ngrams(word, factory.word_lang_prob_map))
