"""Edit distance of one word to many at once.

The bit-parallel recurrence of Myers (1999) in the form of Hyyrö (2003), section 4: one
column of the dynamic programming matrix is two machine words, so here one step is a dozen
array operations over all candidates. A swap of two letters counts as two edits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.query.term_pattern import edits_within

_LONGEST = 63


def within(
    word: str,
    limit: int,
    data: NDArray[np.uint8],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Say which words of `data` (UTF-8, from each start to its end) are within `limit` edits."""
    widths = ends - starts
    if not len(starts):
        return np.zeros(0, np.bool_)
    if not word or len(word) > _LONGEST or not word.isascii():
        return _one_by_one(word, limit, data, starts, ends)
    # Letters past the last that could matter are not looked at: such words are too long.
    width = int(min(widths.max(), 4 * (len(word) + limit)))
    columns = np.minimum(starts + np.arange(width)[:, None], len(data) - 1)
    letters = data.take(columns)
    near = _distances(word, letters, widths) <= limit
    wide = (letters >= 0x80).any(axis=0).nonzero()[0]
    if len(wide):
        near[wide] = _one_by_one(word, limit, data, starts[wide], ends[wide])
    return near


def _one_by_one(
    word: str,
    limit: int,
    data: NDArray[np.uint8],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> NDArray[np.bool_]:
    bounds = zip(starts.tolist(), ends.tolist(), strict=True)
    others = (data[a:b].tobytes().decode("utf-8", "surrogatepass") for a, b in bounds)
    return np.fromiter((edits_within(word, other, limit) for other in others), np.bool_)


def _distances(
    word: str, letters: NDArray[np.uint8], widths: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the distance of `word` to each column of `letters`, read to its width.

    Names are those of the paper: `vp` and `vn` hold where a column rises and falls.
    """
    equal = np.zeros(256, np.uint64)
    for place, letter in enumerate(word):
        equal[ord(letter)] |= np.uint64(1 << place)
    last = np.uint64(len(word) - 1)
    one = np.uint64(1)
    vp = np.full(letters.shape[1], (1 << len(word)) - 1, np.uint64)
    vn = np.zeros_like(vp)
    distance = np.full(letters.shape[1], len(word), np.int64)
    for row, column in enumerate(letters):
        eq = equal.take(column)
        d0 = (((eq & vp) + vp) ^ vp) | eq | vn
        hp = vn | ~(d0 | vp)
        hn = vp & d0
        step = ((hp >> last) & one).astype(np.int64) - ((hn >> last) & one).astype(np.int64)
        distance += np.where(row < widths, step, 0)
        hp = (hp << one) | one
        vp = (hn << one) | ~(d0 | hp)
        vn = hp & d0
    return distance
