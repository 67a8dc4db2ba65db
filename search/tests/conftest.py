"""Each engine in turn, for the tests of what all of them promise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import Engine
from search.tests.each_engine import ENGINES


@pytest.fixture(params=list(ENGINES.values()), ids=list(ENGINES))
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Engine]:
    """Make an engine on this test's directory; twice gives two on the same."""

    def made(**options: int) -> Engine:
        engine: Engine = request.param(tmp_path / "engine", **options)
        return engine

    return made
