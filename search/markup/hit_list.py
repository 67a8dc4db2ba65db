"""The list of hits."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from search.highlight.snippet import Snippet
from search.markup.escaping import EMPTY, Html, fill, joined, rendered
from search.markup.marked_text import marked
from search.results.counts import matches
from search.results.view_models import DateView, HitView

_HIT = (
    '<li class="hit" id="article-%s"><article aria-labelledby="t%s">'
    '<h2 id="t%s" dir="auto"%s><a href="%s">%s</a></h2>\n'
    '<p class="where">%s</p>%s%s%s%s</article></li>\n'
)
_LANG = ' lang="%s"'
#: That of `base.html`.
_PAGE_LANGUAGE = "en"
_TIME = '<time datetime="%s">%s</time>'
_UNDATED = "<span>%s</span>"
_SOURCE = ' <span class="source">%s</span>'
_HINT = ' <span class="hint">%s</span>'
_HIDDEN_HINT = ' <span class="hint visually-hidden">%s</span>'
_SNIPPETS = '\n<div class="snippets"%s>%s</div>'
_SNIPPET = '<p class="snippet" dir="auto">%s%s%s</p>\n'
_COPIES = '\n<p class="same-text">%s %s%s</p>'
_COPY = '<a href="%s">%s</a>'
_MAX_COPIES = 5
_LINKS = '\n<p class="matches-link">%s%s</p>'
# The headline completes the names of these links: they are heard one by one, out of place.
_MATCHES = '<a id="m%s" href="%s#hit-1" aria-labelledby="m%s t%s">%s</a>'
_WHY = (
    ' <a class="why-link" id="w%s" href="%s#article-%s" data-stay aria-expanded="%s"'
    ' aria-labelledby="w%s t%s">%s</a>'
)
_COMMA = fill(", ")
_BEFORE, _AFTER = fill("… "), fill(" …")


def hit_list(hits: Sequence[HitView]) -> Html:
    """Return the items of the list of hits."""
    why = gettext("Why this hit")
    return joined([_hit(hit, why) for hit in hits])


def date(view: DateView) -> Html:
    """Return a date, for machines too where it is known."""
    return fill(_TIME, view.iso, view.label) if view.iso else fill(_UNDATED, view.label)


def _hit(hit: HitView, why: str) -> Html:
    # Said only where it is another than that of the page.
    lang = fill(_LANG, hit.lang) if hit.lang not in ("", _PAGE_LANGUAGE) else EMPTY
    snippets = joined([_snippet(each) for each in hit.snippets])
    explained = rendered("search/why.html", {"why": hit.why}) if hit.why else EMPTY
    return fill(
        _HIT,
        *(hit.id, hit.id, hit.id, lang, hit.url, marked(hit.title_pieces)),
        *(_where(hit), _copies(hit), fill(_SNIPPETS, lang, snippets) if snippets else EMPTY),
        *(_links(hit, why), explained),
    )


def _where(hit: HitView) -> Html:
    parts = [date(hit.date)]
    if hit.source:
        parts.append(fill(_SOURCE, hit.source))
    if hit.date.hint:
        parts.append(fill(_HINT if hit.date.hint_is_visible else _HIDDEN_HINT, hit.date.hint))
    return joined(parts)


def _copies(hit: HitView) -> Html:
    """Return links to the hits of the page with the same text, if there are any."""
    if not hit.same_text:
        return EMPTY
    shown = hit.same_text[:_MAX_COPIES]
    links = [fill(_COPY, copy.url, copy.label) for copy in shown]
    rest = len(hit.same_text) - len(shown)
    more = gettext(" and %(number)s more") % {"number": rest} if rest else ""
    parts = joined([part for link in links for part in (_COMMA, link)][1:])
    return fill(_COPIES, gettext("The same text is also in"), parts, more)


def _snippet(snippet: Snippet) -> Html:
    before = _BEFORE if snippet.cut_before else EMPTY
    after = _AFTER if snippet.cut_after else EMPTY
    return fill(_SNIPPET, before, marked(snippet.pieces), after)


def _links(hit: HitView, why: str) -> Html:
    """Return the links to the first match and to the parts of the score, where there are any."""
    if not hit.hit_count and not hit.why_url:
        return EMPTY
    number, first, score = hit.id, EMPTY, EMPTY
    if hit.hit_count:
        first = fill(_MATCHES, number, hit.url, number, number, matches(hit.hit_count))
    if hit.why_url:
        opened = "true" if hit.why else "false"
        score = fill(_WHY, number, hit.why_url, number, opened, number, number, why)
    return fill(_LINKS, first, score)
