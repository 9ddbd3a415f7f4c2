"""Who is spoken of in a sentence: persons by name, by noun and by pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from enum import Enum

from mtaudit.core import Kind, Segment, Span
from mtaudit.core.cover import Cover
from mtaudit.models.lm.closed_class import FUNCTION_WORDS
from mtaudit.rules.text.names import form_of, names_in
from mtaudit.rules.text.tables import lexicon
from mtaudit.rules.text.words import Word, words_in


class Gender(Enum):
    """The gender of a pronoun."""

    HE = "he"
    SHE = "she"

    @property
    def other(self) -> Gender:
        """The opposite gender."""
        return Gender.SHE if self is Gender.HE else Gender.HE


@dataclass(frozen=True, slots=True)
class Person:
    """A person, by name or noun. `at` counts words; `gender` is that of a title, a noun in apposition or the noun.

    `form` is the surname, or the noun; `full` is every word of the name, without titles; `courtesy` says whether
    there is a "Mr.", a "Ms." or a "Miss". "Mrs." proves little, as she may have a Mr. of the same name.
    """

    form: str
    full: tuple[str, ...]
    at: int
    _: KW_ONLY
    word: Word
    gender: Gender | None
    named: bool = True
    courtesy: bool = False

    @property
    def called(self) -> str:
        """The person's name or description in a message."""
        return self.full[-1].capitalize() if self.named else f"the {self.form}"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun, "he" or "she" in any form, outside quotations."""

    word: Word
    at: int
    gender: Gender


@dataclass(frozen=True, slots=True)
class Scene:
    """The persons and pronouns of one segment.

    Attributes:
        nouns: the persons without a name.
        opening: the pronoun that the sentence opens with, quotations aside, if all of its pronouns agree with it.
        either: whether it reads "he or she".
        heading: whether it is a headline or a caption, which the text does not continue.
    """

    words: tuple[Word, ...]
    named: tuple[Person, ...]
    nouns: tuple[Person, ...]
    _: KW_ONLY
    pronouns: tuple[Pronoun, ...]
    opening: Pronoun | None
    either: bool
    heading: bool


PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), Gender.HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Gender.SHE),
}
TITLES = {
    **dict.fromkeys(("mr", "sir", "king", "prince", "lord", "duke", "baron", "earl"), Gender.HE),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame", "queen", "princess", "duchess", "baroness"), Gender.SHE),
}
COURTESIES = frozenset({"mr", "ms", "miss"})
VERBS = frozenset(
    """added also argued asked believes explained had has is recalled said says spoke tells thinks told was went who
    will wrote""".split()
)
"""After these words a capitalised word is taken for a person: rather one too many than one too few."""
PLACING = frozenset({"around", "in", "into", "near", "outside"})
"""After these words it is still taken for a place, and so are two words ("in Los Angeles")."""
APPOSITION = 9
"""Words after a name among which a noun in apposition is looked for: "Jane Doe, 75, a housewife from York"."""
SHORTEST_AGENT = 5
OPENING = 3
"""Words that may come before the pronoun which opens a sentence: "According to her", "In 2014 he"."""

_AGENT = ("er", "or", "ist", "ess", "man", "woman")
_DEMONYM = ("ian", "ish", "ese", "ean")
_ENDING = re.compile(r"['’](?:s|d|ll)?\Z")
_EITHER = re.compile(
    r"\b(?:s?he|him|his|hers?)(?: or |/|\s?\(|\) ?)s?(?:he|him|his|hers?)\b|\bs/he\b|\(s\)he\b", re.IGNORECASE
)
_COMMA = re.compile(r"(?: \(\d{1,3}\))?,")


def scene(text: str, segment: Segment, quoted: Cover, known: frozenset[str]) -> Scene:
    """Analyze one segment. `known` are the names that are surely a person's: a capital alone proves little."""
    words = words_in(text, segment.span)
    named = tuple(_named(text, words, known))
    bare = [_ENDING.sub("", w.folded) for w in words]
    nouns = [
        Person(form, (form,), i, word=words[i], gender=_gender_of(form), named=False)
        for i, form in enumerate(bare)
        if words[i].text.islower() and is_person_noun(form)
    ]
    apposed = {noun.at: person for person in named for noun in nouns if _is_apposed(text, words, person, noun)}
    pronouns = tuple(
        Pronoun(words[i], i, PRONOUNS[form])
        for i, form in enumerate(bare)
        if form in PRONOUNS and not quoted.touches(words[i].span)
    )
    return Scene(
        words,
        tuple(_with_gender(p, [n for n in nouns if apposed.get(n.at) is p]) for p in named),
        tuple(n for n in nouns if n.at not in apposed),
        pronouns=pronouns,
        opening=_opening(words, pronouns, (*named, *nouns), quoted),
        either=_EITHER.search(text, segment.span.start, segment.span.end) is not None,
        heading=segment.kind is not Kind.BODY,
    )


