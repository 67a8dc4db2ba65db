"""What an import tells while it runs and when it is done."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from corpus.importing.source_file import FileNote

# Bytes that are no text, and what would break a line, colour a terminal or turn writing round.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Progress(Protocol):
    """Hears how far an import has come."""

    def expect(self, total_bytes: int) -> None:
        """How large all files are together."""

    def advance(self, read_bytes: int, name: str) -> None:
        """So many bytes more have been read; now reading `name`."""


class Silent:
    """Says nothing."""

    def expect(self, total_bytes: int) -> None:
        pass

    def advance(self, read_bytes: int, name: str) -> None:
        pass


@dataclass(slots=True)
class IngestReport:
    """What came of an import. `passed_over` names what is no article on purpose;
    `notes` tell how the fields of a file were read.

    `settled` articles, stored before or just now, were cleaned anew at the end: lines that
    were found to recur in their source are hidden, and those that no longer do are shown.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    settled: int = 0
    has_options: bool = False
    failures: list[tuple[str, str]] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, FileNote]] = field(default_factory=list)

    @property
    def failed(self) -> int:
        return len(self.failures)

    @property
    def summary(self) -> str:
        return (
            f"added {self.added}, updated {self.updated}, "
            f"unchanged {self.unchanged}, failed {self.failed}"
        )

    def write_csv(self, path: str | Path) -> None:
        """Write a row for each file or record that failed or was skipped, with its reason."""
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("outcome", "path", "reason"))
            rows.writerows(("failed", *failure) for failure in self.failures)
            rows.writerows(("skipped", *passed) for passed in self.passed_over)

    def lines(self) -> Iterator[str]:
        """For people: what was skipped, every failure with its reason, and the counts."""
        for path, reason in self.passed_over:
            yield f"skipped {path}: {reason}"
        for path, reason in self.failures:
            yield f"failed {path}: {reason}"
        if self.unchanged and self.has_options:
            yield "what was held already keeps its facts: undo its import first to state others"
        if self.settled:
            yield f"cleaned {self.settled} articles anew by what recurs in their sources"
        yield self.summary


def printable(text: str) -> str:
    """Return a path or reason that can be stored and shown in a line, the rest escaped."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
