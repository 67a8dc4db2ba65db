"""Django settings of the processes that import haystack: its own, with Whoosh alone.

`HAYSTACK_INDEX` says which index its Whoosh backend uses: "whoosh" is Whoosh's own, "codec"
is Whoosh's index with our codec, "columnar" is our index.
"""

from __future__ import annotations

import importlib
import json
import os
from pathlib import Path
from typing import Any

from django.test.runner import DiscoverRunner

_theirs = importlib.import_module("test_haystack.settings")
globals().update({name: value for name, value in vars(_theirs).items() if name.isupper()})

_WORK = Path(os.environ["HAYSTACK_WORK"])
_WHOOSH = "haystack.backends.whoosh_backend.WhooshEngine"

if os.environ["HAYSTACK_INDEX"] != "whoosh":
    importlib.import_module("benchmarks.peers.columnar_default")
if os.environ["HAYSTACK_INDEX"] == "columnar":
    # haystack reads the settings when it is imported, so its classes must wait for them.
    INSTALLED_APPS = [
        *_theirs.INSTALLED_APPS,
        "benchmarks.peers.columnar_index.ColumnarIndexConfig",
    ]

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": _WORK / "tests.db"}}
HAYSTACK_CONNECTIONS = {
    "default": {"ENGINE": "test_haystack.mocks.MockEngine"},
    "whoosh": {"ENGINE": _WHOOSH, "PATH": str(_WORK / "whoosh"), "INCLUDE_SPELLING": True},
    "filtered_whoosh": {
        "ENGINE": _WHOOSH,
        "PATH": str(_WORK / "filtered"),
        "EXCLUDED_INDEXES": ["test_haystack.multipleindex.search_indexes.BarIndex"],
    },
}
TEST_RUNNER = "benchmarks.peers.haystack_project.ReportingRunner"


class ReportingRunner(DiscoverRunner):
    """Writes the count of tests and the names of those that failed to `HAYSTACK_REPORT`."""

    def suite_result(self, suite: Any, result: Any, **kwargs: Any) -> int:
        """Return how many tests failed, as the runner does."""
        broken = [test for test, _ in (*result.failures, *result.errors)]
        broken += result.unexpectedSuccesses
        failed = [getattr(test, "_testMethodName", str(test)) for test in broken]
        report = {"total": result.testsRun, "failed": failed}
        Path(os.environ["HAYSTACK_REPORT"]).write_text(json.dumps(report))
        return super().suite_result(suite, result, **kwargs)
