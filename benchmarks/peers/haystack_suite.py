"""django-haystack's tests of its Whoosh backend, with Whoosh's codec, with ours, with our index."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.peers.source_distributions import unpacked
from benchmarks.peers.whoosh_suite import Outcome

SOURCES = "django_haystack-3.4.0"
_ROOT = Path(__file__).resolve().parents[2]

#: Fails with Whoosh's own codec too: it expects marks around a word that is not in the query.
EXPECTED_FAILURES = {"test_highlight": "fails with Whoosh's own codec too"}


def run_tests(index: str) -> Outcome:
    """Run the tests with the index `index`: "whoosh", "codec" or "columnar"."""
    with tempfile.TemporaryDirectory(prefix="dateline-peers-") as work:
        report = Path(work) / "report.json"
        command = [sys.executable, "-m", "django", "test", "test_haystack.whoosh_tests"]
        subprocess.run(
            command,
            env=environment(work, index) | {"HAYSTACK_REPORT": str(report)},
            cwd=work,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        told = json.loads(report.read_text())
    return Outcome(told["total"], frozenset(told["failed"]))


def environment(work: str, index: str) -> dict[str, str]:
    """Return the environment of a process that imports haystack."""
    return dict(os.environ) | {
        "PYTHONPATH": os.pathsep.join([str(unpacked(SOURCES)), str(_ROOT)]),
        "DJANGO_SETTINGS_MODULE": "benchmarks.peers.haystack_project",
        "HAYSTACK_WORK": work,
        "HAYSTACK_INDEX": index,
    }
