"""Progress bars, on a terminal only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from corpus.report import Progress as Listener


class _Bar:
    """Shows how many bytes have been read, of which file."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def expect(self, total_bytes: int) -> None:
        self._bar.update(self._task, total=total_bytes)

    def advance(self, read_bytes: int, name: str) -> None:
        self._bar.update(self._task, advance=read_bytes, description=name[-40:])


@contextmanager
def progress_bar(output: Any) -> Iterator[Listener | None]:
    """Give a bar while the block runs, or None where `output` is no terminal."""
    if not output.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=Console(markup=False), transient=True
    ) as bar:
        yield _Bar(bar, bar.add_task("Reading", total=None))
