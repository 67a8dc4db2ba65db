from __future__ import annotations

import pytest

from benchmarks.relevance import average_precision, ndcg


@pytest.mark.parametrize(
    ("ranking", "grades", "expected"),
    [
        (["a", "b"], {"a": 1, "b": 1}, 1.0),
        (["x", "a"], {"a": 1}, 0.6309),
        (["b", "a"], {"a": 2, "b": 1}, 0.7967),
        (["x"] * 10 + ["a"], {"a": 1}, 0.0),
        ([], {"a": 1}, 0.0),
        (["a"], {}, 0.0),
    ],
)
def test_ndcg_discounts_by_rank(ranking, grades, expected):
    assert ndcg(ranking, grades) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("ranking", "grades", "expected"),
    [
        (["a", "b"], {"a": 1, "b": 1}, 1.0),
        (["a", "x", "b"], {"a": 1, "b": 1}, 5 / 6),
        (["x", "a"], {"a": 1, "missed": 1}, 0.25),
        (["a"], {"a": 0}, 0.0),
    ],
)
def test_average_precision_counts_what_was_missed(ranking, grades, expected):
    assert average_precision(ranking, grades) == pytest.approx(expected)
