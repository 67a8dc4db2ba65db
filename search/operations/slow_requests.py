"""The slowest requests of late, kept in a small file that all web processes append to."""

from __future__ import annotations

import contextlib
import heapq
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

_MAX_BYTES = 256 * 1024
_MAX_ADDRESS_CHARS = 500


@dataclass(frozen=True, slots=True)
class SlowRequest:
    """A request that took long: when (seconds since the epoch), for what, how many seconds."""

    at: float
    address: str
    seconds: float


def note(address: str, seconds: float) -> None:
    """Append a request. A disk that takes nothing is no reason to fail."""
    made = SlowRequest(time.time(), address[:_MAX_ADDRESS_CHARS], round(seconds, 2))
    line = json.dumps(asdict(made)) + "\n"
    path = _path()
    with contextlib.suppress(OSError):
        if path.exists() and path.stat().st_size > _MAX_BYTES:
            path.replace(path.with_suffix(".old"))
        # One write to a file opened for appending: lines of several processes stay whole.
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)


def slowest(count: int) -> list[SlowRequest]:
    """Return the slowest requests in the file, slowest first."""
    try:
        lines = _path().read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    noted = []
    for line in lines:
        with contextlib.suppress(ValueError, TypeError):
            noted.append(SlowRequest(**json.loads(line)))
    return heapq.nlargest(count, noted, key=lambda each: each.seconds)


def _path() -> Path:
    return Path(settings.SEARCH.index_dir).parent / "slow_requests.jsonl"
