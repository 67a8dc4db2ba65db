from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.codec.container import Container, SectionWriter
from search.engines.whoosh.columnar.codec.disk import RealDisk
from search.engines.whoosh.columnar.codec.packed_ints import (
    PackedParts,
    PackedReader,
    narrow,
    runs,
    starts,
)

_NUMBERS = st.lists(st.one_of(st.integers(0, 300), st.integers(0, 2**32 - 1)), max_size=30)


@given(parts=st.lists(_NUMBERS, min_size=1, max_size=3), data=st.data())
def test_packed_numbers_come_back_whatever_their_size(tmp_path_factory, parts, data):
    path = tmp_path_factory.mktemp("packed") / "file"
    packed = PackedParts(np.uint8)
    sections = SectionWriter(RealDisk(), path, 1)
    sections.add("n", *[packed.split(np.array(part, np.uint32)) for part in parts])
    packed.write_high(sections, "n")
    sections.finish()
    numbers = [number for part in parts for number in part]
    start = data.draw(st.integers(0, len(numbers)))
    stop = data.draw(st.integers(start, len(numbers)))

    reader = PackedReader(Container.open(path, 1), "n")

    assert reader.slice(0, len(numbers)).tolist() == numbers
    assert reader.slice(start, stop).tolist() == numbers[start:stop]


def test_starts_sums_counts():
    assert starts(np.array([2, 0, 3])).tolist() == [0, 2, 2, 5]


def test_runs_counts_up_from_each_start():
    assert runs(np.array([10, 5, 0]), np.array([2, 0, 3])).tolist() == [10, 11, 0, 1, 2]


def test_narrow_keeps_what_four_bytes_hold_not():
    assert narrow(np.array([1, 2**32 - 1], np.uint64)).dtype == "<u4"
    assert narrow(np.array([1, 2**32], np.uint64)).tolist() == [1, 2**32]
