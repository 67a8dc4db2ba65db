"""Ways out of an empty answer: the same search with one thing changed, and what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from search.chips import dates_label, filter_label
from search.guidance.changes import tidy
from search.query import And, Everything, Node, Not, Nothing
from search.results import Suggestion
from search.search_query import SearchQuery

MOST_SUGGESTIONS = 5
#: Each attempt costs a count; a query of fifty words does not get fifty.
_MOST_ATTEMPTS = 16
_SHOWN_CHARS = 60

_QUOTED = re.compile(r'["“”„]([^"“”„]*)["“”„]?(?:~\d+)?')


def suggestions(
    query: SearchQuery, node: Node, total_of: Callable[[SearchQuery], int]
) -> tuple[Suggestion, ...]:
    """Return changes of `query` that find something, the most likely wanted first.

    `node` is the query's words as parsed; `total_of` gives the exact total of a search.
    """
    found: list[Suggestion] = []
    tried = {query}
    for label, changed in _changes(query.at_page(1), node):
        if changed in tried:
            continue
        if len(found) == MOST_SUGGESTIONS or len(tried) > _MOST_ATTEMPTS:
            break
        tried.add(changed)
        total = total_of(changed)
        if total:
            found.append(Suggestion(label, changed.url(), total))
    return tuple(found)


def _changes(query: SearchQuery, node: Node) -> Iterator[tuple[str, SearchQuery]]:
    unquoted = tidy(_QUOTED.sub(r" \1 ", query.q))
    if unquoted and unquoted != query.q:
        yield f"Without quotation marks: {_short(unquoted)}", query.with_words(unquoted)
    dates = dates_label(query)
    if dates:
        yield f"At any date, instead of: {dates}", query.any_date()
    for facet, label in query.included:
        yield f"Without the filter {filter_label(facet, label)}", query.without(facet, label)
    for facet, label in query.excluded:
        name = filter_label(facet, label, excluded=True)
        yield f"Without the filter {name}", query.without(facet, label)
    for words, rest in _without_one_clause(query.q, node):
        yield f"Without {_short(words)}: {_short(rest)}", query.with_words(rest)


def _without_one_clause(q: str, node: Node) -> Iterator[tuple[str, str]]:
    """Yield each clause that can go, as written, and the query without it."""
    children = node.children if isinstance(node, And) else ()
    # Exclusions first: they narrow without being looked for.
    for child in sorted(children, key=lambda child: not isinstance(child, Not)):
        if isinstance(child, Everything | Nothing) or not hasattr(child, "span"):
            continue
        start, end = child.span.start, child.span.end
        rest = tidy(q[:start] + " " + q[end:])
        if end > start and rest:
            yield q[start:end].strip(), rest


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
