"""The read path: a search becomes a page of results.

    SearchQuery -> parser -> Engine.search() -> articles in one query -> ResultsPage

Every link on the page is made from the search that was answered, so that what a link
promises is what it finds.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.urls import reverse

from search.concordance.listing import all_lines, page_of_lines
from search.engines import get_engine
from search.engines.base import Engine, QueryError, SearchResponse
from search.guidance.did_you_mean import FEW, did_you_mean
from search.guidance.half_typed_word import last_word
from search.guidance.rescue import suggestions
from search.guidance.xray import xray
from search.highlight.mark_styles import legend
from search.query.clauses import marking_clauses
from search.query.format import written
from search.query.nodes import Node
from search.query.parser.query_parser import ParsedQuery
from search.query.search_query import SearchQuery
from search.results.active_filters import chips, passage_links, sort_links, view_links
from search.results.facets import FACET_SIZE, Counted, facets_of
from search.results.histogram import histogram_view
from search.results.hits import Explained, Showing, hit_views
from search.results.pagination import page_count, paginate
from search.results.session import Archive, parsed, request_of
from search.results.view_models import HitView, LineView, Link, ResultsPage

#: However long the answer took: what a second attempt gets, and what is offered beside it.
_LEAST_SECONDS = 0.15
#: And lines, as sorting them by their words takes a while of its own.
_LEAST_FOR_LINES = 0.6


def search(
    query: SearchQuery,
    today: dt.date,
    notices: tuple[str, ...] = (),
    *,
    why: Explained = None,
) -> ResultsPage:
    """Answer `query`; `notices` are what its reading already had to say.

    The parts of their scores are told of the hits that `why` names. One database query,
    however many hits. Raises EngineError.
    """
    started = time.perf_counter()
    engine, archive = get_engine(), Archive(today)
    archive_total = engine.status().documents
    asking = _Asking(engine, today, why)
    answer = _answer(asking, query, archive_total)
    page, hit_notices = _listed(answer, archive, archive_total, asking)
    guide = archive.hurried(min(asking.seconds_left(), settings.SEARCH["GUIDANCE_SECONDS"]))
    page = _ways_out(page, query, guide)
    account = xray(query, guide) if query.explain else None
    said = dict.fromkeys((*notices, *answer.notices, *hit_notices))
    return replace(
        page,
        xray=account,
        xray_url=query.explained(not query.explain).url() if query.q else "",
        notices=tuple(line for line in said if account is None or line != account.reading),
        undo=_undo_links(answer, query),
        took_ms=round((time.perf_counter() - started) * 1000, 2),
    )


def answered(query: SearchQuery, today: dt.date) -> tuple[SearchQuery, Node]:
    """Return the search that a page of `query` answers, and how its words are read.

    They differ from the reader's where nothing has all of the words. Raises EngineError.
    """
    engine = get_engine()
    answer = _answer(_Asking(engine, today), query.at_page(1), engine.status().documents)
    return answer.query, answer.parsed.node


def concordance(query: SearchQuery, today: dt.date) -> Iterator[LineView | str]:
    """Return every match that the pages of `query` list, then sentences on what is missing.

    Raises EngineError before the first line.
    """
    asked, node = answered(query, today)
    return all_lines(asked, node, today)


#: A longer query is not shown in a link.
_SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True)
class _Asking:
    """Whom a page of results asks, as of which day, and whether for the parts of scores.

    All that one page asks shares one time.
    """

    engine: Engine
    today: dt.date
    why: Explained = None
    ends: float = field(
        default_factory=lambda: time.perf_counter() + settings.SEARCH["BUDGET_SECONDS"]
    )

    def seconds_left(self, least: float = _LEAST_SECONDS) -> float:
        """Return the seconds that are left, or at least so many."""
        return max(least, self.ends - time.perf_counter())

    def ask(self, query: SearchQuery, asked: ParsedQuery) -> SearchResponse:
        request = request_of(query, asked, self.today)
        return self.engine.search(
            replace(
                request,
                facet_size=FACET_SIZE,
                open_period=query.open_period(self.today),
                why=self.why is not None,
                budget_seconds=self.seconds_left(),
            )
        )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the engine said to the search that was really asked.

    `query` differs from the reader's where the page lay beyond the end, the last word was
    only half typed, or no article had all the words (`partial`): links then carry the search
    that the hits come from.
    """

    query: SearchQuery
    parsed: ParsedQuery
    response: SearchResponse
    today: dt.date
    notices: tuple[str, ...]
    partial: bool = False


def _answer(asking: _Asking, query: SearchQuery, archive_total: int) -> _Answer:
    today = asking.today
    asked = parsed(query, today)
    notices = asked.notices
    # No search has more hits than there are articles, so no larger offset is ever asked.
    query_in_range = query.at_page(min(query.page, page_count(archive_total, query.per_page)))
    try:
        response = asking.ask(query_in_range, asked)
    except QueryError as error:
        empty = SearchResponse(hits=(), total=0)
        return _Answer(query.at_page(1), asked, empty, today, (*notices, str(error)))
    answer = _Answer(query_in_range, asked, response, today, notices)
    if response.total == 0:
        answer = _unfinished(asking, answer) or _partial(asking, answer) or answer
    return _last_page(asking, answer, query.page)


