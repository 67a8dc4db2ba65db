"""The error of queries that arrays cannot answer."""

from __future__ import annotations


class NoArrayFormError(Exception):
    """A query, or a part of it, can only be answered by Whoosh's matchers."""
