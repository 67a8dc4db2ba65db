"""The toolbar over the results: what can be done with a search as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse

from search.concordance.kwic_export import KWIC_FORMATS
from search.export.export_formats import EXPORT_FORMATS
from search.query.search_query import SearchQuery
from search.results.view_models import Link


@dataclass(frozen=True, slots=True)
class Toolbar:
    """Links of the toolbar. `text_url` is that of a table with full texts, "" where not allowed."""

    exports: tuple[Link, ...]
    text_url: str
    atom_url: str
    json_feed_url: str
    share_url: str
    save_url: str
    freeze_url: str


def toolbar(query: SearchQuery, absolute: Callable[[str], str], *, with_text: bool) -> Toolbar:
    """Return the toolbar of `query`; `absolute` makes a whole address of a link."""
    start = query.at_page(1)
    followed = replace(start, sort="relevance", view="articles", explain=False, per_page=0)
    formats = KWIC_FORMATS if query.view == "kwic" else EXPORT_FORMATS
    exports = tuple(
        Link(chosen.label, start.url(format=name))
        for name, chosen in formats.items()
        if with_text or not getattr(chosen, "needs_text", False)
    )
    has_texts = with_text and query.view == "articles"
    return Toolbar(
        exports=exports,
        text_url=start.url(format="csv", text="1") if has_texts else "",
        atom_url=followed.url(format="atom"),
        json_feed_url=followed.url(format="feed"),
        share_url=absolute(start.url()),
        save_url=start.url(reverse("saved_searches"), save="1"),
        freeze_url=start.url(reverse("freeze_search")),
    )
