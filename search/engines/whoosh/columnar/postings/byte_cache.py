"""A cache with a byte limit, shared by the threads of one worker process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")

#: What an entry costs beside its arrays: key, tuple, dictionary pattern, array headers.
_ENTRY_BYTES = 600


class ByteCache(Generic[Value]):
    """Keeps what was used last, as long as all of it stays under `limit` bytes.

    Values must not be changed once they are in. Two threads that miss the same key both
    compute it; the later one is kept.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._entries: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Value | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[0]

    def put(self, key: Hashable, value: Value, size: int) -> None:
        """Keep `value`, whose arrays take `size` bytes; one over half the limit is not kept."""
        size += _ENTRY_BYTES
        if size > self.limit // 2:
            return
        with self._lock:
            replaced = self._entries.pop(key, None)
            self.bytes += size - (replaced[1] if replaced else 0)
            self._entries[key] = (value, size)
            while self.bytes > self.limit:
                _, (_, freed) = self._entries.popitem(last=False)
                self.bytes -= freed

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self.bytes = 0
