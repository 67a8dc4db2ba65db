"""Queries with one change, in the reader's own spelling if that keeps the meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from search.analysis.analyzer import query_terms
from search.query.nodes import And, Node, Phrase, Term
from search.query.parser.parse_notes import edited
from search.query.search_query import SearchQuery
from search.query.traversal import conjuncts
from search.results.session import SearchSession

_DANGLING = re.compile(r"^(?:(?:AND|OR)\s+)+|(?<!\s)(?:\s+(?:AND|OR|NOT))+$")


def alone(query: SearchQuery, node: Node, session: SearchSession) -> SearchQuery:
    """Return the search for one part of `query`, without filters and other words.

    It means the same with match=all and match=some.
    """
    for text in (_cut(query.q, node), node.query_text("some")):
        search = SearchQuery(text, apart=query.apart)
        for one in (search, search.as_typed()):
            if text and session.node(one) == session.node(one.matching("some")) == node:
                return one
    return search


def finished(query: SearchQuery) -> SearchQuery:
    """Return `query` so that its last word is never taken as a prefix."""
    return query.with_words(f"({query.q})") if query.q[-1:].isalnum() else query


def without(
    query: SearchQuery, node: Node, left_out: Sequence[Node], session: SearchSession
) -> SearchQuery | None:
    """Return `query`, parsed as `node`, without some conjuncts; None if none would be left."""
    parts = conjuncts(node)
    rest = tuple(part for part in parts if not any(part is one for one in left_out))
    if not rest:
        return None
    wanted = rest[0] if len(rest) == 1 else And(rest, node.span)
    spans = sorted((one.span for one in left_out), key=lambda s: s.start)
    left = tidy(edited(query.q, [(span, " ") for span in spans]))
    for text in (left, wanted.query_text(query.match)):
        search = query.with_words(text)
        if text and session.node(search) == wanted:
            return search
    return search


def word_alone(word: str, field: str | None, session: SearchSession) -> SearchQuery | None:
    """Return the search for an indexed word in this form; None if no query means it."""
    if query_terms(word, exact=True) != [word]:
        return None
    name = f"{field}:" if field else ""
    for text in (f"{name}={word}", f'{name}="{word}"'):
        search = SearchQuery(text)
        if session.node(search) in (Term(word, field, exact=True), Phrase(word, field, exact=True)):
            return search
    return None


def tidy(q: str) -> str:
    """Return `q` with single spaces and without operators that lack an operand."""
    spaced = " ".join(q.split())
    spaced = re.sub(r"\b(AND|OR)(?: (?:AND|OR))+\b", r"\1", spaced)
    return _DANGLING.sub("", spaced).strip()


def _cut(q: str, node: Node) -> str:
    return q[node.span.start : node.span.end].strip()
