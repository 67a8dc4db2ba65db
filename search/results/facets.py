"""The facets beside the results: their values, counts and links.

Every count equals the total of the search behind its link. To add a facet, add a row to FACETS:
the name of its parameter and a function that builds it from the engine's counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy, ngettext

from search.engines.base import SearchResponse
from search.query.link_writer import LabelLinks, date_links
from search.query.periods import Interval, Period
from search.query.search_query import SearchQuery
from search.results.counts import articles
from search.results.labels import language_name
from search.results.session import SearchSession
from search.results.view_models import Facet, FacetValue

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Labels shown per facet, besides those selected.
FACET_SIZE = 20


def facets_of(
    query: SearchQuery, response: SearchResponse, session: SearchSession
) -> tuple[Facet, ...]:
    """Return the facets that have values, in page order."""
    facets = {name: make(name, query, response, session) for name, make in FACETS.items()}
    facets["month"] = _opening(facets["month"], facets["day"])
    facets["year"] = _opening(facets["year"], facets["month"])
    return tuple(facet for facet in facets.values() if facet.values)


def _opening(facet: Facet, below: Facet) -> Facet:
    """Return `facet` with `below` under its opened value."""
    values = tuple(
        replace(value, below=below) if value.opened and below.values else value
        for value in facet.values
    )
    return replace(facet, values=values)


def _years(
    name: str, query: SearchQuery, response: SearchResponse, session: SearchSession
) -> Facet:
    opened = query.open_period(session.today)
    values = _periods(query, opened, response.dates.years, "year", newest_first=True)
    return Facet(name, gettext("Year"), values, kind="date")


def _months(
    name: str, query: SearchQuery, response: SearchResponse, session: SearchSession
) -> Facet:
    opened = query.open_period(session.today)
    year = _opened_at(opened, "year")
    if year is None:
        return Facet(name, gettext("Month"), (), kind="date")
    dates = response.dates
    values = _periods(query, opened, dates.months, "month", within=year)
    rest = dates.years.get(year, 0) - sum(dates.months.values())
    note = ngettext(
        "%(articles)s is dated %(period)s without a month.",
        "%(articles)s are dated %(period)s without a month.",
        rest,
    )
    label = gettext("Month of %(year)s") % {"year": year.label}
    return Facet(name, label, values, _less_exact(rest, year, note), kind="date")


def _days(name: str, query: SearchQuery, response: SearchResponse, session: SearchSession) -> Facet:
    opened = query.open_period(session.today)
    month = _opened_at(opened, "month")
    if month is None:
        return Facet(name, gettext("Day"), (), kind="date")
    dates = response.dates
    values = _periods(query, opened, dates.days, "day", within=month)
    rest = dates.months.get(month, 0) - sum(dates.days.values())
    note = ngettext(
        "%(articles)s is dated %(period)s without a day.",
        "%(articles)s are dated %(period)s without a day.",
        rest,
    )
    label = gettext("Day of %(month)s") % {"month": month.label}
    return Facet(name, label, values, _less_exact(rest, month, note), kind="date")


def _undated(
    name: str, query: SearchQuery, response: SearchResponse, session: SearchSession
) -> Facet:
    count = response.dates.undated
    if not count and not query.undated:
        return Facet(name, gettext("Undated"), (), kind="date")
    url = (query.any_date() if query.undated else query.only_undated()).url()
    value = FacetValue("1", gettext("Undated"), count, query.undated, url)
    return Facet(name, gettext("Undated"), (value,), kind="date")


def _periods(
    query: SearchQuery,
    opened: Period | None,
    counts: Mapping[Period, int],
    interval: Interval,
    *,
    within: Period | None = None,
    newest_first: bool = False,
) -> tuple[FacetValue, ...]:
    """Return a value per period; the selected one links to the enclosing period."""
    selected = query.period()
    shown = dict(counts)
    # The selected period and those around it are shown even if nothing matches.
    around = _opened_at(selected, interval)
    if around is not None:
        shown.setdefault(around, 0)
    top = max(shown.values(), default=0)
    link = date_links(query)
    opened_here = _opened_at(opened, interval)
    return tuple(
        FacetValue(
            value=(written := str(period)),
            label=_short_label(period),
            count=shown[period],
            selected=period == selected,
            url=_around(query, period) if period == selected else link(written, written),
            share=share(shown[period], top),
            opened=opened_here == period,
        )
        for period in sorted(shown, reverse=newest_first)
        if within is None or period.first in within
    )


def _around(query: SearchQuery, period: Period) -> str:
    wider = query.any_date() if period.parent is None else query.during(period.parent)
    return wider.url()


def _short_label(period: Period) -> str:
    """Return the label without the year, which the parent value shows."""
    return period.label if not period.month else period.label.rpartition(" ")[0]


def _opened_at(opened: Period | None, interval: Interval) -> Period | None:
    """Return the year or month that contains `opened`; None if `opened` is longer."""
    while opened is not None and opened.interval != interval:
        opened = opened.parent
    return opened


def _less_exact(rest: int, period: Period, note: str) -> str:
    """Return the note on `rest` articles that are dated to `period` only, if there are any."""
    return note % {"articles": articles(rest), "period": period.label} if rest > 0 else ""


def _labels(label: _StrPromise, none: _StrPromise, named: Callable[[str], str] = str) -> FacetMaker:
    """Return the maker of a label facet; `none` is the label shown for articles without a value."""

    def make(
        name: str, query: SearchQuery, response: SearchResponse, session: SearchSession
    ) -> Facet:
        counts = dict(response.labels.get(name, ()))
        is_cut = len(counts) >= FACET_SIZE
        for selected in query.labels(name):
            if selected not in counts:
                counts[selected] = session.total(query.only(name, selected))
        if set(counts) == {""} and not query.labels(name):
            return Facet(name, str(label), ())
        texts = {value: named(value) if value else str(none) for value in counts}
        values = tuple(_label_values(name, query, counts, texts))
        note = gettext("The %(number)s most frequent are listed.") % {"number": FACET_SIZE}
        return Facet(name, str(label), values, note if is_cut else "")

    return make


def _label_values(
    name: str, query: SearchQuery, counts: Mapping[str, int], texts: Mapping[str, str]
) -> Iterable[FacetValue]:
    chosen = query.labels(name)
    top = max(counts.values(), default=0)
    links = LabelLinks(query, name)
    for value in sorted(counts, key=lambda value: (-counts[value], texts[value].casefold())):
        selected = value in chosen
        yield FacetValue(
            value=value,
            label=texts[value],
            count=counts[value],
            selected=selected,
            url=query.without(name, value).url() if selected else links.only(value),
            exclude_url=links.exclude(value),
            add_url=query.include(name, value).url() if chosen and not selected else "",
            share=share(counts[value], top),
        )


def share(count: int, top: int) -> int:
    """Return `count` as a percentage of `top`, at least 1 unless `count` is 0."""
    return max(1, round(100 * count / top)) if count else 0


FacetMaker = Callable[[str, SearchQuery, SearchResponse, SearchSession], Facet]

#: Facets by the name of their URL parameter, or of their level for dates.
FACETS: dict[str, FacetMaker] = {
    "year": _years,
    "month": _months,
    "day": _days,
    "undated": _undated,
    "source": _labels(gettext_lazy("Source"), gettext_lazy("No source")),
    "author": _labels(gettext_lazy("Author"), gettext_lazy("No author")),
    "lang": _labels(gettext_lazy("Language"), gettext_lazy("Language unknown"), language_name),
}
