"""A cache with a byte limit, shared by the threads of one worker process."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

#: What an entry costs beside its arrays: key, tuple, dictionary pattern, array headers.
_ENTRY_BYTES = 600


@dataclass(slots=True)
class _Entry(Generic[Value]):
    value: Value
    size: int
    #: Whether it was used since it was put in, or last spared.
    used: bool = False


class ByteCache(Generic[Value]):
    """Keeps what was used lately, as long as all of it stays under `limit` bytes.

    An entry that was used since its turn came last is spared once ("second chance"), so that
    looking one up moves nothing and needs no lock. Values must not be changed once they are
    in. Two threads that miss the same key both compute it; the later one is kept.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._entries: dict[Hashable, _Entry[Value]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        entry.used = True
        return entry.value

    def put(self, key: Hashable, value: Value, size: int) -> None:
        """Keep `value`, whose arrays take `size` bytes; one over half the limit is not kept."""
        size += _ENTRY_BYTES
        if size > self.limit // 2:
            return
        with self._lock:
            replaced = self._entries.pop(key, None)
            self.bytes += size - (replaced.size if replaced else 0)
            self._entries[key] = _Entry(value, size)
            while self.bytes > self.limit:
                oldest = next(iter(self._entries))
                entry = self._entries.pop(oldest)
                if entry.used:
                    entry.used = False
                    self._entries[oldest] = entry
                else:
                    self.bytes -= entry.size

    def clear(self) -> None:
        with self._lock:
            self._entries = {}
            self.bytes = 0
