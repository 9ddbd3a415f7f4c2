"""From a paragraph of news English to its sentences: sentencex, with rules of our own before and after it.

What was measured, on one core. "labelled" is tests/data/sentences.toml (225 paragraphs, 178 boundaries), which the
rules were made on; "held out" is sentences_held_out.toml (68 and 73), written after them; "news" is the 65 English
articles of the WMT21 news task, each with its rows joined by spaces (870 boundaries). F1 of boundaries; "exact" is the
share of paragraphs without an error; P and R are precision and recall; time is for 1,000 words.

    splitter              labelled F1  exact    held out F1  exact    news P      R    time
    pysbd 0.3.4                 0.873  0.818          0.889  0.779     0.953  0.891   45 ms
    syntok 1.4.4                0.874  0.809          0.892  0.794     0.935  0.979    5 ms
    blingfire 0.1.8             0.894  0.840          0.919  0.824     0.938  0.981    1 ms
    sentencex 1.0.32            0.908  0.862          0.894  0.809     0.946  0.928  0.1 ms
    blingfire and rules         0.936  0.907          0.950  0.897     0.947  0.982    2 ms
    sentencex and rules         0.980  0.969          0.986  0.971     0.948  0.985    1 ms

The news rows are no clean gold: all 47 boundaries that the last line adds there are ends of sentences (rows that hold
several), and of its 13 misses 12 are rows without a stop and one follows a colon.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtaudit.core import Span

LIMIT = 10_000
"""Code points handed to the splitter at once; a run without a boundary is cut at white space after so many."""

# Words that begin sentences, not names: one of them with a capital after an abbreviation means that a sentence ended.
_OPENERS = """A After All An And Another As At Before Both But By Each Earlier For From He Her His How However I If In
Instead It Its Later Many Meanwhile Most My No Nobody None Not Now On Or Others Our She So Some Still That The Their
Then There These They This Those Today We What When Where While Who Why With Yet You Your"""
# Abbreviations that no sentence ends in.
_TITLES = """Adm Ald Atty Brig Capt Cllr Cmdr Col Cpl Dr Drs Fr Gen Gov Hon Insp Lt Maj Mlle Mme Mmes Mr Mrs Ms Prof Pte
Pvt Rep Reps Rev Sen Sens Sgt Shri Smt Supt approx c cf eg feat ie v vs"""
_DAYS = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_ZONES = "A?[CEMP][DS]?T|BST|CEST|EES?T|GMT|IS?T|JST|UTC|[Ee]astern|[Ll]ocal|[Pp]acific"
_REPORTING = (
    "added|admitted|agreed|announced|answered|argued|asked|asks|called|claimed|cried|declared|demanded|exclaimed|"
    "explained|insisted|joked|noted|posted|quipped|replied|reported|said|say|says|shouted|told|tweeted|urged|"
    "warned|wondered|wrote|yelled"
)


def _any(words: str) -> str:
    return "|".join(words.split())


# Marks that hide a boundary from the splitter: it does not look inside quotations.
_QUOTING = re.compile(r"""["“”„«»]|(?<=[.!?…])[)\]]|(?<=[.!?…]["“”»])[)\]]""")
# Boundaries that the splitter misses: after "p.m.", "U.S." or "Corp.", and after words it takes for abbreviations.
_MISSED = re.compile(
    rf"(?:(?<![\w.])(?!(?:{_any(_TITLES)})\.)(?:[A-Za-z]{{2,6}}|I|(?:[A-Za-z]\.){{1,5}}[A-Za-z])\.|…)\s+(?=\(?(?:{_any(_OPENERS)})\b)"
    r"|\b(?:May|OK|DC|art|con|id|ill|me|no|ok|ref)\.\s+(?=[A-Z][a-z])"
)
# What may follow a stop in lower case ("iPhone"), and what a brand's own mark looks like ("oOh! Media").
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]")
_NEVER_LAST = re.compile(rf"(?<![\w.])(?:{_any(_TITLES)})\.$|(?<!\w)[a-z]{{1,3}}[A-Z]\w{{0,20}}!$")
_CLOCK = re.compile(r"\b[ap]\.m\.$")
_AFTER_CLOCK = re.compile(rf"(?:{_DAYS})(?:day)?\b|(?:{_ZONES})\b")
# "Stop!" Judge Ames said.
_SHOUT = re.compile(r"[?!]['’]?[\"”»]$")
_ATTRIBUTION = re.compile(rf"(?:[A-Z][\w.'’-]{{0,30}}\s){{1,4}}(?:{_REPORTING})\b")
# What may end a sentence that the next one follows without a space: not the point of "ASP.NET".
_GLUED = re.compile(r"[^\W\d_A-Z]\.$|\d\.$|[!?…)\]\"”»]$")


class _Ascii(dict[int, str]):
    """A stand-in of its class for each character beyond ASCII.

    sentencex 1.0.32 panics on some of them (a no-break space before an initial) and refuses lone surrogates.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        stand_in = char if code < 128 else "X" if char.isupper() else "x" if char.isalpha() else "-"
        return self.setdefault(code, stand_in)


