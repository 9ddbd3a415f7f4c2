"""The thesaurus gives words of every sense, in the form of the word that they replace."""

from __future__ import annotations

from mtaudit.training.thesaurus import synonyms


def test_every_sense_gives_words_in_the_same_form() -> None:
    of = synonyms()
    assert {"seize", "check", "collar"} & set(of("arrest"))
    assert {"seized", "checked", "collared"} & set(of("arrested"))
    assert "parcels" in of("shares")
    assert of("shares") == of("shares")


def test_a_word_that_is_none_has_no_synonyms() -> None:
    assert synonyms()("qwrtz") == ()
