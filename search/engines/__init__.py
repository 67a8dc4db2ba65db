"""The engines by name, and the one that this process uses.

To add an engine, write a class with the verbs of `base.Engine`, made from its index
directory and the limits below, and add it here and to `search/tests/each_engine.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import packages_distributions
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from search.engines.base import Engine

#: The class of each engine by its dotted path: imported when it is first requested.
ENGINES: dict[str, str] = {"whoosh": "search.engines.whoosh.engine.WhooshEngine"}


def get_engine() -> Engine:
    """Return this process's engine on `settings.SEARCH.index_dir`, made at its first use."""
    # A forked process opens files of its own.
    return _engine(settings.SEARCH.engine, settings.SEARCH.index_dir, os.getpid())


@lru_cache(8)
def _engine(name: str, directory: Path, process: int) -> Engine:
    if name not in ENGINES:
        known = ", ".join(sorted(ENGINES))
        raise ImproperlyConfigured(f"DATELINE_ENGINE is {name!r}; known engines: {known}")
    _require_one_whoosh()
    make: Callable[..., Engine] = import_string(ENGINES[name])
    # Each engine has a folder of its own: none meets the files of another.
    return make(
        directory / name,
        max_expansions=settings.SEARCH.max_expansions,
        max_clauses=settings.SEARCH.max_clauses,
        max_depth=settings.SEARCH.max_depth,
    )


@lru_cache(1)
def _require_one_whoosh() -> None:
    """Several distributions install the package `whoosh` and overwrite each other's files."""
    providers = sorted(set(packages_distributions().get("whoosh", ())))
    if len(providers) != 1:
        raise ImproperlyConfigured(
            f"exactly one distribution may provide `whoosh`; found: {', '.join(providers)}"
        )
