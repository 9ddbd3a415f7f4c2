"""Letters of another script left standing in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtaudit.core import Span
from mtaudit.core.cover import Cover
from mtaudit.rules.text.explained import is_explained

SCRIPTS = {
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f",
    "Armenian": "\u0530-\u058f",
    "Hebrew": "\u0590-\u05ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f",
    "Indic": "\u0900-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Lao": "\u0e80-\u0eff",
    "Tibetan": "\u0f00-\u0fff",
    "Burmese": "\u1000-\u109f",
    "Georgian": "\u10a0-\u10ff",
    "Ethiopic": "\u1200-\u137f",
    "Khmer": "\u1780-\u17ff",
    "Mongolian": "\u1800-\u18af",
    "Japanese": "\u3041-\u3096\u30a1-\u30fa",
    "Chinese": "\u3400-\u4dbf\u4e00-\u9fff",
    "Korean": "\u1100-\u11ff\uac00-\ud7af",
}
"""Unicode blocks by the name that an editor knows them under."""

_ANY = "".join(SCRIPTS.values())
_RUN = re.compile(rf"[{_ANY}]+(?:[\d\s,.:%、。，：；！？・ー「」《》-]{{1,12}}[{_ANY}]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_NAMED = [(name, re.compile(f"[{block}]")) for name, block in SCRIPTS.items()]
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_FAUX = frozenset("ЯИДЖФШЦЭ")
"""Cyrillic letters that designers put into Latin names for their shape ("KoЯn")."""


@dataclass(frozen=True, slots=True)
class ForeignRun:
    """Letters of `script` in English text; `mixed`: among Latin ones, in one word."""

    span: Span
    script: str
    mixed: bool = False


def foreign_runs(text: str, within: Span) -> Iterator[ForeignRun]:
    """The words of `within` that mix scripts, then the unexplained runs in another script."""
    mixed = list(_mixed(text, within))
    yield from (run for run in mixed if not _FAUX.issuperset("".join(_RUN.findall(run.span.of(text)))))
    words = Cover(tuple(run.span for run in mixed))
    for match in _RUN.finditer(text, within.start, within.end):
        run, span = match.group(), Span(match.start(), match.end())
        if not (words.touches(span) or _is_symbol(run) or is_explained(text, span, within)):
            yield ForeignRun(span, script_of(run))


def script_of(run: str) -> str:
    """The name of the script of the first letter that is not Latin.

    Raises:
        ValueError: if there is no such letter.
    """
    for letter in run:
        for name, block in _NAMED:
            if block.match(letter):
                return name
    raise ValueError(f"no foreign script in {run!r}")


def _mixed(text: str, within: Span) -> Iterator[ForeignRun]:
    """Words of Latin letters with Cyrillic among them. Look-alikes were already read as Latin before."""
    for match in _WORD.finditer(text, within.start, within.end):
        word = match.group()
        if word.isascii() or not _LATIN.search(word) or not _RUN.search(word):
            continue
        if (script := script_of(word)) == "Cyrillic":
            yield ForeignRun(Span(match.start(), match.end()), script, mixed=True)


def _is_symbol(run: str) -> bool:
    """Whether it is a Greek letter of science ("μ", "ΔΕ"), or the Greek letters of a student society."""
    return script_of(run) == "Greek" and (len(run) <= 2 or (len(run) == 3 and run.isupper()))
