"""The short lines of an article as numbers: all that is needed to tell which recur.

Only numbers are kept, so that many articles are counted in little memory. What takes part
never depends on the rules of cleaning, nor on the order in which articles came.
"""

from __future__ import annotations

import hashlib
import struct
from collections import Counter
from collections.abc import Container, Iterable, Sequence

from corpus.boilerplate.cleaning import is_wrapped

#: Why a line that recurs is hidden.
REASON = "stands in many articles of this source"

_MIN_ARTICLES = 8
# A short line may be a crosshead that many articles share; a long one is the page's own.
_SHORT_CHARS = 40
_MIN_SHARE_SHORT = 0.2
_MIN_SHARE_LONG = 0.05
_MAX_CHARS = 320
# Of an article's lines, so many from its top and from its end take part: furniture is there.
_ENDS_LINES = 200
_IS_SHORT = 1


def digests_of(lines: Sequence[str]) -> dict[int, str]:
    """Return an article's lines that take part in counting, in order, by their digest.

    A digest is 64 bits of BLAKE2b, signed; its lowest bit tells a short line. Of paragraphs
    broken into lines none takes part: each may be any part of prose.
    """
    written = [line.strip() for line in lines if len(line) <= _MAX_CHARS and line.strip()]
    if len(written) > 2 * _ENDS_LINES:
        written = written[:_ENDS_LINES] + written[-_ENDS_LINES:]
    if not written or is_wrapped(lines):
        return {}
    return {_digest(line): line for line in written if any(map(str.isalpha, line))}


def recurring(articles: Iterable[Iterable[int]]) -> frozenset[int]:
    """Return the digests that stand in so many of some articles that they are furniture.

    `articles` are the digests of each, those without any too: shares are of all.
    """
    counts: Counter[int] = Counter()
    total = 0
    for digests in articles:
        total += 1
        counts.update(digests)
    return frozenset(
        digest
        for digest, count in counts.items()
        if count >= max(_MIN_ARTICLES, _least_share(digest) * total)
    )


def reasons(digests: dict[int, str], hidden: Container[int]) -> dict[str, str]:
    """Return the lines whose digests are to be hidden, each with the reason."""
    return {line: REASON for digest, line in digests.items() if digest in hidden}


def packed(digests: Iterable[int]) -> bytes:
    """Return digests as bytes, eight each."""
    numbers = tuple(digests)
    return struct.pack(f"<{len(numbers)}q", *numbers)


def unpacked(data: bytes) -> tuple[int, ...]:
    """Return the digests that `packed` made bytes of."""
    return struct.unpack(f"<{len(data) // 8}q", data)


def _digest(line: str) -> int:
    data = hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    number = int.from_bytes(data, "little", signed=True)
    return number | _IS_SHORT if len(line) < _SHORT_CHARS else number & ~_IS_SHORT


def _least_share(digest: int) -> float:
    return _MIN_SHARE_SHORT if digest & _IS_SHORT else _MIN_SHARE_LONG
