"""Notices on equal words: what was added to a query, with a link that leaves it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext, ngettext

from search.query.parser.query_parser import AddedSynonym
from search.query.search_query import EVERY_WORD, SearchQuery
from search.query.wording import listed, quoted
from search.results.session import SearchSession
from search.results.view_models import Link, Notice


def synonym_notices(
    expansions: Sequence[AddedSynonym], query: SearchQuery, session: SearchSession
) -> Iterator[Notice]:
    """Yield a notice for each word of `query` that was widened, or kept apart from others.

    Words that no article has are not worth one.
    """
    expansions = _occurring(expansions, session)
    if EVERY_WORD in query.apart:
        if expansions:
            link = Link(gettext("Search with them"), replace(query, apart=(), page=1).url())
            yield Notice(gettext("Equal words are left out."), "synonyms", link)
        return
    for typed in dict.fromkeys(one.typed for one in expansions):
        own = [one for one in expansions if one.typed == typed]
        if added := [one.added for one in own if not one.left_out]:
            yield _added(typed, added, query)
        for one in own:
            if one.left_out:
                text = gettext("%(added)s is left out, though it equals %(typed)s.")
                words = {"added": quoted(one.added), "typed": quoted(typed)}
                link = Link(gettext("Search for it too"), query.not_apart(one.added).url())
                yield Notice(text % words, "synonyms", link)


def _occurring(
    expansions: Sequence[AddedSynonym], session: SearchSession
) -> Sequence[AddedSynonym]:
    """Return those whose added word is in an article, and all of several words."""
    words = [one.added for one in expansions if " " not in one.added]
    known = dict(zip(words, session.engine.frequencies(words), strict=True)) if words else {}
    return [one for one in expansions if known.get(one.added, 1)]


def _added(typed: str, added: Sequence[str], query: SearchQuery) -> Notice:
    text = gettext("%(typed)s also finds %(added)s, which equals it.")
    words = {"typed": quoted(typed), "added": listed(list(map(quoted, added)), word="or")}
    label = ngettext("Search without it", "Search without them", len(added))
    return Notice(text % words, "synonyms", Link(label, query.kept_apart(*added).url()))
