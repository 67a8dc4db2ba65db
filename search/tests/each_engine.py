"""The engines that the tests put through the same cases: the `make` of `conftest.py`, or a law.

To add an engine, add it to ENGINES. A known difference is marked with its reason in its test.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from search.engines.base import Document, Engine, SearchRequest
from search.engines.whoosh.engine import WhooshEngine

ENGINES: dict[str, Callable[..., Engine]] = {"whoosh": WhooshEngine}

each_engine = pytest.mark.parametrize("make", list(ENGINES.values()), ids=list(ENGINES))


def articles(*texts: str) -> list[Document]:
    """Untitled articles with these texts, numbered from 1."""
    return [Document(number, "", text) for number, text in enumerate(texts, 1)]


def ids(engine: Engine, request: SearchRequest) -> list[int]:
    """The articles of the hits, in their order."""
    return [hit.id for hit in engine.search(request).hits]
