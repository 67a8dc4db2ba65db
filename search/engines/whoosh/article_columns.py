"""The columns of articles, made ready once per commit point: dates and labels."""

from __future__ import annotations

from functools import partial

import numpy as np

from search.engines.base import LABEL_FACETS, LABELS, Filters
from search.engines.whoosh.columnar.postings.docset import NOTHING, DocSet
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.date_facets import DateFacets
from search.engines.whoosh.label_facets import LabelFacet


def date_facets(searcher: IndexSearcher) -> DateFacets:
    """Return the dates of all articles; ask for them by `searcher.derived(date_facets)`."""
    return DateFacets(searcher.first_days, searcher.last_days)


def _label_facet(facet: str, searcher: IndexSearcher) -> LabelFacet:
    columns = [segment.labels(facet) for segment in searcher.layout.segments]
    return LabelFacet(searcher.layout, columns, facet)


# One function object a facet: `derived` keeps what it made by the function that made it.
_FACETS = {facet: partial(_label_facet, facet) for facet in LABELS}


def label_facet(searcher: IndexSearcher, facet: str) -> LabelFacet:
    """Return the labels of all articles in one of LABELS."""
    return searcher.derived(_FACETS[facet])


def languages(searcher: IndexSearcher) -> tuple[str, ...]:
    """Return the language labels of the live articles."""
    facet = label_facet(searcher, "lang")
    codes = np.flatnonzero(np.bincount(facet.codes, minlength=len(facet.labels)))
    return tuple(facet.labels[code] for code in codes.tolist())


def filter_docsets(searcher: IndexSearcher, filters: Filters) -> dict[str, DocSet]:
    """Return the articles that each filter lets pass, by facet and `date`."""
    passed: dict[str, DocSet] = {}
    ranged = bool(filters.first or filters.last)
    if filters.undated:
        passed["date"] = NOTHING if ranged else searcher.derived(date_facets).undated
    elif ranged:
        passed["date"] = searcher.derived(date_facets).between(filters.first, filters.last)
    if not filters.include and not filters.exclude:
        return passed
    for name in LABEL_FACETS:
        included, excluded = filters.include.get(name), filters.exclude.get(name)
        if included is None and not excluded:
            continue
        facet = label_facet(searcher, name)
        allowed = np.ones(facet.row_count, np.bool_)
        if included is not None:
            allowed = facet.coded(included)
        if excluded:
            allowed &= ~facet.coded(excluded)
        passed[name] = facet.docs(allowed)
    return passed