def known_names(text: str, spans: Sequence[Span]) -> frozenset[str]:
    """First names and surnames that stand in a full name, or after a title, in any of the spans."""
    found: set[str] = set()
    for span in spans:
        words = words_in(text, span)
        for name, titled, first in _names(text, words):
            placed = first > 0 and words[first - 1].folded in PLACING
            if titled or (len(name) > 1 and not placed):
                found |= {form_of(name[0].text), form_of(name[-1].text)}
    return frozenset(found)


def is_person_noun(word: str) -> bool:
    """Whether a word (lower case, singular) is a noun that "he" or "she" may refer to. A plural is not."""
    if _is_listed(word):
        return True
    return len(word) >= SHORTEST_AGENT and word.endswith(_AGENT) and word not in lexicon("things")


def _is_listed(noun: str) -> bool:
    return _gender_of(noun) is not None or noun in lexicon("person_nouns")


def _gender_of(noun: str) -> Gender | None:
    if noun in lexicon("female_nouns") or noun.endswith("woman"):
        return Gender.SHE
    return Gender.HE if noun in lexicon("male_nouns") else None


def _names(text: str, words: Sequence[Word]) -> Iterator[tuple[list[Word], list[str], int]]:
    """Each name that may be a person's: its words, the titles before it, and the position of its first word."""
    position_of = {word.span: i for i, word in enumerate(words)}
    for run in names_in(text, words):
        if run[0] is words[0] and run[0].folded in FUNCTION_WORDS:
            run = run[1:]
        begin = 0
        for i, word in enumerate(run):
            form = form_of(word.text)
            if form in lexicon("not_people") or (form.endswith(_DEMONYM) and i + 1 < len(run)):
                begin = i + 1
        run = run[begin:]
        titles = [form_of(w.text) for w in run if form_of(w.text) in lexicon("titles")]
        if run and run[0] is words[0] and _is_listed(run[0].folded):
            titles.append(run[0].folded)  # "Actress Jane Doe"
        name = [w for w in run if form_of(w.text) not in titles]
        if name:
            yield name, titles, position_of[run[0].span]


def _named(text: str, words: Sequence[Word], known: frozenset[str]) -> Iterator[Person]:
    for name, titles, first in _names(text, words):
        full = tuple(form_of(w.text) for w in name)
        last = words.index(name[-1], first)
        before = words[first - 1].folded if first else ""
        if not titles and (before == "the" or (before in PLACING and full[0] not in known)):
            continue
        if len(full) > 1 or titles or full[0] in known or _acts(text, words, last):
            gender = next((g for t in titles if (g := TITLES.get(t) or _gender_of(t))), None)
            yield Person(
                full[-1], full, last, word=words[first], gender=gender, courtesy=not COURTESIES.isdisjoint(titles)
            )


def _acts(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a verb of VERBS comes right after word `at`."""
    if at + 1 == len(words) or text[words[at].span.end : words[at + 1].span.start] != " ":
        return False
    return words[at + 1].folded in VERBS


def _is_apposed(text: str, words: Sequence[Word], person: Person, noun: Person) -> bool:
    """Whether a noun says who the person is: just before the name, or in a phrase after the comma behind it."""
    if noun.word.span.end < person.word.span.start:
        return not text[noun.word.span.end : person.word.span.start].strip()
    name = words[person.at]
    between = words[person.at + 1 : noun.at]
    near = 0 < noun.at - person.at <= APPOSITION and _COMMA.match(text, name.span.end) is not None
    return near and VERBS.isdisjoint(w.folded for w in between)


def _opening(
    words: Sequence[Word], pronouns: Sequence[Pronoun], persons: Sequence[Person], quoted: Cover
) -> Pronoun | None:
    if len({p.gender for p in pronouns}) != 1:
        return None
    first = pronouns[0]
    before = [w for w in words[: first.at] if not quoted.touches(w.span)]
    beside = any(p.at < first.at and not quoted.touches(p.word.span) for p in persons)
    return first if len(before) <= OPENING and not beside else None


def _with_gender(person: Person, nouns: Sequence[Person]) -> Person:
    gender = person.gender or next((n.gender for n in nouns if n.gender), None)
    return replace(person, gender=gender)
