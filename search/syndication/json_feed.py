"""A feed of a search as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

from search.syndication.search_feed import FeedEntry, SearchFeed

MEDIA_TYPE = "application/feed+json; charset=utf-8"


def json_feed(found: SearchFeed) -> dict[str, Any]:
    """Return the feed as JSON values; what is not known is left out.

    `_dateline` is an extension as the format allows it: the archive's state, in a word and in
    sentences.
    """
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": found.title,
        "home_page_url": found.page_url,
        "feed_url": found.feed_url,
        "items": [_item(entry) for entry in found.entries],
    }
    if found.next:
        feed["next_url"] = found.next
    feed["_dateline"] = {"state": found.state.state, "notices": list(found.state.notices)}
    return feed


def _item(entry: FeedEntry) -> dict[str, Any]:
    row = entry.row
    item: dict[str, Any] = {
        "id": entry.id,
        "url": row.url,
        "external_url": row.original_url,
        "title": row.title,
        "content_text": entry.summary or row.title,
        "date_published": f"{entry.published}T00:00:00Z" if entry.published else "",
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": name.full} for name in row.authors],
        "tags": [row.source] if row.source else [],
        "language": row.language,
    }
    return {name: value for name, value in item.items() if value}
