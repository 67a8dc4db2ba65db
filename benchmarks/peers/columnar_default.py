"""Makes our codec Whoosh's default codec: import it before an index is written.

It is a pytest plugin too: `pytest -p benchmarks.peers.columnar_default`. With
`EXACT_LENGTHS=1` in the environment, Whoosh's rounding of field lengths to one byte becomes
the identity, so that tests which expect rounded lengths can be held to exact ones.
"""

from __future__ import annotations

import os
from typing import Any

import whoosh.codec
from whoosh.util import numeric

from search.engines.whoosh.columnar.perfield import ColumnarCodec


def _codec(*arguments: Any, **options: Any) -> ColumnarCodec:
    return ColumnarCodec(*arguments, **options)


def _exact(length: int) -> int:
    return length


whoosh.codec.default_codec = _codec
if os.environ.get("EXACT_LENGTHS"):
    numeric.length_to_byte = numeric.byte_to_length = _exact
