"""Which terms a group certainly does not hold: a bit a hash, looked at before the terms.

Of the spellings a word might have most occur nowhere. Of the terms that are not there one in
sixteen passes for one that may be.
"""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

#: Bits for each term, at least.
_BITS = 16


class TermFilter:
    """The terms of one group of one segment: about 3 bytes a term."""

    def __init__(self, terms: Sequence[bytes]) -> None:
        size = 1 << max(6, (len(terms) * _BITS - 1).bit_length())
        self._mask = size - 1
        hashes = np.fromiter(map(crc32, terms), np.uint32, len(terms)) & np.uint32(self._mask)
        bits = np.zeros(size, np.bool_)
        bits[hashes] = True
        self._bits = np.packbits(bits, bitorder="little").tobytes()

    def may_hold(self, term: bytes) -> bool:
        place = crc32(term) & self._mask
        return bool(self._bits[place >> 3] >> (place & 7) & 1)
