"""What the tagger is given of each word: hidden states of the fluency model, and a few numbers of its surprise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mtaudit.models.lm.surprisal import Window

NUMBERS = 6
"""Numbers that stand after the hidden states: surprisal, entropy, log rank, excess, Zipf frequency, tokens."""
SCALE = np.array([10.0, 4.0, 4.0, 6.0, 4.0, 2.0], dtype=np.float32)
"""Each number is divided by its usual size, so that none outweighs the rest before anything is learnt."""


def word_features(window: Window, first: int, stop: int, word: str) -> NDArray[np.float16]:
    """The features of the word that the window's tokens `[first, stop)` carry, float16 (states + NUMBERS,).

    The states are those after the word's last token, which has read the whole word and all before it. The numbers are
    the word's surprisal (nats), the entropy of what was expected in its place (nats), the log of its first token's rank
    (0 to log EXPECTED + 1; past the kept candidates it is not known), surprisal less entropy, the word's Zipf frequency
    (0 to 8), and how many tokens it takes.
    """
    from wordfreq import zipf_frequency

    surprisal, entropy = float(window.surprisal[first:stop].sum()), float(window.entropy[first])
    own = -window.surprisal[first]
    rank = float(np.log1p((window.likelihood[first] > own + 1e-4).sum()))
    numbers = (surprisal, entropy, rank, surprisal - entropy, zipf_frequency(word, "en"), stop - first)
    return np.concatenate([window.hidden[stop - 1], (np.array(numbers, np.float32) / SCALE).astype(np.float16)])
