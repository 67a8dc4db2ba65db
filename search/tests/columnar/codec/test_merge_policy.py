from __future__ import annotations

import random

import pytest

from search.engines.whoosh.columnar.merging.merge_policy import SegmentSize, find_merge

_KB, _MB = 1 << 10, 1 << 20


def _sized(*sizes: int) -> list[SegmentSize]:
    return [SegmentSize(size, 10, 10) for size in sizes]


@pytest.mark.parametrize(
    ("sizes", "group"),
    [
        ([], []),
        ([20 * _KB], []),
        ([90 * _MB, 20 * _KB], []),
        ([90 * _MB, 20 * _KB, 30 * _KB], [1, 2]),  # a young segment takes in the commit
        ([300 * _KB] * 3, []),
        ([300 * _KB] * 4, [0, 1, 2, 3]),
        ([300 * _KB, _MB * 2, 300 * _KB, 300 * _KB, 300 * _KB], [0, 2, 3, 4]),
        ([5 * _MB] * 4, []),  # too much for a commit
    ],
)
def test_choose_takes_a_full_level(sizes, group):
    assert find_merge(_sized(*sizes), 8 * _MB) == group


def test_choose_without_a_limit_takes_large_segments():
    assert find_merge(_sized(*[5 * _MB] * 4)) == [0, 1, 2, 3]


def test_choose_writes_a_mostly_deleted_segment_anew():
    assert find_merge([SegmentSize(_MB, 10, 10), SegmentSize(_MB, 10, 4)], 8 * _MB) == [1]


def test_articles_are_copied_seldom_and_segments_stay_few():
    rng = random.Random(7)
    segments: list[int] = []
    copied = added = most = 0
    for _ in range(20_000):
        segments.append(size := rng.randrange(5 * _KB, 30 * _KB))
        added += size
        while group := find_merge(_sized(*segments)):
            merged = sum(segments[place] for place in group)
            segments = [s for place, s in enumerate(segments) if place not in group] + [merged]
            copied += merged
        most = max(most, len(segments))

    assert most <= 18
    assert copied / added < 20
