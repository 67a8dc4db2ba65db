"""The answer to a search, with two fallbacks for a search that matches nothing.

First the last word is taken as a prefix, as it may be half typed; then articles with some of
the words are searched for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext

from search.engines.base import QueryError, SearchResponse
from search.guidance.half_typed_word import last_word
from search.query.parser.query_parser import ParsedQuery
from search.query.search_query import SearchQuery
from search.results.facets import FACET_SIZE
from search.results.pagination import page_count
from search.results.session import SearchSession
from search.results.view_models import Link, Notice
from search.synonyms.synonym_notices import synonym_notices

#: The least time for a second attempt, however long the first one took.
MIN_SECONDS = 0.15
#: A longer query is not shown in a link.
_SHOWN_CHARS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """The engine's response, and the query that it answers.

    `query` differs from the reader's if the page was beyond the end or a fallback was used;
    `partial` marks the fallback to some of the words. Links carry `query`.
    """

    query: SearchQuery
    parsed: ParsedQuery
    response: SearchResponse
    archive_total: int
    notices: tuple[Notice, ...]
    partial: bool = False


def answer(query: SearchQuery, session: SearchSession, *, why: bool = False) -> Answer:
    """Return the answer to `query`, with explained scores where `why` asks for them.

    Raises EngineError.
    """
    return _Attempts(query, session, why).answer()


def reading_notices(
    parsed: ParsedQuery, query: SearchQuery, session: SearchSession
) -> Iterator[Notice]:
    """Yield notices on how the query was read, with links that undo a repair in `query`."""
    if parsed.reading:
        yield Notice(parsed.reading, "reading")
    yield from synonym_notices(parsed.expansions, query, session)
    for note in parsed.notes:
        undone = query.with_words(note.undone).url() if note.undone else ""
        undo = Link(_undo_label(note.undone), undone) if undone else None
        yield Notice(note.text, note.kind, undo)


def _undo_label(undone: str) -> str:
    """Return the link text: the other query, unless it is too long to show the difference."""
    text = " ".join(undone.split())
    if len(text) > _SHOWN_CHARS:
        return gettext("Undo")
    return gettext("Search for %(query)s instead") % {"query": text}


@dataclass(frozen=True, slots=True)
class _Attempts:
    """The reader's search, the session that answers it, and whether scores are explained."""

    wanted: SearchQuery
    session: SearchSession
    why: bool

    def answer(self) -> Answer:
        query, parsed = self.wanted, self.session.parse(self.wanted)
        archive_total = self.session.engine.status().documents
        notices = tuple(reading_notices(parsed, query, self.session))
        # No search has more hits than there are articles: larger offsets are never requested.
        in_range = query.at_page(min(query.page, page_count(archive_total, query.per_page)))
        try:
            response = self._response(in_range, parsed)
        except QueryError as error:
            empty = SearchResponse(hits=(), total=0)
            failed = Notice(str(error), "engine")
            return Answer(query.at_page(1), parsed, empty, archive_total, (*notices, failed))
        first = Answer(in_range, parsed, response, archive_total, notices)
        if response.total == 0:
            first = self._half_typed(first) or self._partial(first) or first
        return self._last_page(first)

    def _response(self, query: SearchQuery, parsed: ParsedQuery) -> SearchResponse:
        return self.session.engine.search(
            replace(
                self.session.request(query, parsed),
                facet_size=FACET_SIZE,
                open_period=query.open_period(self.session.today),
                why=self.why,
                budget_seconds=self.session.seconds_left(MIN_SECONDS),
            )
        )

    def _half_typed(self, first: Answer) -> Answer | None:
        """Return the answer for the last word as a prefix, or None where that matches nothing."""
        word = last_word(first.query.q, first.parsed.node)
        if not word:
            return None
        query = first.query.with_words(first.query.q + "*").at_page(first.query.page)
        parsed = self.session.parse(query)
        response = self._attempt(query, parsed)
        if response is None:
            return None
        text = gettext("No article has the word “%(word)s”, so it is read as “%(word)s*”.")
        read = reading_notices(parsed, self.wanted, self.session)
        notices = (Notice(text % {"word": word}, "results"), *read)
        return replace(first, query=query, parsed=parsed, response=response, notices=notices)

    def _partial(self, first: Answer) -> Answer | None:
        """Return the answer for some of the words, or None where that matches nothing either."""
        if first.query.match == "some":
            return None
        query = first.query.matching("some").at_page(first.query.page)
        parsed = self.session.parse(query)
        response = None if parsed.node == first.parsed.node else self._attempt(query, parsed)
        if response is None:
            return None
        text = gettext("No article has all of these words; articles with some of them are shown.")
        notices = (*first.notices, Notice(text, "results"))
        return replace(
            first, query=query, parsed=parsed, response=response, notices=notices, partial=True
        )

    def _attempt(self, query: SearchQuery, parsed: ParsedQuery) -> SearchResponse | None:
        """Return the response, or None where it fails or has no hits."""
        try:
            response = self._response(query, parsed)
        except QueryError:
            return None
        return response if response.total else None

    def _last_page(self, first: Answer) -> Answer:
        """Return `first`, or its last page where the wanted one lies beyond it."""
        total, query, wanted = first.response.total, first.query, self.wanted.page
        if query.view == "kwic":
            return replace(first, query=query.at_page(wanted))
        last = page_count(total, query.per_page)
        if wanted <= last:
            return first
        notices, response = first.notices, first.response
        if total:
            text = ngettext(
                "There is only %(pages)s page of results; this is the last.",
                "There are only %(pages)s pages of results; this is the last.",
                last,
            )
            notices = (*notices, Notice(text % {"pages": f"{last:,}"}, "results"))
        if total and query.page != last:
            response = self._response(query.at_page(last), first.parsed)
        return replace(first, query=query.at_page(last), response=response, notices=notices)
