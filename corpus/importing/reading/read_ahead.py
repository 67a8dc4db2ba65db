"""Lots of records that other processes read while those before them are stored.

Lots leave in the order in which they came. How many wait is bounded, and so is their memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.importing.reading.process_pool import PoolTask, ProcessPool
from corpus.importing.reading.record_reading import Reading, ReadingRules, Waiting, read_records
from corpus.importing.record_reader import Lot

_MAX_LOTS = 12
_MAX_CHARS = 24_000_000
# Small parts, so that nobody waits long for another.
_PART_RECORDS = 50
_PART_CHARS = 1_000_000
#: An import of fewer records is done before another process has started.
_MIN_RECORDS = 2_000


@dataclass(frozen=True, slots=True)
class _Part:
    """Some records, with all that reading them takes."""

    records: Sequence[Waiting]
    rules: ReadingRules


@dataclass(frozen=True, slots=True)
class LotAhead:
    """A lot that waits to be stored, and the reading of what of it seemed to be new."""

    lot: Lot
    rules: ReadingRules
    tasks: Sequence[PoolTask[_Part, list[Reading]]]

    def readings(self, fresh: Sequence[Waiting]) -> list[Reading]:
        """Return the readings of some of its records, whether they seemed to be new or not."""
        read: dict[int, Reading] = {}
        for task in self.tasks:
            read.update(zip(map(id, task.argument.records), task.result(), strict=True))
        late = [one for one in fresh if id(one) not in read]
        read.update(zip(map(id, late), read_records(late, self.rules), strict=True))
        return [read[id(one)] for one in fresh]


class ReadAhead:
    """Lots under way, in order."""

    def __init__(self, rules: ReadingRules, pool: ProcessPool) -> None:
        self._rules = rules
        self._pool = pool
        self._lots: deque[LotAhead] = deque()
        self._records = 0

    def __len__(self) -> int:
        """Return how many lots wait to be stored."""
        return len(self._lots)

    def begin(self, lot: Lot, fresh: Sequence[Waiting]) -> None:
        """Have those records of a lot read that seem to be new."""
        self._records += len(fresh)
        if self._records > _MIN_RECORDS:
            self._pool.start()
        tasks = [self._pool.begin(_read_part, part) for part in _parts(fresh, self._rules)]
        self._lots.append(LotAhead(lot, self._rules, tasks))

    def due(self) -> Iterator[LotAhead]:
        """Yield the oldest lots while more wait than may: none, where no other process reads."""
        while self._lots and (self._is_full() or not self._pool.is_parallel):
            yield self._lots.popleft()

    def rest(self) -> Iterator[LotAhead]:
        """Yield all lots that still wait."""
        while self._lots:
            yield self._lots.popleft()

    def _is_full(self) -> bool:
        chars = sum(ahead.lot.chars for ahead in self._lots)
        return len(self._lots) > _MAX_LOTS or chars > _MAX_CHARS


def _read_part(part: _Part) -> list[Reading]:
    return read_records(part.records, part.rules)


def _parts(records: Sequence[Waiting], rules: ReadingRules) -> Iterator[_Part]:
    part: list[Waiting] = []
    chars = 0
    for record in records:
        part.append(record)
        chars += record.chars
        if len(part) == _PART_RECORDS or chars >= _PART_CHARS:
            yield _Part(part, rules)
            part, chars = [], 0
    if part:
        yield _Part(part, rules)
