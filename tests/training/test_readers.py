"""Corpora are read into marked sentences, and split by article, system and year."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtaudit.errors import InputError
from mtaudit.training.mistakes import mistakes
from mtaudit.training.readers import join_tokens, read_documents, read_mqm, read_post_edits, read_segments, read_years
from mtaudit.training.splits import Split, of_article, of_translation, of_year


def stored(path: Path, *rows: object) -> Path:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return path


def test_raters_are_averaged_word_by_word(tmp_path: Path) -> None:
    text = "The duty was claimed, they said."
    major, minor = ({"start": 4, "end": 8, "severity": name} for name in ("major", "minor"))
    comma = {"start": 20, "end": 21, "severity": "minor"}
    row = {"target": text, "doc": "d1", "system": "S", "lp": "zh-en"}
    row["annotations"] = [{"rater": "a", "spans": [major]}, {"rater": "b", "spans": [minor, comma]}]  # type: ignore[assignment]
    (found,) = read_mqm(stored(tmp_path / "mqm.gz", row))
    assert found.bad == (0.0, 0.75, 0.0, 0.25, 0.0, 0.0)
    assert (found.article, found.system, found.language) == ("d1", "S", "zh")


def test_a_segment_comes_with_its_first_reference_and_every_output(tmp_path: Path) -> None:
    row = {"lp": "cs-en", "source": "Pršelo.", "references": {"A": "It rained.", "B": "Rain fell."}}
    (found,) = read_segments(stored(tmp_path / "segments.gz", row | {"outputs": {"S": "It has rained."}}))
    assert (found.language, found.source, found.reference) == ("cs", "Pršelo.", "It rained.")
    assert found.outputs == {"S": "It has rained."}


def test_tokens_become_running_text_and_keep_their_tags() -> None:
    tokens = "He said : \" It is n't so ( yet ) , \" and it 's 5 % .".split()
    tags = [0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0]
    text, bad = join_tokens(tokens, tags)
    assert text == "He said: \"It isn't so (yet),\" and it's 5%."
    assert dict(zip(text.split(), bad, strict=True)) == {
        "He": 0, "said:": 0, '"It': 0, "isn't": 1, "so": 0, '(yet),"': 1, "and": 0, "it's": 1, "5%.": 0
    }  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(['"', "(", ")", ",", "a", "n't", "%", "it"]), st.integers(0, 1))))
def test_every_word_of_joined_text_has_a_tag(pairs: list[tuple[str, int]]) -> None:
    text, bad = join_tokens([token for token, _ in pairs], [tag for _, tag in pairs])
    assert len(text.split()) == len(bad)
    assert text.replace(" ", "") == "".join(token for token, _ in pairs)


def test_post_edits_teach_the_mistakes_that_they_mended(tmp_path: Path) -> None:
    row = {"lp": "ru-en", "split": "train", "source": ""}
    rows = [
        row
        | {
            "target_tokens": "The group claimed duty for the attack .".split(),
            "postedit": "The group claimed responsibility for the attack .",
            "tags": [0, 0, 0, 1, 0, 0, 0, 0],
        },
        row
        | {
            "target_tokens": "Xqzt is a town on the river .".split(),
            "postedit": "Xqzv is a town by the river .",
            "tags": [1, 0, 0, 0, 1, 0, 0, 0],
        },
    ]
    pairs = list(read_post_edits(stored(tmp_path / "pe.gz", *rows)))
    assert pairs[0].hypothesis.text == "The group claimed duty for the attack."
    assert pairs[0].hypothesis.bad == (0, 0, 0, 1, 0, 0, 0)
    assert set(pairs[0].post_edit.bad) == {0}
    assert mistakes(pairs) == {("responsibility",): (("duty",),), ("by",): (("on",),)}


def test_documents_and_years_are_read(tmp_path: Path) -> None:
    document = {"id": "a.1", "kind": "ht", "system": "", "lp": "de-en", "sentences": ["One two.", ""]}
    ((kind, sentences),) = read_documents(stored(tmp_path / "d.gz", document))
    assert (kind, [s.text for s in sentences], sentences[0].language) == ("ht", ["One two."], "de")
    row = {"year": "2014", "origin": "en", "original": "A.", "deepl_round_trip": "B."}
    assert list(read_years(stored(tmp_path / "y.gz", row))) == [
        (2014, "en", {"original": "A.", "deepl_round_trip": "B."})
    ]


@pytest.mark.parametrize("content", [b"", b"{}\n", b"no gzip", b"[1, 2]\n"])
def test_a_file_of_another_form_is_an_error_that_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.gz"
    path.write_bytes(content if content == b"no gzip" else gzip.compress(content)[: -4 if not content else None])
    with pytest.raises(InputError, match="mtaudit corpora verify"):
        list(read_mqm(path))


@given(st.text(), st.text())
def test_what_tests_shares_neither_article_nor_system_with_what_trains(article: str, system: str) -> None:
    split = of_translation(article, system)
    assert split in (None, of_article(article))
    others = {of_translation(str(i), system) for i in range(200)}
    assert not {Split.TRAIN, Split.TEST} <= others


def test_later_years_test() -> None:
    assert [of_year(year) for year in (2008, 2015, 2016)] == [Split.TRAIN, Split.TRAIN, Split.TEST]
