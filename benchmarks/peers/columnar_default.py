"""Makes our codec Whoosh's default codec: import it before an index is written.

It is a pytest plugin too: `pytest -p benchmarks.peers.columnar_default`. In the environment,
`COLUMNAR_INDEX=1` makes our index Whoosh's index in files, with our reader and searcher, and
`EXACT_LENGTHS=1` makes Whoosh's rounding of field lengths to one byte the identity, so that tests
which expect rounded lengths can be held to exact ones.
"""

from __future__ import annotations

import os
from typing import Any

import whoosh.codec
import whoosh.index
from whoosh.util import numeric

from search.engines.whoosh.columnar.fieldsearch.columnar_file_index import ColumnarFileIndex
from search.engines.whoosh.columnar.perfield import ColumnarCodec


def _codec(*arguments: Any, **options: Any) -> ColumnarCodec:
    return ColumnarCodec(*arguments, **options)


def _exact(length: int) -> int:
    return length


whoosh.codec.default_codec = _codec
if os.environ.get("COLUMNAR_INDEX"):
    whoosh.index.FileIndex = ColumnarFileIndex
if os.environ.get("EXACT_LENGTHS"):
    numeric.length_to_byte = numeric.byte_to_length = _exact