def _listed(
    answer: _Answer, archive: Archive, archive_total: int, asking: _Asking
) -> tuple[ResultsPage, Sequence[str]]:
    """Return the page with its articles, or the matches in them; and what is to say of these."""
    if answer.query.view == "articles":
        clauses = marking_clauses(answer.parsed.node) if asking.why is not None else ()
        held = tuple(map(archive.holding, clauses))
        showing = Showing(answer.query, answer.parsed.node, asking.why, held)
        hits, notices = hit_views(answer.response.hits, showing)
        return _page(answer, hits, archive, archive_total), notices
    seconds = asking.seconds_left(_LEAST_FOR_LINES)
    listed = page_of_lines(answer.query, answer.parsed.node, answer.today, seconds)
    page = _page(replace(answer, query=listed.query), (), archive, archive_total)
    return replace(page, concordance=listed.view, pagination=listed.pagination), listed.notices


def _unfinished(asking: _Asking, answer: _Answer) -> _Answer | None:
    """Return the answer for the last word as a beginning, or None where that finds nothing."""
    word = last_word(answer.query.q, answer.parsed.node)
    if not word:
        return None
    query = answer.query.with_words(answer.query.q + "*").at_page(answer.query.page)
    asked = parsed(query, answer.today)
    try:
        response = asking.ask(query, asked)
    except QueryError:
        return None
    if not response.total:
        return None
    notice = f"Nothing is found with “{word}” as a whole word, so it is read as “{word}*”."
    return replace(
        answer,
        query=query,
        parsed=asked,
        response=response,
        notices=(notice, *asked.notices),
    )


def _partial(asking: _Asking, answer: _Answer) -> _Answer | None:
    """Return the answer for some of the words, or None where that finds nothing either."""
    if answer.query.match == "some":
        return None
    query = answer.query.matching("some").at_page(answer.query.page)
    asked = parsed(query, answer.today)
    if asked.node == answer.parsed.node:
        return None
    try:
        response = asking.ask(query, asked)
    except QueryError:
        return None
    if not response.total:
        return None
    notice = "No article has all of these words; those with some of them are shown."
    return replace(
        answer,
        query=query,
        parsed=asked,
        response=response,
        notices=(*answer.notices, notice),
        partial=True,
    )


def _last_page(asking: _Asking, answer: _Answer, wanted: int) -> _Answer:
    """Return `answer`, or that of its last page where the wanted one lies beyond it."""
    total, query = answer.response.total, answer.query
    if query.view == "kwic":
        return replace(answer, query=query.at_page(wanted))
    last = page_count(total, query.per_page)
    if wanted <= last:
        return answer
    notices = answer.notices
    if total:
        pages = "There is only 1 page" if last == 1 else f"There are only {last:,} pages"
        notices = (*notices, f"{pages} of results; this is the last.")
    response = answer.response
    if total and query.page != last:
        response = asking.ask(query.at_page(last), answer.parsed)
    return replace(answer, query=query.at_page(last), response=response, notices=notices)


def _page(
    answer: _Answer, hits: tuple[HitView, ...], archive: Archive, archive_total: int
) -> ResultsPage:
    query, response = answer.query, answer.response
    opened = query.open_period(answer.today)
    counted = Counted(query, response, opened, archive.total)
    return ResultsPage(
        q=query.q,
        total=response.total,
        complete=response.complete,
        took_ms=0,
        hits=hits,
        facets=facets_of(counted),
        histogram=histogram_view(response.histogram, query, answer.today, response.total),
        pagination=paginate(query, response.total, len(response.hits)),
        sorts=sort_links(query),
        views=view_links(query) if query.q else (),
        chips=chips(query, partial=answer.partial),
        date_from=query.date_from,
        date_to=query.date_to,
        kept_params=_kept_params(answer),
        notices=(),
        suggestions=(),
        did_you_mean=None,
        json_url=query.url(format="json"),
        clear_url=SearchQuery().url(),
        archive_total=archive_total,
        bulk_url=query.counted.url(reverse("desk_bulk")),
        partial=answer.partial,
        clauses=tuple(map(written, marking_clauses(answer.parsed.node))),
        legend=legend(answer.parsed.node),
        passages=passage_links(query),
    )


def _undo_links(answer: _Answer, query: SearchQuery) -> tuple[tuple[str, Link], ...]:
    """Return, by the notice on each repair, the reader's search with that part left alone."""
    return tuple(
        (
            note.text,
            Link(_undo_label(note.undone), query.with_words(note.undone).url()),
        )
        for note in answer.parsed.notes
        if note.undone
    )


def _undo_label(undone: str) -> str:
    """Return the query to search for instead; of a long one the difference would not be seen."""
    text = " ".join(undone.split())
    return f"Search for {text} instead" if len(text) <= _SHOWN_CHARS else "Search the other way"


def _kept_params(answer: _Answer) -> tuple[tuple[str, str], ...]:
    """Return what a form with words and dates must carry along; a new search has a page 1.

    Of other words all are wanted again, where some of these had to do.
    """
    query = answer.query.matching("all") if answer.partial else answer.query
    own = ("q", "from", "to", "page")
    return tuple((name, value) for name, value in query.to_params() if name not in own)


def _ways_out(page: ResultsPage, query: SearchQuery, archive: Archive) -> ResultsPage:
    """Return `page` with what finds more than `query`, where that finds nothing or little."""
    if not page.archive_total or (not query.q and not query.is_narrowed):
        return page
    if page.total > FEW and not page.partial:
        return page
    found = 0 if page.partial else page.total
    meant = did_you_mean(query, archive)
    return replace(
        page,
        did_you_mean=meant if meant and meant.total > found else None,
        suggestions=suggestions(query, archive, more_than=found),
    )
