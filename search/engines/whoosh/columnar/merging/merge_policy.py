"""Which segments to merge, so that there are few and each article is copied seldom.

Segments up to a quarter of a megabyte are gathered in one: it takes in each small
commit. The larger ones form levels, each four times the one below; four of a level
become one of the next. So an article is copied a number of times that grows with the
logarithm of the archive, and there are at most four segments a level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Up to this size a segment takes in the next commit.
YOUNG_BYTES = 256 << 10
_FACTOR = 4
#: Beyond this a commit leaves the work to be done beside it: a tenth of a second.
INLINE_BYTES = 8 << 20
#: A segment with a smaller part of its documents alive is written anew.
MIN_LIVE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """A segment as the policy sees it."""

    bytes: int
    documents: int
    live: int

    @property
    def level(self) -> int:
        """0 for young segments, then one more for each factor of size."""
        level, limit = 0, YOUNG_BYTES
        while self.bytes > limit:
            level, limit = level + 1, limit * _FACTOR
        return level


def find_merge(segments: Sequence[SegmentSize], most_bytes: int | None = None) -> list[int]:
    """Return the places of segments to merge into one, or none.

    Groups of more than `most_bytes` are left alone. A single place asks for a segment to
    be written without its deleted documents.
    """
    by_level: dict[int, list[int]] = {}
    for place, segment in enumerate(segments):
        by_level.setdefault(segment.level, []).append(place)
    for level, group in sorted(by_level.items()):
        enough = 2 if level == 0 else _FACTOR
        if len(group) >= enough and _fits(group, segments, most_bytes):
            return group
    for place, segment in enumerate(segments):
        mostly_dead = segment.live < segment.documents * MIN_LIVE_SHARE
        if mostly_dead and _fits([place], segments, most_bytes):
            return [place]
    return []


def _fits(group: Sequence[int], segments: Sequence[SegmentSize], most_bytes: int | None) -> bool:
    return most_bytes is None or sum(segments[place].bytes for place in group) <= most_bytes
