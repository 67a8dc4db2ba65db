"""A search as a value: read from a URL, used as a cache key, written as a link.

    SearchQuery("summit").only("source", "TASS").during(Period(2022)).url()
    -> /?q=summit&from=2022&to=2022&source=TASS

Equal searches are equal values with equal addresses. Every changed copy begins at page 1.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse

from search.engines.base import LABEL_FACETS, Filters, LineOrder, Sort
from search.query.nodes import Operator
from search.query.periods import Period, parse_last, parse_range

#: What is shown: articles, every match as a line (key word in context), or hits by day.
View = Literal["articles", "kwic", "calendar"]

#: Default numbers of hits and of lines on a page.
PER_PAGE = 20
LINES_PER_PAGE = 50
SORTS: tuple[Sort, ...] = ("relevance", "recent", "newest", "oldest")

#: Default number of snippets of a hit, and their length in characters.
SNIPPETS = 3
SNIPPET_CHARS = 240

#: In place of a word to be left out of the equal words: all of them.
EVERY_WORD = "*"

#: A facet's name and one of its labels; the label "" stands for articles that have none.
Label = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search, as in its URL.

    `date_from` and `date_to` are written as in the address (`2022`, `2022-02-04`, `7d` ...)
    and can be read; they stay as written, so that a saved `7d` means each day's own week.
    `included` and `excluded` are sorted and hold no label twice.
    """

    q: str = ""
    date_from: str = ""
    date_to: str = ""
    undated: bool = False
    included: tuple[Label, ...] = field(default=())
    excluded: tuple[Label, ...] = field(default=())
    sort: LineOrder = "relevance"
    match: Operator = "all"
    #: Words that are not to be added to the query as equal words; `*` stands for all.
    apart: tuple[str, ...] = ()
    page: int = 1
    #: 0 means the default of the view.
    per_page: int = 0
    view: View = "articles"
    #: Whether the page shows the X-ray.
    explain: bool = False
    #: Whether charts show shares of the archive in place of counts.
    share: bool = False
    #: Number of snippets of a hit, and their length in characters.
    snippets: int = SNIPPETS
    snippet_chars: int = SNIPPET_CHARS

    def __post_init__(self) -> None:
        """Normalise, so that equal searches are equal values."""
        set_field = object.__setattr__
        set_field(self, "included", tuple(sorted(set(self.included))))
        set_field(self, "excluded", tuple(sorted(set(self.excluded))))
        set_field(self, "apart", tuple(sorted(set(self.apart))))
        set_field(self, "per_page", self.per_page or self._usual_per_page)
        if self.view != "kwic" and self.sort not in SORTS:
            set_field(self, "sort", "relevance")
        # Without words there is nothing to rank, so newest first is the default.
        if not self.q and self.sort in ("newest", "recent"):
            set_field(self, "sort", "relevance")
        if self.undated:
            set_field(self, "date_from", "")
            set_field(self, "date_to", "")

    @property
    def order(self) -> Sort:
        """The order of the articles; newest first where lines are sorted by their words."""
        if not self.q and self.sort == "relevance":
            return "newest"
        return next((sort for sort in SORTS if sort == self.sort), "newest")

    @property
    def line_order(self) -> LineOrder:
        """The order of the lines."""
        return self.order if self.sort in SORTS else self.sort

    @property
    def _usual_per_page(self) -> int:
        return LINES_PER_PAGE if self.view == "kwic" else PER_PAGE

    @property
    def is_narrowed(self) -> bool:
        """True where anything but words narrows the search."""
        return bool(
            self.date_from or self.date_to or self.undated or self.included or self.excluded
        )

    @property
    def counted(self) -> SearchQuery:
        """This search without order and page, which do not change its total."""
        return replace(
            self,
            sort="relevance",
            page=1,
            per_page=PER_PAGE,
            explain=False,
            share=False,
            view="articles",
            snippets=SNIPPETS,
            snippet_chars=SNIPPET_CHARS,
        )

    # --- changed copies -----------------------------------------------------------

    def with_words(self, q: str) -> SearchQuery:
        return replace(self, q=q, page=1)

    def matching(self, match: Operator) -> SearchQuery:
        return replace(self, match=match, page=1)

    def kept_apart(self, *words: str) -> SearchQuery:
        """Do not add these words to the query, though they equal some of it."""
        return replace(self, apart=(*self.apart, *words), page=1)

    def not_apart(self, word: str) -> SearchQuery:
        """Add this word to the query again where it equals a word of it."""
        kept = tuple(one for one in self.apart if one.casefold() != word.casefold())
        return replace(self, apart=kept, page=1)

    def as_typed(self) -> SearchQuery:
        """Add no equal words to the query."""
        return self.kept_apart(EVERY_WORD)

    def sorted_by(self, sort: LineOrder) -> SearchQuery:
        return replace(self, sort=sort, page=1)

    def seen_as(self, view: View) -> SearchQuery:
        return replace(self, view=view, page=1, per_page=0)

    def explained(self, explain: bool = True) -> SearchQuery:
        return replace(self, explain=explain)

    def with_share(self, share: bool) -> SearchQuery:
        return replace(self, share=share)

    def with_snippets(self, snippets: int, chars: int) -> SearchQuery:
        return replace(self, snippets=snippets, snippet_chars=chars)

    def at_page(self, page: int) -> SearchQuery:
        return replace(self, page=page)

    def labels(self, facet: str) -> tuple[str, ...]:
        """Return the selected labels of `facet`."""
        return tuple(label for name, label in self.included if name == facet)

    def excluded_labels(self, facet: str) -> tuple[str, ...]:
        return tuple(label for name, label in self.excluded if name == facet)

    def include(self, facet: str, label: str) -> SearchQuery:
        """Allow `label` beside those already selected; it is no longer excluded."""
        pair = (_label_facet(facet), label)
        return replace(
            self,
            included=(*self.included, pair),
            excluded=tuple(other for other in self.excluded if other != pair),
            page=1,
        )

    def exclude(self, facet: str, label: str) -> SearchQuery:
        """Leave out the articles of `label`; it is no longer selected."""
        pair = (_label_facet(facet), label)
        return replace(
            self,
            included=tuple(other for other in self.included if other != pair),
            excluded=(*self.excluded, pair),
            page=1,
        )

    def without(self, facet: str, label: str) -> SearchQuery:
        """Neither select nor exclude `label`."""
        pair = (_label_facet(facet), label)
        return replace(
            self,
            included=tuple(other for other in self.included if other != pair),
            excluded=tuple(other for other in self.excluded if other != pair),
            page=1,
        )

    def only(self, facet: str, label: str) -> SearchQuery:
        """Select `label` in place of all that `facet` selects and excludes."""
        cleared = self.cleared(facet)
        return replace(cleared, included=(*cleared.included, (facet, label)))

    def cleared(self, facet: str) -> SearchQuery:
        """Neither select nor exclude any label of `facet`."""
        _label_facet(facet)
        return replace(
            self,
            included=tuple(pair for pair in self.included if pair[0] != facet),
            excluded=tuple(pair for pair in self.excluded if pair[0] != facet),
            page=1,
        )

    def during(self, period: Period) -> SearchQuery:
        """Keep the articles whose date lies in `period`, in place of any other date."""
        return self.between(str(period), str(period))

    def between(self, date_from: str, date_to: str) -> SearchQuery:
        """Set both ends of the date range, as written in an address; "" is open."""
        return replace(self, date_from=date_from, date_to=date_to, undated=False, page=1)

    def only_undated(self) -> SearchQuery:
        return replace(self, date_from="", date_to="", undated=True, page=1)

    def any_date(self) -> SearchQuery:
        return replace(self, date_from="", date_to="", undated=False, page=1)

    # --- the engine's filters --------------------------------------------------------

    def filters(self, today: dt.date) -> Filters:
        """Return the engine's filters; relative dates count from `today`."""
        return Filters(
            first=parse_range(self.date_from, today)[0],
            last=parse_last(self.date_to, today),
            undated=self.undated,
            include={name: self.labels(name) for name in LABEL_FACETS if self.labels(name)},
            exclude={
                name: self.excluded_labels(name)
                for name in LABEL_FACETS
                if self.excluded_labels(name)
            },
        )

    def period(self) -> Period | None:
        """Return the one period that both ends name, or None."""
        if self.date_from != self.date_to:
            return None
        try:
            return Period.parse(self.date_from)
        except ValueError:
            return None

    def open_period(self, today: dt.date) -> Period | None:
        """Return the smallest period that holds the whole date range, or None."""
        filters = self.filters(today)
        if filters.first is None or filters.last is None:
            return None
        period: Period | None = Period.of(filters.first, "day")
        while period is not None and filters.last not in period:
            period = period.parent
        return period

    # --- the address ----------------------------------------------------------------

    def to_params(self) -> tuple[tuple[str, str], ...]:
        """Return the URL parameters, without defaults."""
        params = [
            ("q", self.q),
            ("from", self.date_from),
            ("to", self.date_to),
            ("undated", "1" if self.undated else ""),
            ("match", "some" if self.match == "some" else ""),
            ("view", "" if self.view == "articles" else self.view),
            ("sort", "" if self.sort == "relevance" else self.sort),
            ("explain", "1" if self.explain else ""),
            ("share", "1" if self.share else ""),
            ("per_page", "" if self.per_page == self._usual_per_page else str(self.per_page)),
            ("snippets", "" if self.snippets == SNIPPETS else str(self.snippets)),
            (
                "snippet_chars",
                "" if self.snippet_chars == SNIPPET_CHARS else str(self.snippet_chars),
            ),
            ("page", "" if self.page == 1 else str(self.page)),
        ]
        stated = [(name, value) for name, value in params if value]
        apart = tuple(("apart", word) for word in self.apart)
        excluded = tuple((f"-{name}", label) for name, label in self.excluded)
        return (*stated, *apart, *self.included, *excluded)

    def url(self, path: str | None = None, **more: str) -> str:
        """Return the address of this search, or `path` with this search's parameters."""
        written = urlencode((*self.to_params(), *more.items()))
        base = _home() if path is None else path
        return f"{base}?{written}" if written else base


@lru_cache(1)
def _home() -> str:
    """Return the path of searches, cached for the hundreds of links of a page."""
    return reverse("search")


def _label_facet(name: str) -> str:
    """Return `name`, or raise ValueError if there is no such facet."""
    if name not in LABEL_FACETS:
        raise ValueError(f"no facet {name!r}")
    return name
