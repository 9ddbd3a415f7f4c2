"""MT402 pronoun-drift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Kind, Need, Rule, Severity, Status
from mtaudit.rules.consistency._people import PRONOUNS, Gender, Person, Scene, known_names, scene
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.text.tables import lexicon
from mtaudit.rules.text.words import Word
from mtaudit.segment.quotes import quotes

REACH = 4
"""Sentences before a pronoun that must not name anybody else whom it could mean."""
NEAR = 2
"""Sentences before a pronoun, one of which must name the only person that it can mean."""
LEAST = 2
LEAD = 3
"""The weight of the votes for a gender that settles it, and how many times the weight of those against it."""


@dataclass(frozen=True, slots=True)
class _Vote:
    """Evidence in a segment for a gender, with a weight: 2 for a title or a noun, 1 for a pronoun."""

    segment: int
    gender: Gender
    weight: int


_Votes = Mapping[str, Sequence[_Vote]]

COUNTERPARTS = {
    "he": ("she",),
    "him": ("her",),
    "his": ("her", "hers"),
    "himself": ("herself",),
    "she": ("he",),
    "her": ("his", "him"),
    "hers": ("his",),
    "herself": ("himself",),
}


class PronounDrift:
    """One person called both "he" and "she".

    ## What it flags

    - "he" at the beginning of a sentence, if the sentences before it mention only a person whom the article calls "she"
      by a pronoun, a title or a noun; and the reverse;
    - "Mr." and "Ms." before the same surname, if the article names only one person of that name and mentions no
      relatives.

    ## Why it matters

    Many languages leave the subject out or have one pronoun for both, so a translation system chooses "he" or "she" for
    each sentence on its own, by what is commoner in its training texts.

    ## Example

    *Chieko Takeda, a housewife from Fukuzawa, looked out of the window. He could see it for twenty minutes.*

    ## Use instead

    The pronoun or title that the rest of the article uses, once you know that it is the right one.

    ## What it does not flag

    A pronoun that could mean anybody else in the four sentences before it, whether a name of unknown gender or a noun
    ("the officer", "a friend"); pronouns inside quotations; "he or she"; a singular "they".
    """

    rule: ClassVar[Rule] = rule(Code.PRONOUN_DRIFT, Category.ACCURACY, Severity.MAJOR, __doc__, Status.PREVIEW)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield the pronouns that contradict the person before them, then the titles that contradict each other."""
        text, prose = analysis.article.text, analysis.english
        quoted = quotes(text)
        known = known_names(text, [s.span for s in prose if s.kind is not Kind.TITLE])
        scenes = [scene(text, s, quoted, known) for s in prose]
        votes = _votes(scenes)
        for i, now in enumerate(scenes):
            person = _contradicted(scenes, votes, i)
            if now.opening and person:
                yield self._pronoun(analysis, now.opening.word, person)
        for person, contradicted in _titles(scenes):
            title = person.word.text
            message = f'"{title}" contradicts "{contradicted.word.text}", which stands before the same name elsewhere.'
            evidence = {"expected": [contradicted.word.text], "refers_to": person.called}
            yield finding(self.rule, analysis, person.word.span, confidence=0.75, message=message, evidence=evidence)

    def _pronoun(self, analysis: Analysis, word: Word, person: Person) -> Finding:
        form, mark, rest = word.folded.partition("'")
        expected = [pronoun + mark + rest for pronoun in COUNTERPARTS[form]]
        if word.text[0].isupper():
            expected = [pronoun.capitalize() for pronoun in expected]
        who = person.called
        message = f'"{word.text}" can only mean {who}, who is a "{PRONOUNS[form].other.value}" in this article.'
        evidence = {"expected": expected, "refers_to": who}
        return finding(self.rule, analysis, word.span, confidence=0.7, message=message, evidence=evidence)


def _contradicted(scenes: Sequence[Scene], votes: _Votes, at: int) -> Person | None:
    """The person whom a sentence's opening pronoun must mean but cannot: all before it are of the other gender."""
    opening = scenes[at].opening
    if opening is None or scenes[at].either or scenes[at].heading:
        return None
    found = None
    for i in range(max(0, at - REACH), at):
        if scenes[i].either or any(p.gender is opening.gender for p in scenes[i].pronouns):
            return None
        for person in (*scenes[i].nouns, *scenes[i].named):
            gender = _settled(votes.get(person.form, ()), at) if person.named else person.gender
            if gender is not opening.gender.other:
                return None
            if i >= at - NEAR and not scenes[i].heading:
                found = person
    return found


def _votes(scenes: Sequence[Scene]) -> _Votes:
    """The evidence in the article for the gender of each name."""
    votes: defaultdict[str, list[_Vote]] = defaultdict(list)
    for i, now in enumerate(scenes):
        for person in now.named:
            if person.gender:
                votes[person.form].append(_Vote(i, person.gender, 2))
        genders = {p.gender for p in now.pronouns}
        if len(genders) != 1:
            continue
        gender = genders.pop()
        if now.named:
            form = _only(now, gender)
            if form and now.named[0].at < now.pronouns[0].at:
                votes[form].append(_Vote(i, gender, 1))
        elif now.opening and i and (form := _only(scenes[i - 1], gender)):
            votes[form].append(_Vote(i, gender, 1))
    return votes


def _only(scene: Scene, gender: Gender) -> str | None:
    """The only name in a segment, if no noun there could be of that gender; otherwise None."""
    forms = {p.form for p in scene.named}
    rivals = [n for n in scene.nouns if n.gender is not gender.other]
    return forms.pop() if len(forms) == 1 and not rivals else None


def _settled(votes: Sequence[_Vote], but: int) -> Gender | None:
    """The gender that the votes agree on, without those of segment `but`; None if they do not."""
    weight = {g: sum(v.weight for v in votes if v.gender is g and v.segment != but) for g in Gender}
    for gender in Gender:
        if weight[gender] >= max(LEAST, LEAD * weight[gender.other]):
            return gender
    return None


def _titles(scenes: Sequence[Scene]) -> Iterator[tuple[Person, Person]]:
    """Yield, for each surname, the first of its rarer titles and a title that it contradicts."""
    if any(w.folded in lexicon("relatives") for s in scenes for w in s.words):
        return
    bearers: defaultdict[str, list[Person]] = defaultdict(list)
    for person in (p for s in scenes for p in s.named):
        bearers[person.form].append(person)
    for group in bearers.values():
        she, he = ([p for p in group if p.courtesy and p.gender is gender] for gender in (Gender.SHE, Gender.HE))
        if she and he and len({p.full for p in group if len(p.full) > 1}) == 1:
            rarer, usual = sorted((he, she), key=lambda g: (len(g), -g[0].word.span.start))
            yield rarer[0], usual[0]
