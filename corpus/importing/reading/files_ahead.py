"""Small files that other processes parse while those before them are taken, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.importing.file_walk import FoundFile, Obstacle
from corpus.importing.reading.file_parsing import (
    STANDARD_INPUT,
    ParsedFile,
    ParseRequest,
    parse_whole,
)
from corpus.importing.reading.process_pool import PoolTask, ProcessPool

#: A larger file is parsed as a stream.
_MAX_WHOLE_BYTES = 4 * 2**20
# Few files at once, so that nobody waits long for another.
_RUN_FILES = 12
_RUN_BYTES = 512 * 1024
# What waits is bounded, and so is its memory.
_MAX_FILES = 400
_MAX_BYTES = 16 * 2**20
#: Fewer files are read before another process has started.
_MIN_FILES = 300
_MIN_BYTES = 8 * 2**20

Item = ParseRequest | Obstacle


@dataclass(slots=True)
class _Run:
    """Some items in order, of which the small files are parsed together."""

    items: list[Item] = field(default_factory=list)
    small: list[ParseRequest] = field(default_factory=list)
    size: int = 0
    task: PoolTask[Sequence[ParseRequest], list[ParsedFile | None]] | None = None

    def add(self, item: Item) -> None:
        self.items.append(item)
        if isinstance(item, ParseRequest) and _is_small(item.found):
            self.small.append(item)
            self.size += item.found.size

    @property
    def is_full(self) -> bool:
        return len(self.small) >= _RUN_FILES or self.size >= _RUN_BYTES

    def taken(self) -> Iterator[tuple[Item, ParsedFile | None]]:
        """Yield its items, with what the small files hold."""
        files = self.task.result() if self.task else [None] * len(self.small)
        parsed = dict(zip(map(id, self.small), files, strict=True))
        for item in self.items:
            yield item, parsed.get(id(item))


def are_many(files: Sequence[FoundFile]) -> bool:
    """Whether files are so many, or so large, that several processes should read them."""
    return len(files) >= _MIN_FILES or sum(file.size for file in files) >= _MIN_BYTES


def parsed_ahead(
    items: Iterable[Item], pool: ProcessPool
) -> Iterator[tuple[Item, ParsedFile | None]]:
    """Yield all items in order, the small files parsed where other processes work.

    None stands for what is to be streamed.
    """
    waiting: deque[_Run] = deque()
    for run in _runs(items):
        if pool.is_parallel and run.small:
            run.task = pool.begin(parse_whole, run.small)
        waiting.append(run)
        while waiting and (not pool.is_parallel or _are_full(waiting)):
            yield from waiting.popleft().taken()
    for run in waiting:
        yield from run.taken()


def _runs(items: Iterable[Item]) -> Iterator[_Run]:
    run = _Run()
    for item in items:
        run.add(item)
        if run.is_full:
            yield run
            run = _Run()
    yield run


def _is_small(found: FoundFile) -> bool:
    return found.size <= _MAX_WHOLE_BYTES and str(found.path) != STANDARD_INPUT


def _are_full(waiting: Iterable[_Run]) -> bool:
    runs = list(waiting)
    files = sum(len(run.items) for run in runs)
    return files > _MAX_FILES or sum(run.size for run in runs) > _MAX_BYTES
