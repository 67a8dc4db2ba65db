from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import given

from search.engines.whoosh.columnar.codec.segment import Segment
from search.engines.whoosh.columnar.index.segment_buffer import IndexedDocument
from search.tests.columnar.codec.index_building import (
    begins,
    document,
    documents,
    ends,
    paragraphs,
    write,
)


def plain_borders(text: str, unit: str) -> list[int]:
    """The words that begin a part, counted one by one."""
    found: set[int] = set()
    at = 0
    for paragraph in paragraphs(text):
        found.add(at)
        before = ""
        for word in paragraph.split():
            if unit == "sentence" and before and ends(before) and begins(word):
                found.add(at)
            at += 1
            before = word
    return sorted(found - {0, at})


def read(segment: Segment, unit: Any) -> dict[int, list[int]]:
    borders = segment.borders(unit)
    ends_at = np.cumsum(borders.counts)[:-1]
    rows = np.split(borders.positions, ends_at) if segment.doc_count else []
    ids = segment.article_ids.tolist()
    return dict(zip(ids, (row.tolist() for row in rows), strict=True))


@given(docs=documents())
def test_segment_knows_where_parts_begin(tmp_path_factory, docs: list[IndexedDocument]):
    segment = write(tmp_path_factory.mktemp("segment") / "s", docs)

    for unit in ("sentence", "paragraph"):
        assert read(segment, unit) == {
            doc.article_id: plain_borders(doc.text, unit) for doc in docs
        }


def test_borders_far_apart_are_kept_whole(tmp_path: Path):
    text = f"{'a ' * 70_000}as B as B"

    segment = write(tmp_path / "s", [document(1, text), document(2, "as B")])

    assert read(segment, "sentence") == {1: [70_001, 70_003], 2: [1]}
