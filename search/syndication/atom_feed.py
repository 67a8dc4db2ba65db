"""A feed of a search as Atom (RFC 4287), its pages linked as RFC 5005 says."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from search.syndication.search_feed import SearchFeed

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
#: Of the extension element `state`: `ok`, `lagging`, `degraded` or `down`.
NAMESPACE = "urn:x-dateline"
# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _PagedFeed(Atom1Feed):
    """Django's Atom feed with links between its pages and a date that is its entries'."""

    def __init__(self, found: SearchFeed) -> None:
        super().__init__(
            title=_clean(found.title),
            link=found.page_url,
            description="",
            subtitle=" ".join(found.state.notices) or None,
            language=None,
            author_name=_clean(found.title.rpartition(" – ")[2]),
            feed_url=found.feed_url,
            feed_guid=found.first,
        )
        self._found = found

    def latest_post_date(self) -> dt.datetime:
        return self._found.updated

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:dateline": NAMESPACE}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("dateline:state", self._found.state.state)
        for relation in ("first", "previous", "next"):
            if address := getattr(self._found, relation):
                handler.addQuickElement("link", "", {"rel": relation, "href": address})


def atom(found: SearchFeed) -> str:
    """Return the feed as an XML document."""
    feed = _PagedFeed(found)
    for entry in found.entries:
        row = entry.row
        published = entry.published
        feed.add_item(
            title=_clean(row.title),
            link=row.url,
            description=escape(_clean(entry.summary)),
            unique_id=entry.id,
            author_name=_clean(", ".join(name.full for name in row.authors) or row.source or "—"),
            pubdate=dt.datetime.combine(published, dt.time(), dt.UTC) if published else None,
            updateddate=entry.updated,
            categories=[_clean(row.source)] if row.source else [],
        )
    return str(feed.writeString("utf-8"))


def _clean(text: str) -> str:
    return _NOT_XML.sub(" ", text)