_ASCII = _Ascii({ord(mark): "'" for mark in "‘’"})


def sentences(text: str) -> Iterator[Span]:
    """The sentences of one paragraph, in order, without the white space around them; any line break counts as a space.

    Linear in the length of the text, whatever it holds.
    """
    masked = _QUOTING.sub(" ", re.sub(r"\s", " ", text))
    quotes = [m.start() for m in re.finditer('"', text)]
    found = {0, len(text), *_split(masked.translate(_ASCII)), *(m.end() for m in _MISSED.finditer(masked))}
    starts = [0]
    ended, worded = 0, False  # of the sentence so far: where its text ends, and whether it has a word in it
    for begin, stop in pairwise(sorted(found)):
        piece = masked[begin:stop]
        if not piece.strip():
            continue
        begun = stop - len(piece.lstrip())
        has_word = any(map(str.isalnum, piece))
        overlong = begun - starts[-1] >= LIMIT
        if overlong or (worded and has_word):
            cut = _cut(text, quotes, ended, begun)
            if overlong or not _joined(text, ended, cut, begun):
                starts.append(cut)
                worded = False
        worded = worded or has_word
        ended = begin + len(piece.rstrip())
    for start, stop in pairwise([*starts, len(text)]):
        if span := stripped(text, start, stop):
            yield span


def stripped(text: str, start: int, stop: int) -> Span | None:
    """`[start, stop)` without the white space at its edges; None where nothing is left."""
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    return Span(start, stop) if start < stop else None


def _split(masked: str) -> Iterator[int]:
    """Where the splitter sees a sentence begin. What it says of a bounded piece's last sentence waits for the next."""
    from sentencex import get_sentence_boundaries

    begin = 0
    while begin < len(masked):
        piece = masked[begin : begin + LIMIT]
        found = [begin + b["start_index"] for b in get_sentence_boundaries("en", piece)]
        if begin + LIMIT >= len(masked):
            yield from found
            return
        yield from found[:-1]
        if len(found) > 1:
            begin = found[-1]
        else:
            begin += piece.rfind(" ") + 1 or LIMIT
            yield begin


def _cut(text: str, quotes: Sequence[int], ended: int, begun: int) -> int:
    """The boundary within a gap: marks that close go with the sentence before, marks that open with the one after."""
    cut = ended
    for i in range(ended, begun):
        if not text[i].isspace():
            if not _closes(text, i, bisect_left(quotes, i) % 2 == 1):
                return i
            cut = i + 1
    return cut if cut < begun or text[cut : cut + 1].isspace() else begun


def _closes(text: str, i: int, within: bool) -> bool:
    """Whether the mark at `i` closes. `within`: a straight quotation is open, for where the spacing is no help."""
    if text[i] != '"':
        return text[i] not in "“„«"
    spaced_before = i == 0 or text[i - 1].isspace()
    spaced_after = i + 1 == len(text) or text[i + 1].isspace()
    return within if spaced_before == spaced_after else spaced_after


def _joined(text: str, ended: int, cut: int, begun: int) -> bool:
    """Whether the splitter was wrong to end a sentence here."""
    before, after = text[max(0, cut - 40) : cut], text[begun : begun + 160]
    if after[:1].islower() and not _BRAND.match(after):
        return True
    if ended == begun and not _GLUED.search(before):
        return True
    if _CLOCK.search(before) and _AFTER_CLOCK.match(after):
        return True
    return bool(_NEVER_LAST.search(before) or (_SHOUT.search(before) and _ATTRIBUTION.match(after)))
