"""The read path: from a search query to a page of results.

    SearchQuery -> parser -> Engine.search() -> articles in one query -> ResultsPage

Every link is made from the query that was answered, so the count on a link equals the total
behind it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse

from search.concordance.listing import ConcordanceListing, all_lines, page_of_lines
from search.guidance.did_you_mean import FEW, FEW_BESIDE_MANY, did_you_mean
from search.guidance.rescue import suggestions
from search.guidance.xray import xray
from search.highlight.mark_styles import legend
from search.query.clauses import Clause, marking_clauses
from search.query.nodes import Node
from search.query.search_query import EVERY_WORD, SearchQuery
from search.results.active_filters import chips, passage_links, sort_links, view_links
from search.results.answer import MIN_SECONDS, Answer, answer
from search.results.facets import facets_of
from search.results.hits import Explained, hit_views
from search.results.pagination import paginate
from search.results.session import SearchSession
from search.results.view_models import (
    FormValues,
    Guidance,
    HitList,
    LineView,
    Link,
    Notice,
    ResultsPage,
    Suggestion,
)
from search.timeline.charts.bar_chart import chart_of

#: The least time for a page of lines: sorting them by their words takes a while of its own.
_MIN_SECONDS_FOR_LINES = 0.6


def search(query: SearchQuery, session: SearchSession, *, why: Explained = None) -> ResultsPage:
    """Return the page of `query`; notices already in `session` come first.

    `why` names the hits whose score is explained. One database query, however many hits.
    Raises EngineError.
    """
    started = time.perf_counter()
    limited = session.within(settings.SEARCH.budget_seconds)
    found = answer(query, limited, why=why is not None)
    response = found.response
    session.add(found.notices)
    session.add(Notice(text, "engine") for text in response.notices)
    listing = _concordance(found, limited) if found.query.view == "kwic" else None
    shown = listing.query if listing else found.query
    clauses = marking_clauses(found.parsed.node)
    guidance = _guidance(query, found, limited)
    return ResultsPage(
        q=shown.q,
        total=response.total,
        complete=response.complete,
        partial=found.partial,
        archive_total=found.archive_total,
        listing=listing.view if listing else _hit_list(found, clauses, session, why),
        pagination=listing.pagination
        if listing
        else paginate(shown, response.total, len(response.hits)),
        facets=facets_of(shown, response, session),
        histogram=chart_of(shown, response, limited),
        form=FormValues(shown.date_from, shown.date_to, _hidden_params(found)),
        chips=chips(shown, partial=found.partial),
        sorts=sort_links(shown),
        views=view_links(shown) if shown.q else (),
        clauses=tuple(clause.query_text() for clause in clauses),
        legend=legend(found.parsed.node),
        notices=_shown_notices(query, found, session, guidance),
        guidance=guidance,
        json_url=shown.url(format="json"),
        count_url=shown.counted.url(reverse("count_search")) if response.late else "",
        clear_url=SearchQuery().url(),
        # Corrections and changed queries are looked for as long as there is time.
        is_lasting=response.complete and not response.notices and response.total > FEW,
        bulk_url=shown.counted.url(reverse("desk_bulk")),
        took_ms=round((time.perf_counter() - started) * 1000, 2),
    )


def answered(query: SearchQuery, session: SearchSession) -> tuple[SearchQuery, Node]:
    """Return the search that the first page of `query` answers, and its tree of nodes.

    Raises QueryError and EngineError.
    """
    found = answer(query.at_page(1), session.within(settings.SEARCH.budget_seconds))
    return found.query, found.parsed.node


def concordance(query: SearchQuery, session: SearchSession) -> Iterator[LineView | Notice]:
    """Return all matches of `query`, then notices on what is missing.

    Raises EngineError before the first line.
    """
    limited = session.within(settings.SEARCH.budget_seconds)
    found = answer(query.at_page(1), limited)
    return all_lines(found.query, found.parsed.node, session)


def _hit_list(
    found: Answer, clauses: Sequence[Clause], session: SearchSession, why: Explained
) -> HitList:
    hits = hit_views(found.response.hits, found.query, clauses, session, why)
    return HitList(hits, passage_links(found.query))


def _concordance(found: Answer, session: SearchSession) -> ConcordanceListing:
    within = session.within(session.seconds_left(_MIN_SECONDS_FOR_LINES))
    return page_of_lines(found.query, found.parsed.node, within)


def _shown_notices(
    query: SearchQuery, found: Answer, session: SearchSession, guidance: Guidance
) -> tuple[Notice, ...]:
    """Return the notices, without the reading if the X-ray repeats it."""
    repeats_reading = guidance.xray is not None and found.query.q == query.q
    return tuple(
        notice for notice in session.notices if not (repeats_reading and notice.kind == "reading")
    )


def _hidden_params(found: Answer) -> tuple[tuple[str, str], ...]:
    """Return the hidden parameters of the search form; a new search begins at page 1.

    After a fallback to some of the words, a new search requires all of its words again.
    """
    query = found.query.matching("all") if found.partial else found.query
    own = ("q", "from", "to", "page")
    # The account of a query leaves out all equal words: other words are to have theirs.
    alone = ("apart", EVERY_WORD)
    params = query.to_params()
    return tuple(pair for pair in params if pair[0] not in own and pair != alone)


def _guidance(query: SearchQuery, found: Answer, session: SearchSession) -> Guidance:
    """Return corrections and changed queries if there are few hits, and the X-ray on request."""
    seconds = min(session.seconds_left(MIN_SECONDS), settings.SEARCH.guidance_seconds)
    limited = session.within(seconds)
    meant: Suggestion | None = None
    changed: tuple[Suggestion, ...] = ()
    total = 0 if found.partial else found.response.total
    is_search = bool(found.archive_total and (query.q or query.is_narrowed))
    if is_search and total <= FEW_BESIDE_MANY:
        meant = did_you_mean(query, limited)
        meant = meant if meant and meant.total > total else None
    if is_search and total <= FEW:
        changed = suggestions(query, limited, more_than=total)
    return Guidance(
        did_you_mean=meant,
        suggestions=changed,
        xray=xray(query, limited) if query.explain else None,
        xray_url=query.explained(not query.explain).url() if query.q else "",
        examples=tuple(_examples(found)) if _is_front(found.query) else (),
    )


def _is_front(query: SearchQuery) -> bool:
    return not query.q and not query.is_narrowed and query.page == 1


def _examples(found: Answer) -> Iterator[Link]:
    """Yield queries to try; the last one is on the newest year of the archive."""
    years = sorted(found.response.dates.years)
    dated = (f"minister date:{years[-1]}",) if years else ()
    for q in ("summit", '"foreign minister"', "negotiat* -trade", "title:talks", *dated):
        yield Link(q, SearchQuery(q).url())
