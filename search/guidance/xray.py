"""The X-ray of a query: its reading, the count of each clause alone, and which clause empties it.

Every count equals the total behind its link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import singledispatch

from django.utils.translation import gettext

from search.analysis.analyzer import is_unspaced
from search.analysis.spelling_rows import written_spellings
from search.engines.base import LABEL_FACETS, TooSlowError, WordCounts
from search.guidance.query_edits import alone, finished, without, word_alone
from search.query.nodes import Fuzzy, Like, Node, Phrase, Prefix, Synonyms, Term, Wildcard
from search.query.nodes.base import LABEL_FIELDS, QueryNode
from search.query.parser.query_parser import AddedSynonym
from search.query.search_query import SearchQuery
from search.query.traversal import conjuncts, unsigned
from search.query.wording import listed, quoted
from search.results.active_filters import dates_label, filter_label
from search.results.counts import articles
from search.results.session import SearchSession
from search.results.view_models import ClauseView, Suggestion, SynonymView, WordView, Xray

MAX_CLAUSES = 40
MAX_WORDS = 8
_MAX_LEVEL = 4
_FORMS = 50
_MAX_SPELLINGS = 16


def xray(query: SearchQuery, session: SearchSession) -> Xray:
    """Return the X-ray of `query`, as far as there is time. Raises EngineError."""
    parsed = session.parse(query)
    node = parsed.node
    rows: list[ClauseView] = []
    added: list[SynonymView] = []
    complete = True
    verdict = ""
    try:
        added += _synonyms(parsed.expansions, query, session)
        for row in _rows(_Account(query, node, session)):
            if len(rows) == MAX_CLAUSES:
                complete = False
                break
            rows.append(row)
        verdict = "" if session.total(query) else _verdict(rows, complete)
    except TooSlowError:
        complete = False
    return Xray(node.sentence(), tuple(rows), verdict, complete, tuple(added))


def _synonyms(
    expansions: Sequence[AddedSynonym], query: SearchQuery, session: SearchSession
) -> Iterator[SynonymView]:
    """Yield the equal words that were added, with what each of them adds."""
    for one in expansions[:MAX_CLAUSES]:
        if not one.left_out:
            other = query.kept_apart(one.added)
            label = gettext("Without %(word)s") % {"word": quoted(one.added)}
            without = Suggestion(label, other.url(), session.total(other))
            adds = session.total(query) - without.total
            yield SynonymView(one.typed, one.added, adds, without)


@dataclass(frozen=True, slots=True)
class _Account:
    query: SearchQuery
    node: Node
    session: SearchSession


def _rows(account: _Account) -> Iterator[ClauseView]:
    """Yield the clauses, each followed by its parts, then the filters; each row costs counts."""
    filters = list(_filters(account.query))
    parts = conjuncts(account.node)
    single = len(parts) + len(filters) == 1
    for clause in parts:
        rows = _clause(account, clause, level=0)
        first = next(rows)
        changed = None if single else _left_by(account, clause)
        yield replace(first, without=_without(account, f"Without {first.text}", changed))
        yield from rows
    for label, own, others in filters:
        count = account.session.total(own)
        changed = None if single else others
        yield ClauseView(
            text=label,
            meaning=f"under “{label}”",
            count=count,
            url=own.explained().url(),
            without=_without(account, f"Without {label}", changed),
            empties=not count,
        )


def _clause(account: _Account, node: Node, level: int) -> Iterator[ClauseView]:
    """Yield a row for `node`, then rows for its parts."""
    shown, excluded = unsigned(node)
    search = alone(account.query, shown, account.session)
    count = account.session.total(search)
    words, more = _words(shown, account.session)
    link = search if count else finished(search)
    yield ClauseView(
        text=search.q,
        meaning=" ".join(str(node.predicate()).split()),
        count=count,
        url=link.explained().url(),
        level=level,
        excluded=excluded,
        words=words,
        more_words=more,
        empties=level == 0 and not excluded and not count,
    )
    # A weight or a number of times on a single word is shown with the word.
    if level < _MAX_LEVEL and _signed(shown) is shown and not words:
        for part in shown.children:
            yield from _clause(account, part, level + 1)


def _signed(node: Node) -> Node:
    """Return the leaf below a weight or a number of times; otherwise `node`."""
    below = node.children
    return below[0] if len(below) == 1 and not below[0].children else node


@singledispatch
def _words(node: QueryNode, session: SearchSession) -> tuple[tuple[WordView, ...], bool]:
    """Return the words that a leaf matches, if not just itself; and whether there are more."""
    return (), False


@_words.register
def _(node: Like, session: SearchSession) -> tuple[tuple[WordView, ...], bool]:
    return _shared(node, session), len(node.words) > MAX_WORDS


@_words.register
def _(node: Synonyms, session: SearchSession) -> tuple[tuple[WordView, ...], bool]:
    views = []
    for child in node.children[:MAX_WORDS]:
        search = alone(SearchQuery(), child, session)
        views.append(WordView(search.q, session.total(search), search.explained().url()))
    return tuple(views), len(node.children) > MAX_WORDS


@_words.register
def _(node: Term, session: SearchSession) -> tuple[tuple[WordView, ...], bool]:
    return _with_spellings(node, _forms(node, session), session)


@_words.register
def _(node: Phrase, session: SearchSession) -> tuple[tuple[WordView, ...], bool]:
    return _with_spellings(node, session.words(node, MAX_WORDS + 1), session)


@_words.register
def _(node: Prefix | Wildcard | Fuzzy, session: SearchSession) -> tuple[tuple[WordView, ...], bool]:
    return _word_views(session.words(node, MAX_WORDS + 1), node.field, session)


def _with_spellings(
    leaf: Term | Phrase, found: WordCounts, session: SearchSession
) -> tuple[tuple[WordView, ...], bool]:
    """Return the forms of a word, then its other spellings, each with a link to it alone."""
    views, more = _word_views(found, leaf.field, session)
    if leaf.exact or leaf.field in LABEL_FIELDS:
        return views, more
    name = f"{leaf.field}:" if leaf.field else ""
    others: list[WordView] = []
    for text in written_spellings(leaf.text)[:_MAX_SPELLINGS]:
        search = SearchQuery(f'{name}="{text}"')
        total = session.total(search)
        if total:
            others.append(WordView(text, total, search.explained().url()))
    if others and not views:
        own = SearchQuery(f'{name}="{leaf.text}"')
        total = session.total(own)
        views = (WordView(leaf.text, total, own.explained().url()),) if total else ()
    return (*views, *others[:MAX_WORDS]), more


def _word_views(
    found: WordCounts, field: str | None, session: SearchSession
) -> tuple[tuple[WordView, ...], bool]:
    views = []
    for word, _ in found[:MAX_WORDS]:
        search = word_alone(word, field, session)
        if search is not None and not is_unspaced(word):
            views.append(WordView(word, session.total(search), search.explained().url()))
    return (tuple(views) if len(found) > 1 else ()), len(found) > MAX_WORDS


def _forms(leaf: Term, session: SearchSession) -> WordCounts:
    """Return the words that `leaf` matches, without those it matches in few of their articles.

    Forms depend on the language: the Spanish stem of career is that of care.
    """
    found = session.words(leaf, _FORMS)
    if leaf.exact or len(found) < 2:
        return found
    meant = dict(session.words(leaf, _FORMS, within=leaf))
    return tuple((word, count) for word, count in found if 2 * meant.get(word, 0) > count)


def _shared(node: Like, session: SearchSession) -> tuple[WordView, ...]:
    """Return the heaviest terms that similar articles share."""
    views = []
    for term in node.terms[:MAX_WORDS]:
        search = word_alone(term.text, None, session)
        if search is not None:
            views.append(WordView(term.text, session.total(search), search.explained().url()))
    return tuple(views)


def _filters(query: SearchQuery) -> Iterator[tuple[str, SearchQuery, SearchQuery]]:
    """Yield each filter: its label, the search with it alone, and `query` without it."""
    nothing = SearchQuery()
    if query.date_from or query.date_to or query.undated:
        dates = (
            nothing.only_undated()
            if query.undated
            else nothing.between(query.date_from, query.date_to)
        )
        yield dates_label(query), dates, query.any_date()
    for facet in LABEL_FACETS:
        labels, excluded = query.labels(facet), query.excluded_labels(facet)
        own = nothing
        for label in labels:
            own = own.include(facet, label)
        for label in excluded:
            own = own.exclude(facet, label)
        names = [filter_label(facet, label) for label in labels]
        names += [filter_label(facet, label, excluded=True) for label in excluded]
        if names:
            yield listed(names, word="or" if labels else "and"), own, query.cleared(facet)


def _left_by(account: _Account, clause: Node) -> SearchQuery | None:
    if len(conjuncts(account.node)) == 1:
        return account.query.with_words("")
    return without(account.query, account.node, [clause], account.session)


def _without(account: _Account, label: str, changed: SearchQuery | None) -> Suggestion | None:
    if changed is None:
        return None
    total = account.session.total(changed)
    return Suggestion(label, changed.url(), total) if total else None


def _verdict(rows: list[ClauseView], complete: bool) -> str:
    """Return a sentence on why nothing matches."""
    empty = [row.meaning for row in rows if row.empties]
    if empty:
        return gettext("There is no article %(parts)s.") % {"parts": listed(empty, word="and none")}
    ways = [row.without for row in rows if row.without]
    if ways:
        best = max(ways, key=lambda way: way.total)
        text = gettext("Each part matches articles, none matches all. %(change)s: %(articles)s.")
        return text % {"change": best.label, "articles": articles(best.total)}
    if not complete or len(rows) < 2:
        return gettext("No article matches this query.")
    return gettext("Each part matches articles, none matches all, or all but one.")
