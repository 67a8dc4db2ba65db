"""haystack's Whoosh backend over our index, and an application that puts it in its place.

A project with haystack needs the class `ColumnarSearchBackend` alone.
"""

from __future__ import annotations

from django.apps import AppConfig
from haystack.backends.whoosh_backend import (  # type: ignore[import-not-found]
    WhooshEngine,
    WhooshSearchBackend,
)

from search.engines.whoosh.columnar.fieldsearch.columnar_file_index import ColumnarFileIndex


class ColumnarSearchBackend(WhooshSearchBackend):  # type: ignore[misc]
    """haystack's Whoosh backend over a `ColumnarFileIndex`."""

    def setup(self) -> None:
        """Open the index, or create it."""
        super().setup()
        self.index = ColumnarFileIndex(self.storage, self.schema)


class ColumnarIndexConfig(AppConfig):
    """The application that makes haystack's Whoosh engine use `ColumnarSearchBackend`."""

    name = "benchmarks.peers"
    label = "columnar_index"

    def ready(self) -> None:
        """Replace the backend class before a backend is made."""
        WhooshEngine.backend = ColumnarSearchBackend
