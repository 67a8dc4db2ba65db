"""A comparison as a value: up to six queries under the same filters, as in its address.

ComparisonQuery(SearchQuery(), ("iraq", "iran"), share=True).url()
-> /compare?q=iraq&compare=iran&share=1
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from corpus.extraction.words.hyphenation import visible
from search.query.search_query import SearchQuery
from search.results.view_models import Notice
from search.timeline.intervals import STEPS, Step
from search.web.params import clean, from_params

MAX_QUERIES = 6
#: Characters of all queries together: each link of the page repeats some of them.
MAX_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class ComparisonQuery:
    """The queries to compare; `filters` is a search without words that holds what narrows all.

    With `share`, counts are shown as shares of the archive. `by` is the step that the reader
    chose, None for that of the span.
    """

    filters: SearchQuery = field(default_factory=SearchQuery)
    queries: tuple[str, ...] = ()
    share: bool = False
    by: Step | None = None

    @property
    def searches(self) -> tuple[SearchQuery, ...]:
        return tuple(self.filters.with_words(q) for q in self.queries)

    def to_params(self) -> tuple[tuple[str, str], ...]:
        """Return the URL parameters, without defaults."""
        first, *others = self.queries or ("",)
        return (
            *self.filters.with_words(first).to_params(),
            *(("compare", q) for q in others),
            *((("share", "1"),) if self.share else ()),
            *((("by", self.by),) if self.by else ()),
        )

    def url(self, **more: str) -> str:
        written = urlencode((*self.to_params(), *more.items()))
        return f"{reverse('compare')}?{written}" if written else reverse("compare")


def comparison_from(
    params: QueryDict, today: dt.date
) -> tuple[ComparisonQuery, tuple[Notice, ...]]:
    """Return the comparison of `params`, and notices on values that were dropped or changed."""
    query, notices = from_params(params, today)
    queries, problems = _queries([query.q, *map(str, params.getlist("compare"))])
    by = clean(str(params.get("by") or "")).lower()
    step = next((step for step in STEPS if step == by), None)
    if by and step is None:
        problems.append(gettext("“by” is day, week, month or year."))
    comparison = ComparisonQuery(query.counted.with_words(""), queries, query.share, step)
    return comparison, (*notices, *(Notice(text, "address") for text in problems))


def _queries(written: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the queries that are compared, each once, and sentences on those left out."""
    limit = min(settings.SEARCH.max_query_chars, MAX_CHARS // MAX_QUERIES)
    problems = []
    read: list[str] = []
    for text in (visible(clean(one)) for one in written):
        q = text[:limit].strip()
        if q != text.strip():
            problems.append(
                gettext("A query is too long; only its first %(chars)s characters were read.")
                % {"chars": limit}
            )
        if q and q in read:
            problems.append(gettext("%(query)s is compared once.") % {"query": q})
        elif q:
            read.append(q)
    if len(read) > MAX_QUERIES:
        problems.append(
            gettext("Only the first %(number)s queries are compared.") % {"number": MAX_QUERIES}
        )
    return tuple(read[:MAX_QUERIES]), problems
