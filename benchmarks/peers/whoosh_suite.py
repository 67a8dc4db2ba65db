"""Whoosh's own tests, with its own codec and with ours as its default codec."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.source_distributions import unpacked

SOURCES = "Whoosh-Reloaded-2.7.5"
_ROOT = Path(__file__).resolve().parents[2]
_PLUGIN = "benchmarks.peers.columnar_default"

_ROUNDED = "expects lengths rounded to one byte, as Whoosh's codec keeps them; ours are exact"
#: The tests that cannot pass with another codec than Whoosh's, with the reason.
EXPECTED_FAILURES = {
    "test_indexing.py::test_lengths": _ROUNDED,
    "test_indexing.py::test_many_lengths": _ROUNDED,
    "test_mpwriter.py::test_merge_serial": _ROUNDED,
    "test_mpwriter.py::test_merge_multi": _ROUNDED,
    "test_quality.py::test_max_field_length": _ROUNDED,
    "test_quality.py::test_minmax_field_length": _ROUNDED,
}
#: Those that cannot pass with our index and searcher besides.
EXPECTED_OF_INDEX = EXPECTED_FAILURES | {
    "test_reading.py::test_first_id": "compares the class of a reader with Whoosh's own",
    "test_results.py::test_lengths": "expects a length that is not known; ours always is",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many tests ran, and which of them failed, by name."""

    total: int
    failed: frozenset[str]

    @property
    def passed(self) -> int:
        return self.total - len(self.failed)


def run_stock() -> Outcome:
    """Run the tests with Whoosh's own codec."""
    return _run([], [], {})


def run_codec() -> Outcome:
    """Run the tests with our codec as Whoosh's default codec."""
    return _run(["-p", _PLUGIN], [], {})


def run_index() -> Outcome:
    """Run the tests with our codec, index, reader and searcher."""
    return _run(["-p", _PLUGIN], [], {"COLUMNAR_INDEX": "1"})


def run_without_rounding() -> Outcome:
    """Run the tests that expect rounded lengths, with our codec and no rounding."""
    return _run(["-p", _PLUGIN], sorted(EXPECTED_FAILURES), {"EXACT_LENGTHS": "1"})


def _run(options: list[str], names: list[str], variables: dict[str, str]) -> Outcome:
    """Run tests of Whoosh, all of them where `names` is empty, in a process of their own."""
    folder = unpacked(SOURCES) / "tests"
    chosen = [str(folder / name) for name in names] or [str(folder)]
    environment = os.environ | {"PYTHONPATH": str(_ROOT)} | variables
    with tempfile.TemporaryDirectory(prefix="dateline-peers-") as work:
        report = Path(work) / "report.json"
        pytest = [sys.executable, "-m", "pytest", "--quiet", "--tb=no", "--no-header"]
        # Plugins of this project's own tests would shuffle them, or forbid them what they do.
        apart = ["-c", os.devnull, "--rootdir", str(folder), "-p", "no:cacheprovider"]
        for plugin in ("randomly", "django", "xdist", "socket", "playwright"):
            apart += ["-p", f"no:{plugin}"]
        command = [*pytest, *apart, "-p", "benchmarks.peers.outcome_plugin", *options, *chosen]
        # Whoosh's storage in memory keeps temporary files under one name for all processes.
        environment |= {"OUTCOME_REPORT": str(report), "TMPDIR": work}
        subprocess.run(command, env=environment, cwd=work, stdout=subprocess.DEVNULL, check=False)
        outcome = json.loads(report.read_text())
    return Outcome(outcome["total"], frozenset(outcome["failed"]))
