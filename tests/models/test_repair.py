"""A repair is found where one closed-class word is wrong, and not where nothing is."""

from __future__ import annotations

from itertools import chain

import pytest

from mtaudit.core import Kind, Repair, Segment, Span
from mtaudit.models import Models
from mtaudit.models.lm.passes import together
from mtaudit.models.lm.repair import Edit, gains
from tests.support.fluency import read

pytestmark = pytest.mark.model


def best(models: Models, text: str) -> tuple[Repair, str]:
    repairs = (w.repair for w in read(models, text) if w.repair)
    repair = max(repairs, key=lambda r: r.gain)
    return repair, repair.span.of(text)


@pytest.mark.parametrize(
    ("text", "at", "replacement"),
    [
        ("Police said the man was arrested in connection of the killing of two women on Sunday.", "of", {"with", "to"}),
        ("The storm has caused damage for the roofs of hundreds of houses in the town.", "for", {"to"}),
        ("The rescuers were able to pulled three survivors from the rubble on Thursday.", "pulled", {"pull"}),
    ],
)
def test_the_wrong_word_is_named_with_its_replacement(
    models: Models, text: str, at: str, replacement: set[str]
) -> None:
    repair, place = best(models, text)
    assert place == at
    assert repair.replacement in replacement
    assert repair.gain > 5


def test_edits_that_are_read_together_do_not_see_each_other(models: Models) -> None:
    text = "Police said the man was arrested in connection of the killing of two women on Sunday."
    model = models.fluency
    tokens = model.tokenize(text, [Segment(0, Span(0, len(text)), Kind.BODY)])
    (window,) = model.windows(tokens)
    stop = len(tokens.ids)
    edits = [Edit(i, i + 1, put, stop=stop) for i in range(1, stop - 1) for put in ("with", "of the", "")]
    edits.append(Edit(stop - 1, stop, "", stop=stop))
    every = together(model.model, [gains(model, tokens, window, edits, screen=False)])[0]
    alone = [together(model.model, [gains(model, tokens, window, [edit], screen=False)])[0][0] for edit in edits[::7]]
    assert every[::7] == pytest.approx(alone, abs=1e-3)
    (screened,) = together(model.model, [gains(model, tokens, window, edits)])
    assert 0 < sum(map(bool, screened)) < len(edits) / 2
    assert max(screened) == pytest.approx(max(every), abs=1e-3)
    assert all(one == 0 or one == pytest.approx(same, abs=1e-3) for one, same in zip(screened, every, strict=True))


def test_sound_copy_asks_for_no_repair(models: Models) -> None:
    text = (
        "The Supreme Court on Monday rejected an appeal from two former officials convicted of fraud. "
        "The justices did not comment on the case, which began in Ohio in 2014."
    )
    gains = [w.repair.gain for w in chain(read(models, text)) if w.repair]
    assert all(gain < 4 for gain in gains)
