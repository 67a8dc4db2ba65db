"""A pytest plugin that writes how many tests ran and which failed to `OUTCOME_REPORT`."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

_outcomes: dict[str, bool] = {}


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Count a file that cannot be collected as one failed test."""
    if report.failed:
        _outcomes[report.nodeid] = False


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep whether every stage of the test passed."""
    _outcomes[report.nodeid] = _outcomes.get(report.nodeid, True) and not report.failed


def pytest_sessionfinish() -> None:
    """Write the report."""
    failed = [name for name, passed in _outcomes.items() if not passed]
    told = json.dumps({"total": len(_outcomes), "failed": failed})
    Path(os.environ["OUTCOME_REPORT"]).write_text(told)
