"""The contestants by the name they are chosen with on the command line."""

from __future__ import annotations

from benchmarks.contestants.base import Contestant
from benchmarks.contestants.dateline import Dateline, DatelinePage, DatelineUncached
from benchmarks.contestants.sqlite_fts5 import Fts5
from benchmarks.contestants.tantivy_index import Tantivy, TantivyOneThread
from benchmarks.contestants.whoosh_stock import StockWhoosh, WhooshByColumn

CONTESTANTS: dict[str, type[Contestant]] = {
    "dateline": Dateline,
    "dateline-uncached": DatelineUncached,
    "dateline-page": DatelinePage,
    "whoosh": StockWhoosh,
    "whoosh-column": WhooshByColumn,
    "fts5": Fts5,
    "tantivy": Tantivy,
    "tantivy1": TantivyOneThread,
}


def index_of(name: str) -> str:
    """Return whose index a contestant reads: mostly its own."""
    return getattr(CONTESTANTS[name], "shares", name)
