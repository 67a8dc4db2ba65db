"""Log-likelihood against values computed by hand from Dunning's formula."""

from __future__ import annotations

import math

import pytest

from search.timeline.keyness import log_likelihood


@pytest.mark.parametrize(
    ("inside", "of_inside", "outside", "of_outside", "expected"),
    [
        # 2 * (10 ln 2 + 10 ln 2), the cells of zero adding nothing.
        (10, 10, 0, 10, 40 * math.log(2)),
        # 2 * (8 ln(8/5) + 2 ln(2/5) + 2 ln(2/5) + 8 ln(8/5))
        (8, 10, 2, 10, 2 * (16 * math.log(1.6) + 4 * math.log(0.4))),
        (5, 10, 50, 100, 0),
        (1, 10, 50, 100, 0),
        (3, 3, 0, 0, 0),
    ],
)
def test_log_likelihood_is_that_of_the_table(inside, of_inside, outside, of_outside, expected):
    found = log_likelihood(inside, of_inside, outside, of_outside)

    assert found == pytest.approx(expected)


def test_more_evidence_of_the_same_share_is_more_likely():
    assert log_likelihood(80, 100, 20, 100) > log_likelihood(8, 10, 2, 10)
