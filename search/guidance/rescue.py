"""Changed queries for a search with few or no hits, each with its total; smallest change first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import singledispatch

from django.utils.translation import gettext

from search.analysis.analyzer import query_terms
from search.analysis.stemming import start_of_forms
from search.guidance.did_you_mean import FEW, Correction, corrected, corrections
from search.guidance.query_edits import tidy, without
from search.query.nodes import And, AtLeast, Near, Node, Phrase, Term
from search.query.nodes.base import QueryNode
from search.query.search_query import SearchQuery
from search.query.traversal import conjuncts, find, unsigned
from search.query.wording import quoted
from search.results.active_filters import dates_label, filter_label
from search.results.session import SearchSession
from search.results.view_models import Suggestion

MAX_SUGGESTIONS = 6
#: Each attempt costs a count, so a long query gets no more than this.
_MAX_ATTEMPTS = 24
_NEAR_WORDS = 10
_MAX_SPELLINGS = 2
#: A shorter prefix matches too many words.
_MIN_START_CHARS = 4

_QUOTED = re.compile(r'["“”„]([^"“”„]*)["“”„]?(?:~\d+)?')

_Change = tuple[str, SearchQuery]


def suggestions(
    query: SearchQuery, session: SearchSession, more_than: int = 0
) -> tuple[Suggestion, ...]:
    """Return changed queries, each with its exact total, which is above `more_than`.

    Raises EngineError.
    """
    query = query.at_page(1)
    found = _finding(_changes(query, session), session, {query}, more_than)
    return found or _finding(_last_resorts(query), session, {query}, more_than)[:1]


def _finding(
    changes: Iterator[_Change], session: SearchSession, tried: set[SearchQuery], more_than: int
) -> tuple[Suggestion, ...]:
    """Return the changes that match more, as far as there is time to count."""
    found: list[Suggestion] = []
    with session.telling_cuts():
        for label, changed in changes:
            if changed in tried:
                continue
            if len(found) == MAX_SUGGESTIONS or len(tried) > _MAX_ATTEMPTS:
                break
            tried.add(changed)
            total = session.total(changed)
            if total > more_than:
                found.append(Suggestion(label, changed.url(), total))
    return tuple(found)


def _changes(query: SearchQuery, session: SearchSession) -> Iterator[_Change]:
    node = session.node(query)
    for options in corrections(query, session):
        for correction in options[:_MAX_SPELLINGS]:
            yield _corrected(query, correction)
    wanted = list(find(node, Term, Phrase, Near, AtLeast))
    for part in wanted:
        yield from _other_forms(part, query, session)
    for part in wanted:
        yield from _looser(part, query)
    unquoted = tidy(_QUOTED.sub(r" \1 ", query.q))
    if unquoted and unquoted != query.q:
        yield (
            gettext("Without quotation marks: %(query)s") % {"query": _short(unquoted)},
            query.with_words(unquoted),
        )
    yield from _wider_dates(query)
    for facet, label in query.included:
        yield (
            gettext("Without the filter %(filter)s") % {"filter": filter_label(facet, label)},
            query.without(facet, label),
        )
    for facet, label in query.excluded:
        name = filter_label(facet, label, excluded=True)
        yield (
            gettext("Without the filter %(filter)s") % {"filter": name},
            query.without(facet, label),
        )
    yield from _without_one_clause(query, node, session)


def _last_resorts(query: SearchQuery) -> Iterator[_Change]:
    """Yield the changes to try if no single change helps."""
    if query.is_narrowed and query.q:
        words = SearchQuery(query.q, match=query.match, explain=query.explain)
        label = gettext("Without any filter: %(query)s")
        yield label % {"query": _short(query.q)}, words
        yield (
            gettext("Any of the words, without any filter: %(query)s") % {"query": _short(query.q)},
            words.matching("some"),
        )


def _corrected(query: SearchQuery, correction: Correction) -> _Change:
    was = query.q[correction.span.start : correction.span.end]
    label = gettext("%(new)s instead of %(old)s") % {
        "new": quoted(correction.written),
        "old": quoted(was),
    }
    return label, query.with_words(corrected(query.q, [correction]))


@singledispatch
def _other_forms(node: QueryNode, query: SearchQuery, session: SearchSession) -> Iterator[_Change]:
    """Yield the search for other forms of a word that is in few articles."""
    yield from ()


@_other_forms.register
def _(node: Phrase, query: SearchQuery, session: SearchSession) -> Iterator[_Change]:
    yield from _inexact(node, query)


@_other_forms.register
def _(node: Term, query: SearchQuery, session: SearchSession) -> Iterator[_Change]:
    yield from _inexact(node, query)
    terms = query_terms(node.text)
    if len(terms) == 1 and session.count(node) <= FEW:
        start = start_of_forms(terms[0])
        if len(start) >= _MIN_START_CHARS:
            name = f"{node.field}:" if node.field else ""
            label = gettext("Words starting with %(start)s") % {"start": quoted(start)}
            yield label, _reworded(query, node, f"{name}{start}*")


def _inexact(leaf: Term | Phrase, query: SearchQuery) -> Iterator[_Change]:
    if leaf.exact:
        label = gettext("Other forms of %(word)s too") % {"word": quoted(leaf.text)}
        yield label, _reworded(query, leaf, replace(leaf, exact=False).query_text())


@singledispatch
def _looser(node: QueryNode, query: SearchQuery) -> Iterator[_Change]:
    """Yield the search without one condition on the positions of words."""
    yield from ()


@_looser.register
def _(node: Near, query: SearchQuery) -> Iterator[_Change]:
    words = And(node.children).query_text("some")
    yield (
        gettext("Anywhere in the article: %(words)s") % {"words": _short(words)},
        _reworded(query, node, f"({words})"),
    )


@_looser.register
def _(node: AtLeast, query: SearchQuery) -> Iterator[_Change]:
    word = node.child.query_text()
    yield (
        gettext("Any number of mentions of %(word)s") % {"word": _short(word)},
        _reworded(query, node, word),
    )


@_looser.register
def _(node: Term, query: SearchQuery) -> Iterator[_Change]:
    yield from _in_any_field(node, query)


@_looser.register
def _(node: Phrase, query: SearchQuery) -> Iterator[_Change]:
    if len(query_terms(node.text)) > 1:
        near = f"{node.query_text()}~{_NEAR_WORDS}"
        label = gettext("%(phrase)s within %(distance)s words of each other") % {
            "phrase": quoted(node.text),
            "distance": _NEAR_WORDS,
        }
        yield label, _reworded(query, node, near)
    yield from _in_any_field(node, query)


def _in_any_field(leaf: Term | Phrase, query: SearchQuery) -> Iterator[_Change]:
    if leaf.field:
        label = gettext("%(words)s anywhere, not only in the field %(field)s") % {
            "words": quoted(leaf.text),
            "field": leaf.field,
        }
        yield label, _reworded(query, leaf, replace(leaf, field=None).query_text())


def _wider_dates(query: SearchQuery) -> Iterator[_Change]:
    dates = dates_label(query)
    period = query.period()
    if period and period.parent:
        wider = query.during(period.parent)
        yield (
            gettext("In %(period)s, instead of: %(dates)s")
            % {"period": period.parent.label, "dates": dates},
            wider,
        )
    if dates:
        label = gettext("At any date, instead of: %(dates)s")
        yield label % {"dates": dates}, query.any_date()


def _without_one_clause(
    query: SearchQuery, node: Node, session: SearchSession
) -> Iterator[_Change]:
    """Yield the search without each conjunct, exclusions first.

    Words that no article has are dropped together, as any one of them leaves nothing.
    """
    clauses = [(clause, unsigned(clause)[1]) for clause in conjuncts(node)]
    looked_for = [clause for clause, excluded in clauses if not excluded]
    nowhere = [clause for clause in looked_for if not session.count(clause)]
    if len(nowhere) > 1:
        changed = without(query, node, nowhere, session)
        if changed is not None:
            yield (
                gettext("Without words that no article has: %(query)s")
                % {"query": _short(changed.q)},
                changed,
            )
    for clause, _ in sorted(clauses, key=lambda pair: not pair[1]):
        if looked_for == [clause]:
            continue  # only exclusions would be left
        changed = without(query, node, [clause], session)
        if changed is not None:
            left_out = _at(query, clause) or clause.query_text()
            yield (
                gettext("Without %(part)s: %(query)s")
                % {"part": _short(left_out), "query": _short(changed.q)},
                changed,
            )


def _reworded(query: SearchQuery, node: Node, text: str) -> SearchQuery:
    """Return `query` with `text` in place of `node`."""
    return query.with_words(f"{query.q[: node.span.start]}{text}{query.q[node.span.end :]}")


def _at(query: SearchQuery, node: Node) -> str:
    return query.q[node.span.start : node.span.end].strip()


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
