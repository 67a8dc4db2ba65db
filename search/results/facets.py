"""The facets beside the results: their values, counts and links.

Every count equals the total of the search behind its link. To add a facet, add a row to FACETS:
the name of its parameter and a function that builds it from the engine's counts; a facet of
labels also needs a row in LABEL_WORDING.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from search.engines.base import SEVERAL_LABELS, SearchResponse
from search.query.link_writer import LabelLinks, date_links
from search.query.periods import Interval, Period
from search.query.search_query import SearchQuery
from search.results.counts import articles
from search.results.labels import language_name
from search.results.session import SearchSession
from search.results.view_models import Facet, FacetValue, Link

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: Labels shown per facet, besides those selected.
FACET_SIZE = 20
_PREFIX = re.compile(r"([^:–—|-]{3,60}(?::|\s[–—|-])\s)\S")
_MIN_SHARING = 3


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


@dataclass(frozen=True, slots=True)
class LabelWording:
    """What a label facet is called, and the labels in it.

    `none` is the label of articles without a value, `every` leads to the list of all values, of
    which there are `%(number)s`; `more` says how many are not shown.
    """

    label: _StrPromise
    none: _StrPromise
    every: _StrPromise
    more: Callable[[int], str]
    named: Callable[[str], str] = str

    def text(self, value: str) -> str:
        """Return a label as it is shown."""
        return self.named(value) if value else str(self.none)


LABEL_WORDING: dict[str, LabelWording] = {
    "source": LabelWording(
        gettext_lazy("Source"),
        gettext_lazy("No source"),
        gettext_lazy("All %(number)s sources"),
        lambda number: ngettext("%(number)s more source", "%(number)s more sources", number),
    ),
    "author": LabelWording(
        gettext_lazy("Author"),
        gettext_lazy("No author"),
        gettext_lazy("All %(number)s authors"),
        lambda number: ngettext("%(number)s more author", "%(number)s more authors", number),
    ),
    "lang": LabelWording(
        gettext_lazy("Language"),
        gettext_lazy("Language unknown"),
        gettext_lazy("All %(number)s languages"),
        lambda number: ngettext("%(number)s more language", "%(number)s more languages", number),
        language_name,
    ),
}


def _labels(
    name: str, query: SearchQuery, response: SearchResponse, session: SearchSession
) -> Facet:
    """Return a label facet: its most frequent values, and those selected."""
    wording = LABEL_WORDING[name]
    counts = dict(response.labels.get(name, ()))
    hidden = response.label_totals.get(name, 0) - len(counts)
    listed = sum(counts.values())
    for selected in query.labels(name):
        if selected not in counts:
            counts[selected] = session.total(query.only(name, selected))
    if set(counts) == {""} and not query.labels(name):
        return Facet(name, str(wording.label), ())
    values = label_values(name, query, counts)
    prefix = shared_prefix([value.label for value in values])
    shown = tuple(_folded(value, prefix) for value in values)
    if hidden <= 0:
        return Facet(name, str(wording.label), shown, prefix=prefix)
    number = {"number": f"{hidden:,}"}
    note = wording.more(hidden) % number
    if name not in SEVERAL_LABELS and not query.labels(name) and not query.excluded_labels(name):
        rest = {"more": note, "articles": articles(response.total - listed)}
        note = gettext("%(more)s with %(articles)s.") % rest
    every = str(wording.every) % {"number": f"{response.label_totals[name]:,}"}
    link = Link(every, query.counted.url(reverse("facet_values", args=(name,))))
    return Facet(name, str(wording.label), shown, note, all_values=link, prefix=prefix)


def label_values(
    name: str, query: SearchQuery, counts: Mapping[str, int]
) -> tuple[FacetValue, ...]:
    """Return the values of a label facet with their links, most frequent first."""
    texts = {value: LABEL_WORDING[name].text(value) for value in counts}
    return tuple(_label_values(name, query, counts, texts))


def shared_prefix(labels: Sequence[str]) -> str:
    """Return what most of several labels begin with, up to a colon or a dash; "" for none."""
    beginnings = Counter(found[1] for label in labels if (found := _PREFIX.match(label)))
    (prefix, count), *_ = beginnings.most_common(1) or [("", 0)]
    return prefix if count >= _MIN_SHARING and 2 * count > len(labels) else ""


def _folded(value: FacetValue, prefix: str) -> FacetValue:
    has_prefix = bool(prefix) and value.label.startswith(prefix)
    return replace(value, prefix=prefix) if has_prefix else value


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
    **dict.fromkeys(LABEL_WORDING, _labels),
}
