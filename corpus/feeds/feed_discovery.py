"""The feeds that a web page names, for whoever entered the page's address instead."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin

_KINDS = ("application/rss+xml", "application/atom+xml")
_LOOKED_AT_CHARS = 200_000


class _Links(HTMLParser):
    """Gathers the addresses of a page's feeds, as written."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {name: value or "" for name, value in attrs}
        is_feed = stated.get("type", "").lower() in _KINDS and "alternate" in stated.get("rel", "")
        if tag == "link" and is_feed and stated.get("href"):
            self.found.append(stated["href"])


def feeds_named(page: bytes, address: str) -> list[str]:
    """Return the addresses of the feeds that a page names, in its order."""
    links = _Links()
    links.feed(page[:_LOOKED_AT_CHARS].decode("latin-1"))
    return [urljoin(address, link) for link in dict.fromkeys(links.found)]
