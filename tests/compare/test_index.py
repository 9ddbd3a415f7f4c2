"""The index of originals: what is added is found, what is taken out is not, and a run that is cut off harms nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from mtaudit.compare import index as index_module
from mtaudit.compare.index import Originals
from mtaudit.compare.search import candidates
from mtaudit.core import Original, Span
from mtaudit.errors import UsageError
from tests.support.vectors import WIDTH, unit

TEXT = "One. Two. Three. Four."


def original(name: str, count: int = 4, text: str = TEXT, holder: str = "") -> Original:
    spans = tuple(Span(5 * i, 5 * i + 4) for i in range(count))
    return Original(name, f"About {name}", None, text=text, sentences=spans, holder=holder)


def make(folder: Path, model: str = "a") -> Originals:
    return Originals(folder, model, WIDTH)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Originals]:
    made = make(tmp_path / "index")
    yield made
    made.close()


def test_a_sentence_is_found_again_after_the_index_was_closed(tmp_path: Path) -> None:
    first = make(tmp_path)
    for seed in range(20):
        assert first.add(original(f"o{seed}"), unit(4, seed))
    first.save()
    first.close()
    again = make(tmp_path)
    for seed in (0, 7, 19):
        (hits,) = again.nearest(unit(4, seed)[2:3], 3)
        assert again.original(hits[0].original).id == f"o{seed}"
        assert (hits[0].position, round(hits[0].similarity, 2)) == (2, 1.0)
    assert len(again) == 80
    again.close()


def test_what_is_taken_out_or_replaced_is_found_no_more(index: Originals) -> None:
    index.add(original("old"), unit(4, 1))
    index.add(original("other"), unit(4, 2))
    index.save()
    assert not index.add(original("other"), unit(4, 2))
    assert index.add(original("other", text=TEXT + " Five."), unit(4, 3))
    assert index.remove("old")
    assert not index.remove("old")
    index.save()
    assert [o.id for o in index] == ["other"]
    found = [hit.similarity for hits in index.nearest(np.concatenate([unit(4, 1), unit(4, 2)]), 9) for hit in hits]
    assert max(found) < 0.95
    assert index.nearest(unit(4, 3), 1)[3][0].position == 3


def test_originals_of_one_id_in_two_files_are_two(index: Originals) -> None:
    for seed, holder in enumerate(("", "b.jsonl", "a.jsonl")):
        assert index.add(original("1", text=f"{TEXT} {holder}", holder=holder), unit(4, seed))
    assert index.add(original("1", text=TEXT, holder="b.jsonl"), unit(4, 3))
    index.save()
    assert [(o.id, o.holder) for o in index] == [("1", ""), ("1", "a.jsonl"), ("1", "b.jsonl")]
    assert index.holders("1") == ["", "a.jsonl", "b.jsonl"]
    before = index.digest
    assert index.remove("1", "a.jsonl")
    assert not index.remove("1", "a.jsonl")
    assert index.holders("1") == ["", "b.jsonl"]
    assert index.digest != before
    assert index.holders("2") == []


def test_an_index_of_an_earlier_version_is_refused(tmp_path: Path) -> None:
    make(tmp_path).close()
    base = sqlite3.connect(tmp_path / index_module.DATABASE)
    base.execute("PRAGMA user_version = 1")
    base.close()
    with pytest.raises(UsageError, match="another version of mtaudit; add them to a new folder"):
        make(tmp_path)


def test_shards_are_searched_together_and_what_a_cut_left_is_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "SHARD", 10)
    first = make(tmp_path)
    for seed in range(12):
        first.add(original(f"o{seed}"), unit(4, seed))
    first.save()
    first.close()
    assert len(list(tmp_path.glob("*.usearch"))) == 4
    cut = make(tmp_path)
    before = cut.digest
    cut.add(original("lost"), unit(4, 99))
    cut.close()  # as if it were killed before `save`
    (tmp_path / "0099.usearch").write_bytes(b"half a shard")
    again = make(tmp_path)
    assert again.digest == before
    assert all(again.nearest(unit(4, seed), 1)[0][0].similarity > 0.99 for seed in range(12))
    again.add(original("new"), unit(4, 100))
    again.save()
    assert again.nearest(unit(4, 100), 1)[1][0].position == 1
    assert not (tmp_path / "0099.usearch").exists()
    again.close()


def test_equal_originals_make_equal_shards(tmp_path: Path) -> None:
    for name in ("a", "b"):
        one = make(tmp_path / name)
        for seed in range(9):
            one.add(original(f"o{seed}"), unit(4, seed))
        one.save()
        one.close()
    assert (tmp_path / "a" / "000001.usearch").read_bytes() == (tmp_path / "b" / "000001.usearch").read_bytes()


def test_another_model_and_a_file_in_the_way_are_refused(tmp_path: Path) -> None:
    make(tmp_path / "index").close()
    with pytest.raises(UsageError, match="another model"):
        make(tmp_path / "index", "b")
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError, match="name another folder"):
        make(tmp_path / "file")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "originals.db").write_text("no database at all, but long enough to be looked at" * 9)
    with pytest.raises(UsageError, match="name another folder"):
        make(tmp_path / "bad")


def test_the_twin_is_the_one_whose_sentences_come_in_the_same_order(index: Originals) -> None:
    texts = {f"o{seed}": unit(12, seed) for seed in range(8)}
    for name, vectors in texts.items():
        index.add(original(name, 12, "Aaa. " * 12), vectors)
    index.add(original("shuffled", 12, "Bbb. " * 12), texts["o3"][::-1].copy())
    index.save()
    found = candidates(index, texts["o3"][[1, 2, 5, 8, 9, 11]])
    assert [index.original(c.original).id for c in found] == ["o3", "shuffled"]
    assert [c.share for c in found] == [1.0, 0.5]
    assert candidates(index, unit(6, 500)) == []
    others = candidates(index, texts["o3"], passed_over=[found[0].original])
    assert [index.original(c.original).id for c in others] == ["shuffled"]


def test_who_reads_does_not_wait_for_who_writes_and_sees_what_was_saved(tmp_path: Path) -> None:
    writer = make(tmp_path)
    writer.add(original("o1"), unit(4, 1))
    writer.save()
    reader = make(tmp_path)
    assert reader.nearest(unit(4, 1), 1)[0][0].similarity > 0.99
    writer.add(original("o2"), unit(4, 2))
    assert [o.id for o in make(tmp_path)] == ["o1"]
    for seed in range(3, 6):
        writer.add(original(f"o{seed}"), unit(4, seed))
        writer.save()
    assert reader.nearest(unit(4, 5), 1)[0][0].similarity > 0.99
    reader.close()
    writer.close()


def test_what_was_taken_out_hides_nothing_that_is_left(index: Originals) -> None:
    vectors = unit(4, 1)
    near = vectors + 0.4 * unit(4, 9)
    index.add(original("live"), (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32))
    for number in range(12):
        index.add(original("revised", text=f"{TEXT} {number}"), vectors)
    index.remove("revised")
    index.save()
    assert [index.original(c.original).id for c in candidates(index, vectors)] == ["live"]


def test_no_text_and_no_name_is_too_odd_to_be_kept(index: Originals) -> None:
    odd = Original(
        "caf\udce9.txt",
        "\ud83d",
        "https://\udc00.example",
        text=TEXT + "\ud83d",
        sentences=(Span(0, 4),),
        language="en",
        holder="\udce9",
    )
    index.add(odd, unit(1, 1))
    index.add(Original("empty", "", None, text="", sentences=()), unit(0, 1))
    index.save()
    assert list(index) == [odd, Original("empty", "", None, text="", sentences=())]
    assert index.remove(odd.id, odd.holder)


def test_one_sentence_alone_needs_to_be_all_but_the_same(index: Originals) -> None:
    vector = unit(1, 1)
    far = vector + 0.9 * (unit(1, 2) - (unit(1, 2) @ vector.T) * vector)
    index.add(original("one", 1), (far / np.linalg.norm(far)).astype(np.float32))
    index.save()
    assert candidates(index, vector) == []
    index.add(original("two", 1), vector)
    index.save()
    assert [index.original(c.original).id for c in candidates(index, vector)] == ["two"]
