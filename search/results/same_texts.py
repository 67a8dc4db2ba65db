"""Texts that say the same: an agency's report in several papers, a release sent twice.

Compared are sentences, so that another head, an added paragraph or a cut end makes no other
text. Only the articles of one page are compared, by the first of their text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_PIECE = re.compile(r"[^.!?。！？\n]+")
_MIN_PIECE_CHARS = 16
#: So much of a long text tells.
_MAX_CHARS = 3_000
#: The share of the shorter text that the other has, and of the longer one.
_SHARED_OF_SHORTER, _SHARED_OF_LONGER = 0.8, 0.45


def same_texts(texts: Mapping[int, str]) -> dict[int, tuple[int, ...]]:
    """Return the keys of the texts that say the same as each one, in the order given.

    Texts without any such are left out.
    """
    pieces = {key: _pieces(text) for key, text in texts.items()}
    holders: dict[int, list[int]] = {}
    for key, own in pieces.items():
        for piece in own:
            holders.setdefault(piece, []).append(key)
    shared: Counter[tuple[int, int]] = Counter(
        (one, other)
        for keys in holders.values()
        if len(keys) > 1
        for one in keys
        for other in keys
        if one != other
    )
    found: dict[int, list[int]] = {}
    for (one, other), count in shared.items():
        sizes = sorted((len(pieces[one]), len(pieces[other])))
        if count >= _SHARED_OF_SHORTER * sizes[0] and count >= _SHARED_OF_LONGER * sizes[1]:
            found.setdefault(one, []).append(other)
    place = {key: at for at, key in enumerate(texts)}
    return {key: tuple(sorted(others, key=place.__getitem__)) for key, others in found.items()}


def _pieces(text: str) -> frozenset[int]:
    """Return the sentences of a text as hashes, without short ones; a short text is one."""
    start = text[:_MAX_CHARS]
    plain = (" ".join(piece.split()) for piece in _PIECE.findall(start))
    pieces = frozenset(hash(piece) for piece in plain if len(piece) >= _MIN_PIECE_CHARS)
    return pieces or frozenset([hash(" ".join(start.split()))] if start.strip() else ())
