"""MT401 name-drift."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import combinations
from typing import ClassVar

from mtaudit.core import Analysis, Category, Code, Finding, Need, Rule, Severity, Status
from mtaudit.models.lm.closed_class import FUNCTION_WORDS
from mtaudit.rules.consistency._mentions import Mention, mentions
from mtaudit.rules.consistency._spelling import (
    SHORTEST,
    derived,
    place_name_form,
    same_sound,
    similar,
    skeleton,
    slipped,
)
from mtaudit.rules.interface import finding, rule
from mtaudit.rules.text.tables import lexicon

COMMON = 3.8
"""Zipf frequency from which a word with a capital need not be a name ("Chancellor", "Wind")."""
CROWD = 40
"""The most names compared with each other that share their consonants, or the name before them."""


@dataclass(frozen=True, slots=True)
class _Name:
    """All the mentions of one form, in order.

    Attributes:
        segments: the segments of the mentions.
        before, after: the name words that stand beside any of them, without titles; some may only open a sentence.
    """

    form: str
    mentions: tuple[Mention, ...]
    segments: frozenset[int]
    _: KW_ONLY
    before: frozenset[str]
    after: frozenset[str]

    @property
    def spelled(self) -> str:
        """The most frequent spelling of the form."""
        return Counter(m.word.text for m in self.mentions).most_common(1)[0][0]

    @property
    def precedence(self) -> tuple[int, int]:
        """A sort key, lowest for the spelling to keep: the most frequent and, of equally frequent ones, the first."""
        return -len(self.mentions), self.mentions[0].word.span.start


class NameDrift:
    """One person or place spelled in two ways in the same article.

    ## What it flags

    Two spellings that sound alike ("Kharkov" beside "Kharkiv", "Wesel" beside "Wessel"). If the first name or surname
    beside them is the same, also two that agree in their consonants ("Mohammed al-Halbousi", "Muhammad al Halbusi") or
    differ by a slip ("Zielinski", "Zielinksi"). The first mention of the rarer spelling is marked; it is major if the
    headline names the person or place.

    ## Why it matters

    A reader, or a search, takes the two for different people. A translation system translates each sentence on its own
    and spells a name anew each time.

    ## Example

    *Volodymyr Zelensky arrived on Monday ... Zelenskiy thanked the ministers.*

    ## Use instead

    One spelling throughout. The finding gives the one that the article uses more often or, of two as common, first.

    ## What it does not flag

    Forms that differ only in accents or hyphens ("Erdoğan", "Erdogan"; "Jong-un", "Jong Un"); plurals, demonyms and the
    surnames of wives and daughters ("Medvedev", "Medvedeva"); two people with different first names ("Sean Connor",
    "Kate Conor"); names in the same sentence, which are taken to be two people; names of fewer than five letters;
    anything between quotation marks; handles and addresses.
    """

    rule: ClassVar[Rule] = rule(Code.NAME_DRIFT, Category.TERMINOLOGY, Severity.MINOR, __doc__, Status.PREVIEW)
    needs: ClassVar[frozenset[Need]] = frozenset()

    def detect(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield the first mention of every spelling that the article uses less than another of the same name."""
        for rarer, usual in _drifts(mentions(analysis)):
            first = rarer.mentions[0].word
            counts = {usual.spelled: len(usual.mentions), rarer.spelled: len(rarer.mentions)}
            evidence = {"expected": [usual.spelled], "other": rarer.spelled, "counts": counts}
            message = f'Elsewhere in the article this name is spelled "{usual.spelled}".'
            headlined = any(m.headline for m in (*rarer.mentions, *usual.mentions))
            severity = Severity.MAJOR if headlined else Severity.MINOR
            yield finding(
                self.rule, analysis, first.span, confidence=0.75, message=message, evidence=evidence, severity=severity
            )


def _names(by_form: Mapping[str, Sequence[Mention]]) -> Iterator[_Name]:
    """The names worth comparing. One that only ever opens a sentence must be too rare to be another word."""
    for form, group in by_form.items():
        if (len(form) >= SHORTEST or place_name_form(form)) and (_is_sure(group) or not _is_common(form)):
            yield _Name(
                form,
                tuple(group),
                frozenset(m.segment for m in group),
                before=_beside(m.before for m in group),
                after=_beside(m.after for m in group),
            )


def _beside(forms: Iterable[str]) -> frozenset[str]:
    named = set(forms) - lexicon("titles") - FUNCTION_WORDS - {""}
    return frozenset(sorted(named)[:CROWD])


def _is_sure(group: Sequence[Mention]) -> bool:
    """Whether a form has a capital where only a name has one."""
    return not all(m.opens for m in group)


def _drifts(found: Iterable[Mention]) -> list[tuple[_Name, _Name]]:
    """Each rarer spelling with the one that is kept, in the order of the text."""
    by_form: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_form[mention.form].append(mention)
    sure = frozenset(form for form, group in by_form.items() if _is_sure(group))
    crowds: defaultdict[tuple[str, str], list[_Name]] = defaultdict(list)
    for name in _names(by_form):
        kin = ("sound", place_name_form(name.form) or skeleton(name.form))
        for key in (kin, *(("after", before) for before in name.before)):
            if len(crowds[key]) < CROWD:
                crowds[key].append(name)
    kept: dict[str, tuple[_Name, _Name]] = {}
    for crowd in crowds.values():
        for a, b in combinations(sorted(crowd, key=lambda n: n.precedence), 2):
            if _name_the_same(a, b, sure) and (b.form not in kept or a.precedence < kept[b.form][1].precedence):
                kept[b.form] = (b, a)
    return sorted(kept.values(), key=lambda pair: pair[0].mentions[0].word.span)


def _name_the_same(a: _Name, b: _Name, sure: frozenset[str]) -> bool:
    """Whether two forms name the same person or place: they sound alike, and no name beside them says otherwise."""
    if a.segments & b.segments or (_is_common(a.form) and _is_common(b.form)):
        return False
    if same_sound(a.form, b.form):
        alone = not (a.after or b.after or (a.before and b.before))
        return alone or _share(a.before & sure, b.before & sure) or _share(a.after & sure, b.after & sure)
    if derived(a.form, b.form):
        return False
    if _share(a.before & sure, b.before & sure):
        return similar(a.form, b.form) or slipped(a.form, b.form)
    return similar(a.form, b.form) and _share(a.after & sure, b.after & sure)


def _share(article_side: frozenset[str], other_side: frozenset[str]) -> bool:
    """Whether a name beside the one form stands beside the other too, perhaps in another spelling."""
    return any(similar(x, y) for x in article_side for y in other_side)


def _is_common(form: str) -> bool:
    from wordfreq import zipf_frequency

    return zipf_frequency(form, "en") >= COMMON
