from __future__ import annotations

from bisect import bisect_right

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.postings import doc_order as newest
from search.engines.whoosh.columnar.postings import row_finder as rows
from search.engines.whoosh.columnar.postings.doc_order import newest_first
from search.engines.whoosh.columnar.postings.row_finder import RowFinder

_documents = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 999)), max_size=12)


@given(
    ordered=st.sampled_from([True, False]),
    few=st.sampled_from([0, 2_000]),
    segments=st.lists(_documents, max_size=4),
)
def test_newest_first_is_by_day_then_id_falling(
    few: int, ordered: bool, segments: list[list[tuple[int, int]]]
) -> None:
    taken: set[int] = set()
    distinct = []
    for segment in segments:
        kept = {number: day for day, number in segment if number not in taken}
        taken |= set(kept)
        pairs = [(day, number) for number, day in kept.items()]
        distinct.append(sorted(pairs, reverse=True) if ordered else pairs)
    days = [np.array([day for day, _ in segment], np.int32) for segment in distinct]
    ids = [np.array([number for _, number in segment], np.int64) for segment in distinct]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(newest, "_FEW", few)
        order = newest_first(days, ids)

    every = [pair for segment in distinct for pair in segment]
    expected = sorted(range(len(every)), key=lambda number: every[number], reverse=True)
    assert (list(range(len(every))) if order is None else order.tolist()) == expected
    assert (order is None) == (expected == list(range(len(every))))


@given(
    few=st.sampled_from([0, 2_000]),
    lengths=st.lists(st.integers(1, 70), min_size=1, max_size=40),
    data=st.data(),
)
def test_rows_at_finds_the_row_of_each_address(
    few: int, lengths: list[int], data: st.DataObject
) -> None:
    starts = np.cumsum([0, *lengths]).astype(np.uint32)
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(lengths))] * 2)))
    inside = np.arange(starts[first], starts[last], dtype=np.uint32)
    global_positions = inside[:: data.draw(st.integers(1, 9))]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows, "_FEW", few)
        found = RowFinder(starts, first, last).rows_at(global_positions)

    assert found.tolist() == [
        bisect_right(starts.tolist(), a) - 1 for a in global_positions.tolist()
    ]
