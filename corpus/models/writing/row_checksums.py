"""Checksums that an article's row keeps of what is searched in it.

There are two, so that a change of the title need not read the text: one covers the text with its
hidden lines, the other all that is searched, by way of the first. A row whose values do not
give its checksums was damaged, or written past `ArticleManager`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any


def text_checksum(text: str, hidden_lines: Sequence[Mapping[str, Any]]) -> int:
    """Return 63 bits of BLAKE2b over a text and its hidden lines, as the row has them."""
    lines = (
        f"{line['line']}\x1f{line['text']}\x1f{line['reason']}\x1f{bool(line.get('gap'))}"
        for line in hidden_lines
    )
    return _digest("\x1e".join((text, *lines)))


def row_checksum(
    text_sum: int,
    *,
    title: str,
    author: str,
    language: str,
    published: dt.date | None,
    date_precision: str,
) -> int:
    """Return 63 bits of BLAKE2b over what is searched of a row, its source apart.

    `text_sum` is its `text_checksum`. A source is a row of its own, and may be renamed.
    """
    day = published.isoformat() if published else ""
    return _digest("\x1e".join((str(text_sum), title, author, language, day, date_precision)))


def _digest(written: str) -> int:
    data = written.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1
