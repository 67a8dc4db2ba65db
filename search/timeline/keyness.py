"""Distinctive words: those that some articles hold far more often than others.

The measure is Dunning's log-likelihood ratio ("Accurate methods for the statistics of surprise
and coincidence", Computational Linguistics 19, 1993) over the two-by-two table of articles
with and without a word, inside and outside:

    G2 = 2 * sum(O * ln(O / E))        E = row total * column total / all

Articles are counted, not occurrences, so that one long article does not decide. G2 is
distributed as chi-squared with one degree of freedom: above 10.83, chance is less than one in
a thousand.
"""

from __future__ import annotations

import math

#: The least log-likelihood of a distinctive word: p < 0.001.
MIN_LIKELIHOOD = 10.83


def log_likelihood(inside: int, of_inside: int, outside: int, of_outside: int) -> float:
    """Return G2 of a word that `inside` of `of_inside` articles hold, and `outside` of the others.

    It is 0 where the word is not more frequent inside than outside.
    """
    every = of_inside + of_outside
    if not of_inside or not of_outside or inside * of_outside <= outside * of_inside:
        return 0.0
    cells = (
        (inside, of_inside, inside + outside),
        (of_inside - inside, of_inside, every - inside - outside),
        (outside, of_outside, inside + outside),
        (of_outside - outside, of_outside, every - inside - outside),
    )
    return 2 * sum(
        observed * math.log(observed * every / (row * column))
        for observed, row, column in cells
        if observed
    )
