"""What the watchman saw last: written by the worker, read by every process.

A small file beside the index, because the database may be what is damaged.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

#: A report older than this, in seconds, says that nobody looks.
STALE_SECONDS = 120.0
# Each process reads the file at most once in so many seconds.
_CACHE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class WatchReport:
    """Findings with the time of each check, in seconds since the epoch (0: never).

    `database` and `index` name what is damaged, a sentence each; `failures` what the watchman
    itself could not do.
    """

    at: float = 0.0
    database: tuple[str, ...] = ()
    database_checked: float = 0.0
    rows_checked: float = 0.0
    index: tuple[str, ...] = ()
    index_checked: float = 0.0
    compared: float = 0.0
    differences: int = 0
    failures: tuple[str, ...] = field(default=())

    @property
    def is_stale(self) -> bool:
        return time.time() - self.at > STALE_SECONDS


_cached: tuple[float, Path, WatchReport] | None = None


def last() -> WatchReport:
    """Return the newest report; an empty one where there is none or it cannot be read."""
    global _cached  # noqa: PLW0603
    path, now = _path(), time.monotonic()
    if _cached and _cached[1] == path and now - _cached[0] < _CACHE_SECONDS:
        return _cached[2]
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        lists = {name: tuple(value) for name, value in read.items() if isinstance(value, list)}
        report = WatchReport(**read | lists)
    except (OSError, ValueError, TypeError):
        report = WatchReport()
    _cached = (now, path, report)
    return report


def write(report: WatchReport) -> None:
    """Replace the report. Raises OSError where the disk takes none."""
    global _cached  # noqa: PLW0603
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(".new")
    written.write_text(json.dumps(asdict(report)), encoding="utf-8")
    written.replace(path)
    _cached = None


def _path() -> Path:
    return settings.SEARCH.index_dir / "watch.json"
