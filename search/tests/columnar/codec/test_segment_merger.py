from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.codec.disk import RealDisk
from search.engines.whoosh.columnar.merging.segment_merger import merge
from search.tests.columnar.codec.index_building import document, documents, live, write


@given(
    docs=documents(most=16),
    cuts=st.lists(st.integers(0, 16), min_size=1, max_size=3),
    gone=st.sets(st.integers(0, 15)),
    block=st.sampled_from([1, 5, 10_000]),
)
def test_merged_segment_is_the_one_written_at_once(tmp_path_factory, docs, cuts, gone, block):
    folder = tmp_path_factory.mktemp("merge")
    deleted = [docs[n].article_id for n in gone if n < len(docs)]
    bounds = [0, *sorted(cuts), len(docs)]
    sources = [
        live(write(folder / f"{n}", docs[first:last]), deleted)
        for n, (first, last) in enumerate(pairwise(bounds))
    ]

    merged = merge(RealDisk(), folder / "merged", sources, block_occurrences=block)

    kept = [doc for doc in docs if doc.article_id not in deleted]
    write(folder / "whole", kept)
    assert (folder / "merged").read_bytes() == (folder / "whole").read_bytes()
    assert merged.file.size == (folder / "whole").stat().st_size
    assert not list(folder.glob("*.part"))


def test_merge_says_where_each_document_went(tmp_path):
    first = write(tmp_path / "1", [document(1, day=5), document(2, day=9)])
    second = write(tmp_path / "2", [document(3, day=7), document(4, day=1)])

    merged = merge(RealDisk(), tmp_path / "m", [live(first, [1]), live(second)])

    assert [doc_map.tolist() for doc_map in merged.doc_maps] == [[0, -1], [1, 2]]


def test_merge_is_stopped_by_its_progress(tmp_path):
    source = live(write(tmp_path / "1", [document(1, "a b c")]))

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        merge(RealDisk(), tmp_path / "m", [source], progress=stop)


def test_merge_spools_large_blocks_to_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("search.engines.whoosh.columnar.codec.spill_file._MEMORY_BYTES", 64)
    rng = np.random.default_rng(1)
    docs = [document(n, " ".join(map(str, rng.integers(0, 50, 40)))) for n in range(40)]
    sources = [live(write(tmp_path / "1", docs[:20])), live(write(tmp_path / "2", docs[20:]))]

    merge(RealDisk(), tmp_path / "m", sources, block_occurrences=200)

    write(tmp_path / "whole", docs)
    assert (tmp_path / "m").read_bytes() == (tmp_path / "whole").read_bytes()
    assert not list(tmp_path.glob("*.part"))
