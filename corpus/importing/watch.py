"""Watching folders: files are imported as they come, once they are no longer being written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.importing.file_walk import FoundFile, walk
from corpus.importing.import_options import ImportOptions
from corpus.importing.import_report import IngestReport
from corpus.importing.pipeline import ingest_found

# Size and time of change, in nanoseconds.
_Stamp = tuple[int, int]


def watch(
    paths: Sequence[str | Path],
    say: Callable[[IngestReport], object],
    options: ImportOptions | None = None,
    *,
    pause_seconds: float = 2.0,
    rounds: int | None = None,
) -> None:
    """Import what is in the folders, then whatever is new or changed, until stopped.

    A file is read once it has stayed the same from one look to the next. `say` is given
    the report of each import. `rounds` ends it after so many looks.
    """
    done: dict[Path, _Stamp] = {}
    before: dict[Path, _Stamp] = {}
    while rounds is None or rounds > 0:
        now = dict(_stamps(paths))
        settled = [
            path
            for path, stamp in now.items()
            if done.get(path) != stamp and before.get(path) == stamp
        ]
        if settled:
            found = [FoundFile(path, now[path][0], named=False) for path in settled]
            say(ingest_found(found, [str(path) for path in paths], None, options))
            done |= {path: now[path] for path in settled}
        before = now
        rounds = None if rounds is None else rounds - 1
        if rounds != 0:
            time.sleep(pause_seconds)


def _stamps(paths: Sequence[str | Path]) -> Iterator[tuple[Path, _Stamp]]:
    for item in walk(paths):
        if isinstance(item, FoundFile):
            try:
                status = item.path.stat()
            except OSError:
                continue  # Gone since.
            yield item.path, (status.st_size, status.st_mtime_ns)
