"""Reads the external corpora into marked sentences: a text, and the badness of each of its words."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import Any

from mtaudit.errors import InputError

KINDS = {
    "Fluency/Grammar": "grammar",
    "Fluency/Punctuation": "punctuation",
    "Fluency/Spelling": "spelling",
    "Accuracy/Mistranslation": "word choice",
    "Style/Awkward": "awkward",
    "Terminology/Inappropriate for context": "terminology",
    "Terminology/Inconsistent use of terminology": "terminology",
}
"""The kinds of error that can be reported to a reader of the English, by the names of MQM's categories."""
WEIGHT = {"minor": 0.5, "major": 1.0, "critical": 1.0}
"""The badness, 0..1, of a word in a rater's span; the badness of the word is the mean over the raters."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence in English, and the badness of each word, as white space separates them: 0 sound, 1 bad.

    `article`, `system` and `language` (of the source) determine the split; "" if the corpus does not say.
    `kinds` names the kind of error that each word is part of ("" for none); empty if the corpus has no kinds.
    """

    text: str
    bad: tuple[float, ...]
    article: str = ""
    _: KW_ONLY
    system: str = ""
    language: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostEdited:
    """A translation with its words marked, and its post-edited version; `part` is the corpus's own split."""

    hypothesis: Marked
    post_edit: Marked
    part: str


@dataclass(frozen=True, slots=True)
class Translated:
    """A segment in its source language, and its translations by a person and by machines."""

    language: str
    source: str
    reference: str
    _: KW_ONLY
    outputs: Mapping[str, str]


def read_mqm(path: Path) -> Iterator[Marked]:
    """Segments with the error spans of their raters (mqm-zhen-news2021, mqm-zhen-ted).

    Raises:
        InputError: if the file does not have that form.
    """
    for row in _rows(path, "target", "annotations", "doc", "system", "lp"):
        text, raters = row["target"], row["annotations"]
        words = list(re.finditer(r"\S+", text))
        marks = [[_mark(word, rater["spans"]) for word in words] for rater in raters]
        bad = tuple(sum(column) / len(raters) for column in zip(*marks, strict=True))
        spans = [span for rater in raters for span in rater["spans"]]
        kinds = tuple(_kind(word, spans) for word in words) if any("category" in span for span in spans) else ()
        yield Marked(
            text, bad or sound_sentence(text).bad, row["doc"], system=row["system"], language=row["lp"][:2], kinds=kinds
        )


def read_post_edits(path: Path) -> Iterator[PostEdited]:
    """Translations with word tags and post-edits (mlqe-pe), their tokens joined as they are written.

    Raises:
        InputError: if the file does not have that form.
    """
    for row in _rows(path, "target_tokens", "tags", "postedit", "split", "lp"):
        tokens = [token for token in row["target_tokens"] if not re.search(r"\s", token)]
        if len(tokens) < len(row["tags"]):
            continue
        language = row["lp"][:2]
        text, bad = join_tokens(tokens, row["tags"])
        post_edit = sound_sentence(join_tokens(row["postedit"].split(), ())[0])
        yield PostEdited(Marked(text, bad, language=language), post_edit, row["split"])


def read_documents(path: Path) -> Iterator[tuple[str, tuple[Marked, ...]]]:
    """Whole articles (news2021-documents), each with its kind: native, ht (human translation) or mt; all words sound.

    Raises:
        InputError: if the file does not have that form.
    """
    for row in _rows(path, "id", "kind", "system", "lp", "sentences"):
        origin = {"article": row["id"], "system": row["system"], "language": row["lp"][:2]}
        yield row["kind"], tuple(sound_sentence(text, **origin) for text in row["sentences"] if text.split())


def read_segments(path: Path) -> Iterator[Translated]:
    """Segments in the order of their articles (news2021-segments), each with its first reference and every output.

    Raises:
        InputError: if the file does not have that form.
    """
    for row in _rows(path, "lp", "source", "references", "outputs"):
        yield Translated(row["lp"][:2], row["source"], row["references"]["A"], outputs=row["outputs"])


def read_genres(path: Path) -> Iterator[tuple[str, bool, str]]:
    """Texts of native English (native-genres), each with its genre and whether it is for testing (every fourth).

    Raises:
        InputError: if the file does not have that form.
    """
    counts: Counter[str] = Counter()
    for row in _rows(path, "genre", "text"):
        counts[row["genre"]] += 1
        yield row["genre"], counts[row["genre"]] % 4 == 0, row["text"]


def read_years(path: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Sentences by year and the language they were written in (deen-human-vs-machine), in every version.

    A version is named original, human_translation, google, deepl, google_round_trip or deepl_round_trip.

    Raises:
        InputError: if the file does not have that form.
    """
    for row in _rows(path, "year", "origin"):
        yield int(row["year"]), row["origin"], {k: v for k, v in row.items() if k not in ("year", "origin")}


def sound_sentence(text: str, article: str = "", system: str = "", language: str = "") -> Marked:
    """A sentence whose words are all marked as sound."""
    return Marked(text, (0.0,) * len(text.split()), article, system=system, language=language)


def join_tokens(tokens: Sequence[str], tags: Sequence[int]) -> tuple[str, tuple[float, ...]]:
    """Tokens as running text, and a tag for each of its words: the worst of its tokens, punctuation left out.

    Without tags every word is sound. Spaces left around punctuation would let a model recognise the corpus.
    """
    words: list[str] = []
    bad: list[float] = []
    quoted = glued = False
    for i, piece in enumerate(tokens):
        tag = float(tags[i]) if tags and not _MARK.fullmatch(piece) else 0.0
        closes = quoted if piece == _QUOTE else _CLOSING.fullmatch(piece) is not None
        if words and (glued or closes):
            words[-1] += piece
            bad[-1] = max(bad[-1], tag)
        else:
            words.append(piece)
            bad.append(tag)
        glued = piece in _OPENING or (piece == _QUOTE and not quoted)
        quoted ^= piece == _QUOTE
    return " ".join(words), tuple(bad)


_ADVICE = "run `mtaudit corpora verify` to see whether it is the right file"
_QUOTE = '"'
_OPENING = ("(", "[", "{")
_CLOSING = re.compile(r"[.,;:!?%)\]}]+|['’](?:s|t|re|ve|ll|d|m)|n['’]t")
_MARK = re.compile(r"\W+")


def _mark(word: re.Match[str], spans: Sequence[dict[str, Any]]) -> float:
    touching = (s for s in spans if s["start"] < word.end() and s["end"] > word.start())
    return max((WEIGHT.get(s["severity"], 0.0) for s in touching), default=0.0)


def _kind(word: re.Match[str], spans: Sequence[dict[str, Any]]) -> str:
    touching = (s for s in spans if s["start"] < word.end() and s["end"] > word.start())
    return next((kind for s in touching if (kind := KINDS.get(s.get("category", "")))), "")


def _rows(path: Path, *wanted: str) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                row = json.loads(line)
                if missing := [name for name in wanted if name not in row]:
                    raise InputError(
                        f"{path} line {number} has no {', '.join(missing)}; `mtaudit corpora verify` tells"
                    )
                yield row
    except (OSError, EOFError, ValueError, TypeError) as error:
        raise InputError(
            f"{path} cannot be read ({error}); `mtaudit corpora verify` tells whether it is whole"
        ) from error
