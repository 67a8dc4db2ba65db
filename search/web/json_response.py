"""JSON answers: the values of the pages under stable names."""

from __future__ import annotations

from typing import Any

from search.collection.overview import CollectionPage, Figure
from search.indexing.index_state import IndexState
from search.results.facets import FACETS
from search.results.view_models import (
    ConcordanceView,
    Facet,
    HitView,
    ResultsPage,
    Suggestion,
    Xray,
)
from search.timeline.charts.bar_chart import BarChart


def results_json(page: ResultsPage) -> dict[str, Any]:
    """Return the answer as JSON values. Offsets are code points, ends exclusive."""
    meant = page.guidance.did_you_mean
    by_name = {facet.name: facet for facet in page.facets}
    return {
        "query": page.q,
        "total": page.total,
        "complete": page.complete,
        "partial": page.partial,
        "page": page.pagination.page,
        "pages": page.pagination.pages,
        "next": f"{page.pagination.next}&format=json" if page.pagination.next else None,
        "took_ms": page.took_ms,
        "clauses": [
            {"number": number, "text": text} for number, text in enumerate(page.clauses, 1)
        ],
        "hits": [_hit(hit) for hit in page.hits],
        **(_concordance(page.concordance) if page.concordance else {}),
        "facets": {name: _facet(by_name.get(name)) for name in FACETS},
        "facet_values": {
            facet.name: f"{facet.all_values.url}&format=json"
            if "?" in facet.all_values.url
            else f"{facet.all_values.url}?format=json"
            for facet in page.facets
            if facet.all_values
        },
        "histogram": _histogram(page.histogram),
        "did_you_mean": meant and _suggestion(meant),
        "suggestions": [_suggestion(changed) for changed in page.guidance.suggestions],
        "notices": [notice.text for notice in page.notices],
        "undo": [
            {"notice": notice.text, "label": notice.undo.label, "url": notice.undo.url}
            for notice in page.notices
            if notice.undo
        ],
        "explain": page.guidance.xray and _explained(page.guidance.xray),
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {"label": suggestion.label, "url": suggestion.url, "total": suggestion.total}


def _explained(xray: Xray) -> dict[str, Any]:
    """Return the X-ray; each `count` equals the total behind its `url`."""
    return {
        "reading": xray.reading,
        "verdict": xray.verdict,
        "complete": xray.complete,
        "equal_words": [
            {
                "typed": one.typed,
                "added": one.added,
                "adds": one.adds,
                "without": {"url": one.without.url, "total": one.without.total},
            }
            for one in xray.synonyms
        ],
        "clauses": [
            {
                "text": clause.text,
                "meaning": clause.meaning,
                "count": clause.count,
                "url": clause.url,
                "level": clause.level,
                "excluded": clause.excluded,
                "empties": clause.empties,
                "expansions": [
                    {"word": word.word, "count": word.count, "url": word.url}
                    for word in clause.words
                ],
                "more_expansions": clause.more_words,
                "without": clause.without
                and {"url": clause.without.url, "total": clause.without.total},
            }
            for clause in xray.clauses
        ],
    }


def _concordance(view: ConcordanceView) -> dict[str, Any]:
    """Return a page of matches; `start` and `end` are offsets in the named field."""
    return {
        "matches": view.total,
        "matches_listed": view.given,
        "lines": [
            {
                "id": line.id,
                "url": line.url,
                "title": line.title,
                "source": line.source,
                "date": line.date.iso or None,
                "date_precision": line.date.precision,
                "field": line.field,
                "number": line.number,
                "start": line.start,
                "end": line.end,
                "left": line.before,
                "match": line.match,
                "right": line.after,
            }
            for line in view.lines
        ],
    }


def _hit(hit: HitView) -> dict[str, Any]:
    """Return a hit; `why`, if requested, has values whose sum is the score."""
    values: dict[str, Any] = {
        "id": hit.id,
        "url": hit.url,
        "title": hit.title,
        "source": hit.source,
        "author": hit.author,
        "date": hit.date.iso or None,
        "date_precision": hit.date.precision,
        "date_origin": hit.date.origin,
        "score": round(hit.score, 6),
        "hit_count": hit.hit_count,
        "snippets": [
            {
                "field": snippet.field,
                "text": snippet.text,
                "marks": [list(mark) for mark in snippet.marks],
                "clauses": [list(numbers) for numbers in snippet.clauses],
            }
            for snippet in hit.snippets
        ],
    }
    if hit.same_text:
        values["same_text"] = [{"id": copy.id, "url": copy.url} for copy in hit.same_text]
    if hit.why is not None:
        values["why"] = [
            {
                "clause": part.clause,
                "term": part.term,
                "articles": part.articles,
                "reason": part.reason,
                "label": part.label,
                "value": round(part.value, 9),
            }
            for part in hit.why.parts
        ]
    return values


def _facet(facet: Facet | None) -> list[dict[str, Any]]:
    return [
        {
            "value": value.value,
            "label": value.label,
            "count": value.count,
            "selected": value.selected,
            "url": value.url,
        }
        for value in (facet.values if facet else ())
    ]


def _histogram(histogram: BarChart | None) -> dict[str, Any]:
    """Return the non-empty buckets; `interval` is their length, null where there are none."""
    if histogram is None:
        return {"interval": None, "buckets": []}
    return {
        "interval": histogram.frame.axis.interval,
        "buckets": [
            {
                "from": bar.first.isoformat(),
                "to": bar.last.isoformat(),
                "count": bar.count,
                "url": bar.url,
            }
            for bar in histogram.bars
        ],
    }


def collection_json(page: CollectionPage) -> dict[str, Any]:
    """Return the overview of the archive; each `count` equals the total behind its `url`, if any.

    Years and months without articles are left out; `source` is null for the whole archive.
    """
    return {
        "source": page.source,
        "total": page.total,
        "url": page.url,
        "years": [
            {
                "value": year.label,
                "count": year.count,
                "url": year.url,
                "months": [
                    {"value": month.value, "count": month.count, "url": month.url}
                    for month in year.months
                    if month.count
                ],
            }
            for year in page.years
        ],
        "gaps": [
            {
                "from": gap.first,
                "to": gap.last,
                "months": gap.length,
                "count": gap.count,
                "url": gap.url,
            }
            for gap in page.gaps
        ],
        "dates": _figures(page.dates),
        "texts": _figures(page.texts),
        "languages": _figures(page.languages),
        "sources": [
            {
                "value": source.name,
                "label": source.label,
                "count": source.count,
                "url": source.url,
                "undated": {"count": source.undated, "url": source.undated_url},
            }
            for source in page.sources
        ],
        "index": _index(page.index),
    }


def _figures(figures: tuple[Figure, ...]) -> list[dict[str, Any]]:
    return [
        {"value": figure.value, "label": figure.label, "count": figure.count, "url": figure.url}
        for figure in figures
    ]


def _index(index: IndexState) -> dict[str, Any]:
    verified = index.verified
    return {
        "status": index.state,
        "documents": index.documents,
        "generation": index.generation,
        "schema_version": index.schema_version,
        "bytes": index.size,
        "pending": index.pending,
        "verified": verified
        and {
            "at": verified.at.isoformat(),
            "generation": verified.generation,
            "differences": verified.differences,
        },
    }
