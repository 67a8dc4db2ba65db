"""Which encoded values of Whoosh's postings can be made again from arrays of numbers.

A posting's value is what its field's format encodes: positions, a frequency, nothing, or
more. Values of the first three kinds are not stored, as positions and frequencies are.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from whoosh import formats
from whoosh.system import _INT_SIZE, pack_uint, unpack_uint

#: What a field's values are made of; an `opaque` field keeps them whole.
ValueKind = Literal["positions", "frequency", "empty", "opaque"]

# What `formats.Positions` writes, and nothing else: a count, then a list of whole numbers as
# Python serializes it. Only such bytes are handed to its decoder.
_POSITIONS = re.compile(
    rb"(?s).{4}\x80\x02\]q\x00(?:(?:K.|M..|J....)a|(?:\((?:K.|M..|J....)+e)+)\."
)
_KINDS: dict[type[Any], ValueKind] = {
    formats.Positions: "positions",
    formats.Frequency: "frequency",
    formats.Existence: "empty",
}
_MAX = 2**32


def kind_of(format_: Any) -> ValueKind:
    """Return the kind of values that a format is expected to write."""
    return _KINDS.get(type(format_), "opaque")


def positions_in(format_: Any, value: bytes) -> list[int] | None:
    """Return the positions that make `value` when encoded, or None for any other value."""
    if not _POSITIONS.fullmatch(value):
        return None
    positions: list[int] = format_.decode_positions(value)
    if min(positions) < 0 or max(positions) >= _MAX:
        return None
    return positions if unpack_uint(value[:_INT_SIZE])[0] == len(positions) else None


def frequency_in(value: bytes) -> int | None:
    """Return the frequency that makes `value` when encoded, or None for any other value."""
    return int(unpack_uint(value)[0]) if len(value) == _INT_SIZE else None


def encoded_frequency(frequency: int) -> bytes:
    """Return the value of a posting of the format `Frequency`."""
    packed: bytes = pack_uint(frequency)
    return packed
