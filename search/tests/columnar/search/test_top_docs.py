from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.search.top_docs import best


@given(
    st.integers(0, 2**32 - 1), st.sampled_from([1, 7, 900, 9_000]), st.integers(1, 50), st.data()
)
def test_best_are_the_first_of_the_highest(
    seed: int, size: int, distinct: int, data: st.DataObject
) -> None:
    scores = np.random.default_rng(seed).integers(0, distinct, size).astype(np.float32)
    wanted = data.draw(st.integers(0, min(size + 2, 60)))

    places = best(scores, wanted)

    expected = sorted(range(size), key=lambda place: (-scores[place], place))
    assert places.tolist() == expected[:wanted]


@pytest.mark.parametrize("size", [10, 10_000])
def test_best_of_equals_are_the_first(size: int) -> None:
    assert best(np.zeros(size, np.float32), 3).tolist() == [0, 1, 2]
