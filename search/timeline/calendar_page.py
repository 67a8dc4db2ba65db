"""The calendar page of a search: its years, this day in other years, and the days beside a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from search.engines.base import Histogram, QueryError, SearchRequest, SearchResponse
from search.query.nodes import And, Everything, Node, Nothing, YearDay
from search.query.periods import Interval, Period
from search.query.search_query import SearchQuery
from search.results.active_filters import chips, view_links
from search.results.pagination import page_count
from search.results.session import SearchSession
from search.results.view_models import FormValues, Link, Notice
from search.timeline.adjacent_days import CountedLink, adjacent_days
from search.timeline.year_calendar import CalendarYear, calendar_years

#: Years of one page.
YEARS = 10


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """All that the page shows. `total` counts all articles of the search, dated or not.

    `previous` and `next` are the days with articles beside the day asked for.
    """

    query: SearchQuery
    total: int
    years: tuple[CalendarYear, ...]
    newer: str
    older: str
    on_this_day: CountedLink
    previous: CountedLink | None
    next: CountedLink | None
    views: tuple[Link, ...]
    chips: tuple[Link, ...]
    form: FormValues
    notices: tuple[Notice, ...]

    @property
    def q(self) -> str:
        return self.query.q


def calendar_page(query: SearchQuery, session: SearchSession) -> CalendarPage:
    """Return the page of `query`: at most nine engine calls. Raises EngineError."""
    parsed = session.parse(query)
    session.add(Notice(note.text, note.kind) for note in parsed.notes)
    try:
        return _page(query, parsed.node, session)
    except QueryError as error:
        session.add([Notice(str(error), "engine")])
        return _page(query, Nothing(), session)


def _page(query: SearchQuery, node: Node, session: SearchSession) -> CalendarPage:
    period = query.period()
    chosen = period.first if period and period.day else None
    # One day alone would be an empty calendar: it is marked among all others.
    asked, query = query, query.any_date() if chosen else query
    whole = _search(node, query, session, "year")
    counts = dict(whole.histogram.buckets)
    every = sorted(counts, reverse=True)
    page = min(query.page, page_count(len(every), YEARS))
    if chosen and Period(chosen.year) in every:
        page = every.index(Period(chosen.year)) // YEARS + 1
    shown = every[(page - 1) * YEARS : page * YEARS]
    found, archive = Histogram(), Histogram()
    if shown:
        part = _during(query, shown[-1], shown[0], session)
        found = _search(node, part, session, "day").histogram
        archive = _search(Everything(), part, session, "day").histogram
    years = {
        year: (counts[year], _during(query, year, year, session).seen_as("articles").url())
        for year in shown
    }
    own = ("q", "from", "to", "page")
    hidden = tuple(pair for pair in asked.to_params() if pair[0] not in own)
    before, behind = adjacent_days(node, asked, session)
    return CalendarPage(
        query=query,
        total=whole.total,
        years=calendar_years(years, dict(found.buckets), dict(archive.buckets), query, chosen),
        newer=query.at_page(page - 1).url() if page > 1 else "",
        older=query.at_page(page + 1).url() if page * YEARS < len(every) else "",
        on_this_day=_on_this_day(node, asked, session),
        previous=before,
        next=behind,
        views=(*view_links(asked), Link(gettext("Calendar"), asked.url(), current=True)),
        chips=chips(asked),
        form=FormValues(asked.date_from, asked.date_to, hidden),
        notices=tuple(session.notices),
    )


def calendar_json(page: CalendarPage) -> dict[str, Any]:
    """Return the page as JSON values; each `count` equals the total behind its `url`.

    Days without articles are left out; `next` leads to earlier years, null where there are none.
    """
    return {
        "next": f"{page.older}&format=json" if page.older else None,
        "years": [{"year": year.year, "count": year.count, "url": year.url} for year in page.years],
        "days": [
            {"date": day.day.isoformat(), "count": day.count, "url": day.url}
            for year in page.years
            for day in year.days
        ],
    }


def _search(
    node: Node, query: SearchQuery, session: SearchSession, interval: Interval
) -> SearchResponse:
    request = SearchRequest(
        node,
        query.filters(session.today),
        limit=0,
        label_facets=(),
        interval=interval,
        budget_seconds=settings.SEARCH.budget_seconds,
    )
    answer = session.engine.search(request)
    session.add(Notice(text, "engine") for text in answer.notices)
    return answer


def _during(query: SearchQuery, first: Period, last: Period, session: SearchSession) -> SearchQuery:
    """Return `query` within some years, and within its own dates."""
    asked = query.filters(session.today)
    begin = max(first.first, asked.first or first.first)
    end = min(last.last, asked.last or last.last)
    if (begin, end) == (first.first, last.last):
        return query.between(str(first), str(last))
    return query.between(begin.isoformat(), end.isoformat())


def _on_this_day(node: Node, query: SearchQuery, session: SearchSession) -> CountedLink:
    """Return the link to the articles of the day asked for, else of today, in any year."""
    period = query.period()
    day = period.first if period and period.day else session.today
    both = And((node, YearDay(day.month, day.day))).query_text(query.match)
    search = query.counted.any_date().with_words(both.strip())
    label = Period.of(day, "day").label.rpartition(" ")[0]
    return CountedLink(label, search.url(), session.total(search))
