"""Collocates: the words that stand beside the matches of a search most often, place by place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from search.concordance.listing import WORD_SORTS
from search.engines.base import ConcordanceRequest, QueryError, WordCounts, WordOrder
from search.query.nodes import Node
from search.query.search_query import SearchQuery
from search.results.facets import share
from search.results.session import SearchSession
from search.results.view_models import Link, Notice

#: Words of each place.
MAX_WORDS = 12
PLACES: tuple[WordOrder, ...] = ("3L", "2L", "1L", "1R", "2R", "3R")


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word that stands at a place beside `count` matches; `share` is a percentage of the most."""

    word: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class CollocateColumn:
    """The words of one place; `link` leads to the lines in the order of their words there."""

    place: WordOrder
    link: Link
    words: tuple[Collocate, ...]


@dataclass(frozen=True, slots=True)
class CollocatePage:
    """The columns from left to right; `total` counts all matches."""

    query: SearchQuery
    total: int
    columns: tuple[CollocateColumn, ...]
    concordance_url: str
    notices: tuple[Notice, ...]

    @property
    def q(self) -> str:
        return self.query.q


def collocate_page(query: SearchQuery, session: SearchSession) -> CollocatePage:
    """Return the page of `query`: two engine calls. Raises EngineError."""
    parsed = session.parse(query)
    session.add(Notice(note.text, note.kind) for note in parsed.notes)
    listing = query.seen_as("kwic")
    total, counts = _counts(query, parsed.node, session)
    most = max((count for words in counts.values() for _, count in words), default=0)
    columns = tuple(
        CollocateColumn(
            place,
            Link(place, listing.sorted_by(place).url(), hint=str(hint)),
            tuple(Collocate(word, n, share(n, most)) for word, n in counts.get(place, ())),
        )
        for place, hint in WORD_SORTS
        if place in PLACES
    )
    shown = columns if any(column.words for column in columns) else ()
    return CollocatePage(query, total, shown, listing.url(), tuple(session.notices))


def collocates_json(page: CollocatePage) -> dict[str, Any]:
    """Return the page as JSON values: words with their counts by place."""
    return {
        "query": page.q,
        "matches": page.total,
        "places": {
            column.place: [{"word": word.word, "count": word.count} for word in column.words]
            for column in page.columns
        },
        "notices": [notice.text for notice in page.notices],
    }


def _counts(
    query: SearchQuery, node: Node, session: SearchSession
) -> tuple[int, dict[WordOrder, WordCounts]]:
    request = ConcordanceRequest(
        node,
        query.filters(session.today),
        order="newest",
        max_lines=settings.SEARCH.concordance_lines,
        budget_seconds=settings.SEARCH.concordance_seconds,
    )
    try:
        found = session.engine.concordance(request)
        counts = dict(session.engine.collocates(request, PLACES, MAX_WORDS))
    except QueryError as error:
        session.add([Notice(str(error), "engine")])
        return 0, {}
    session.add(Notice(text, "engine") for text in found.notices)
    if found.total and not counts:
        text = gettext("There was no time to look at the words beside the matches.")
        session.add([Notice(text, "results")])
    return found.total, counts
