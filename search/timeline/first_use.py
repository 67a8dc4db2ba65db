"""The first uses of a phrase: who, when, and how often the same words were printed again.

The oldest matches are read with the words around them. Those with the same words on both sides
are copies of one use, so an agency's sentence in ten papers is one use with nine copies.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext

from search.analysis.analyzer import exact_terms
from search.concordance.kwic_lines import read
from search.engines.base import Concordance, ConcordanceRequest, QueryError
from search.query.nodes import Node, Phrase, Term
from search.query.search_query import SearchQuery
from search.query.traversal import find
from search.results.session import SearchSession
from search.results.view_models import LineView, Link, Notice
from search.timeline.charts.chart_scale import TimeTick

#: Uses and sources shown, and matches read to find them.
MAX_USES, MAX_MATCHES = 10, 300
#: Words on each side that make two matches copies of one use.
_WORDS = 6
#: Radius of a dot in pixels: of one without copies, and of the largest.
_MIN_RADIUS, _MAX_RADIUS = 4.0, 16.0
_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class FirstUse:
    """One use: its oldest match, and in how many `articles` the same words stand.

    `x` (0 to 1) and `radius` (pixels) place its dot on the line of time.
    """

    line: LineView
    articles: int
    x: float = 0.0
    radius: float = _MIN_RADIUS

    @property
    def copies(self) -> int:
        return self.articles - 1


@dataclass(frozen=True, slots=True)
class FirstUsePage:
    """The first uses, and each source with its own first; `total` counts all matches.

    `read` matches were looked at. `other_form` leads from all forms of the words to the exact
    one; None where that is asked for already.
    """

    query: SearchQuery
    total: int
    articles: int
    read: int
    uses: tuple[FirstUse, ...]
    sources: tuple[LineView, ...]
    ticks: tuple[TimeTick, ...]
    other_form: Link | None
    concordance_url: str
    notices: tuple[Notice, ...]

    @property
    def q(self) -> str:
        return self.query.q

    @property
    def is_cut(self) -> bool:
        """Whether there are more matches than were looked at."""
        return self.total > MAX_MATCHES


def first_use_page(query: SearchQuery, session: SearchSession) -> FirstUsePage:
    """Return the page of `query`: one engine call, one database query. Raises EngineError."""
    parsed = session.parse(query)
    session.add(Notice(note.text, note.kind) for note in parsed.notes)
    found = _oldest(query, parsed.node, session)
    listing = query.seen_as("kwic").sorted_by("oldest")
    lines = [line for line in read(found.lines[:MAX_MATCHES], listing).views if line.date.day]
    uses = _placed(_uses(lines)[:MAX_USES])
    return FirstUsePage(
        query=query,
        total=found.total,
        articles=found.articles,
        read=len(lines),
        uses=uses,
        sources=_sources(lines),
        ticks=_ticks(uses),
        other_form=_exact(query, parsed.node),
        concordance_url=listing.url(),
        notices=tuple(session.notices),
    )


def _oldest(query: SearchQuery, node: Node, session: SearchSession) -> Concordance:
    request = ConcordanceRequest(
        node,
        query.filters(session.today),
        order="oldest",
        max_lines=MAX_MATCHES,
        budget_seconds=_SECONDS,
    )
    try:
        found = session.engine.concordance(request)
    except QueryError as error:
        session.add([Notice(str(error), "engine")])
        return Concordance((), 0, 0)
    session.add(Notice(text, "engine") for text in found.notices)
    return found


def _uses(lines: Iterable[LineView]) -> list[FirstUse]:
    """Return the uses in the order of their oldest matches."""
    first: dict[tuple[str, ...], LineView] = {}
    holding: dict[tuple[str, ...], set[int]] = {}
    for line in lines:
        key = _words_around(line)
        first.setdefault(key, line)
        holding.setdefault(key, set()).add(line.id)
    return [FirstUse(line, len(holding[key])) for key, line in first.items()]


def _words_around(line: LineView) -> tuple[str, ...]:
    before = exact_terms(line.before)[-_WORDS:]
    return (*before, *exact_terms(line.match), *exact_terms(line.after)[:_WORDS])


def _placed(uses: Sequence[FirstUse]) -> tuple[FirstUse, ...]:
    """Return the uses with the places and sizes of their dots: areas grow with the articles."""
    if not uses:
        return ()
    days = [_ordinal(use) for use in uses]
    start, span = min(days), max(days) - min(days) or 1
    most = max(use.articles for use in uses)
    scale = min(_MIN_RADIUS, _MAX_RADIUS / math.sqrt(most))
    return tuple(
        replace(use, x=(day - start) / span, radius=max(2.0, scale * math.sqrt(use.articles)))
        for use, day in zip(uses, days, strict=True)
    )


def _ticks(uses: Sequence[FirstUse]) -> tuple[TimeTick, ...]:
    """Return the first and the last day of the uses."""
    if not uses:
        return ()
    first, last = uses[0].line.date.label, uses[-1].line.date.label
    if first == last:
        return (TimeTick(0, first, "start"),)
    return TimeTick(0, first, "start"), TimeTick(1, last, "end")


def _ordinal(use: FirstUse) -> int:
    return (use.line.date.day or dt.date.min).toordinal()


def _sources(lines: Iterable[LineView]) -> tuple[LineView, ...]:
    """Return the first line of each source, in order."""
    first: dict[str, LineView] = {}
    for line in lines:
        if line.source:
            first.setdefault(line.source, line)
    return tuple(first.values())[:MAX_USES]


def _exact(query: SearchQuery, node: Node) -> Link | None:
    """Return the link to the exact form of a word or phrase."""
    words = next(find(node, Term, Phrase), None)
    if words is not node or words.exact:
        return None
    text = replace(words, exact=True).query_text(query.match)
    return Link(
        gettext("Only the exact form: %(query)s") % {"query": text},
        query.with_words(text).url(reverse("first_use")),
    )
