"""Comparisons as data: JSON values, and a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus import spreadsheet_csv
from search.query.link_writer import date_links
from search.timeline.comparison import ComparisonPage, SeriesView
from search.timeline.interval_counts import Timeline, TimeSeries
from search.timeline.peaks import Peak


def comparison_json(page: ComparisonPage) -> dict[str, Any]:
    """Return the comparison as JSON values; each `count` equals the total behind its `url`.

    `share` is null where the archive holds nothing.
    """
    timeline = page.timeline
    return {
        "queries": list(page.comparison.queries),
        "share": page.share,
        "interval": timeline.axis.interval if timeline else None,
        "buckets": [
            {
                "from": bucket.first.isoformat(),
                "to": bucket.last.isoformat(),
                "label": bucket.label,
                "partial": bucket.is_partial,
                "archive": timeline.archive[place],
            }
            for place, bucket in enumerate(timeline.axis.buckets)
        ]
        if timeline
        else [],
        "series": [
            _series(timeline, series, view)
            for series, view in zip(timeline.series, page.series, strict=True)
        ]
        if timeline
        else [],
        "notices": [notice.text for notice in page.notices],
    }


def comparison_csv(page: ComparisonPage) -> Iterator[str]:
    """Yield a row for each bucket: its days, the archive's articles, counts and shares."""
    timeline = page.timeline
    queries = [spreadsheet_csv.as_text(q) for q in page.comparison.queries]
    header = ["from", "to", "partial", "archive", *queries, *(f"share: {q}" for q in queries)]
    return spreadsheet_csv.csv_lines(header, _rows(timeline) if timeline else ())


def _rows(timeline: Timeline) -> Iterator[list[object]]:
    for place, bucket in enumerate(timeline.axis.buckets):
        shares = (timeline.share(series, place) for series in timeline.series)
        yield [
            bucket.first.isoformat(),
            bucket.last.isoformat(),
            int(bucket.is_partial),
            timeline.archive[place],
            *(series.counts[place] for series in timeline.series),
            *("" if share is None else round(share, 6) for share in shares),
        ]


def _series(timeline: Timeline, series: TimeSeries, view: SeriesView) -> dict[str, Any]:
    link = date_links(series.query)
    return {
        "query": series.query.q,
        "total": series.total,
        "complete": series.complete,
        "url": series.query.url(),
        "values": [
            {
                "count": count,
                "share": _rounded(timeline.share(series, place)),
                "url": link(bucket.date_from, bucket.date_to),
            }
            for place, (bucket, count) in enumerate(
                zip(timeline.axis.buckets, series.counts, strict=True)
            )
        ],
        "peaks": [_peak(peak) for peak in view.peaks],
    }


def _peak(peak: Peak) -> dict[str, Any]:
    return {
        "label": peak.label,
        "count": peak.count,
        "url": peak.url,
        "article": {"title": peak.title, "url": peak.title_url, "source": peak.source}
        if peak.title
        else None,
        "words": [
            {"word": word.word, "count": word.count, "rest": word.rest, "url": word.url}
            for word in peak.words
        ],
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 6)
