"""Synthetic garble: sound English damaged as translation damages it, with the damaged words known exactly.

Each operation is a small function that damages one place. Two of them need data: `other_sense` a thesaurus, and
`transplanted` the mistakes that post-editors corrected (the error injection of Tuan et al. 2021 with errors of real
systems). The value of each is measured on the errors of real systems, never on its own damage.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mtaudit.training.garble import function_words as small
from mtaudit.training.garble import order, things
from mtaudit.training.garble.draft import Draft, Garbled, Operation
from mtaudit.training.garble.word_choice import false_friend, literal_idiom, wrong_form

SHORTEST = 6
"""Least number of words in a sentence that is damaged."""
SPARE = 6
"""Least number of words of a sentence for each place that is damaged."""
MOST = 5
"""Most places that are damaged in one sentence."""

OPERATIONS: tuple[tuple[Operation, float], ...] = (
    (small.wrong_preposition, 2.0),
    (small.roles_swapped, 2.0),
    (small.article_lost, 1.0),
    (small.article_added, 0.7),
    (small.article_changed, 0.5),
    (small.wrong_auxiliary, 0.7),
    (small.wrong_gender, 0.4),
    (order.phrases_swapped, 2.0),
    (order.word_moved, 1.0),
    (order.verb_last, 1.0),
    (order.word_lost, 1.0),
    (order.loop, 0.15),
    (order.adjective_after, 0.7),
    (order.phrase_before_noun, 0.5),
    (wrong_form, 1.5),
    (literal_idiom, 0.5),
    (false_friend, 0.5),
    (things.name_respelled, 0.2),
    (things.magnitude_misread, 0.2),
)
"""Every operation that needs no data, with its share in the mix."""


def garble(sentence: str, random: Random, operations: Sequence[tuple[Operation, float]] = OPERATIONS) -> Garbled | None:
    """Damage a sentence in one place or a few; None if it is too short or no operation applies."""
    draft = Draft.of(sentence)
    if len(draft.words) < SHORTEST:
        return None
    choices, shares = zip(*operations, strict=True)
    count = random.randint(1, max(1, min(MOST, len(draft.words) // SPARE)))
    done = [o.__name__ for o in random.choices(choices, shares, k=count) if o(draft, random)]
    return Garbled(" ".join(draft.words), tuple(draft.bad), tuple(done)) if any(draft.bad) else None
