"""The register of an article: how far its style is from that of news.

What the tagger takes for garble is ordinary in speech that was written down, in talk and before a court. Such a
register shows in its style, not in its topic, in the manner of Biber (1988): by its pronouns, contractions and
fillers, its punctuation, the length of its words, sentences and lines. The weights are fitted on genres of native
English beside news by people and by machines.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FIRST_PERSON = frozenset("i me my mine myself i'm i've i'll i'd we us our ours we're we've we'll".split())
SECOND_PERSON = frozenset("you your yours yourself you're you've you'll you'd".split())
FILLERS = frozenset(
    """yeah oh um uh okay ok well like just really actually hey yes no hmm mm gonna wanna kinda right guys thanks please
    sorry""".split()
)
FIRST_WORDS = 200
"""Words over which the variety of words is taken, so that it does not fall with an article's length."""
STYLE = (
    "sentence length",
    "first person",
    "second person",
    "contractions",
    "fillers",
    "lines without a stop",
    "line length",
    "capitals",
    "digits",
    "quotation marks",
    "questions",
    "exclamations",
    "brackets",
    "commas",
    "semicolons and colons",
    "dashes",
    "word length",
    "variety",
    "said",
)
"""What `style` measures, in its order."""

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SENTENCE_END = re.compile(r"[.!?]+[\"”’')\]]*(?:\s|$)")
_STOP = re.compile(r"[.!?:;,…][\"”’')\]]*$")
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z]\w")
_DASH = re.compile(r"--|—|\.\.\.|…")


def style(paragraphs: Sequence[str]) -> NDArray[np.float64]:
    """The style of a text, float64 (len(STYLE),): rates by word, sentence, line or character, and logs of lengths."""
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.splitlines() if line.strip()]
    text = "\n".join(lines).replace("’", "'")
    words = _WORD.findall(text.lower())
    counts = Counter(words)
    size, sentences = max(1, len(words)), max(1, len(_SENTENCE_END.findall(text)))
    lengths = [len(line.split()) for line in lines] or [1]
    start = words[:FIRST_WORDS]

    def share(chosen: frozenset[str]) -> float:
        return sum(counts[word] for word in chosen) / size

    return np.array(
        [
            math.log(size / sentences),
            share(FIRST_PERSON),
            share(SECOND_PERSON),
            sum(count for word, count in counts.items() if "'" in word and not word.endswith("'s")) / size,
            share(FILLERS),
            sum(_STOP.search(line) is None for line in lines) / max(1, len(lines)),
            math.log(float(np.median(lengths)) + 1),
            len(_CAPITAL.findall(text)) / size,
            sum(map(str.isdigit, text)) / max(1, len(text)),
            sum(text.count(mark) for mark in '"“”') / size,
            text.count("?") / sentences,
            text.count("!") / sentences,
            sum(text.count(mark) for mark in "()[]") / size,
            text.count(",") / size,
            (text.count(";") + text.count(":")) / size,
            len(_DASH.findall(text)) / size,
            sum(map(len, words)) / size,
            len(set(start)) / max(1, len(start)),
            counts["said"] / size,
        ]
    )
