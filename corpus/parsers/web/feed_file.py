"""RSS and Atom files: an article an entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.importing.charset import tidy
from corpus.importing.html_text import markup_to_text, refuse_swollen_tags
from corpus.importing.source_file import (
    BadRecord,
    NoArticlesError,
    SkippedRecord,
    SourceFile,
    UnreadableError,
)
from corpus.parsers.base import Record
from corpus.parsers.xml.xml_safety import without_entities
from corpus.records import RawRecord


class FeedFile:
    """Entries carry their whole text, or a summary of it."""

    name = "RSS or Atom feed"
    about = "`.rss`, `.atom`, `.xml`: an entry"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return any(mark in head for mark in (b"<rss", b"<feed", b"<rdf:RDF")) and b"<html" not in (
            head.lower()
        )

    def records(self, document: SourceFile) -> Iterator[Record]:
        data = document.read()
        data = without_entities(data)
        refuse_swollen_tags(data.decode("latin-1"))
        import feedparser  # noqa: PLC0415 - slow to load

        feed = feedparser.parse(data, sanitize_html=True, resolve_relative_uris=False)
        if not feed.entries:
            broken = feed.get("bozo_exception")
            if broken:
                raise UnreadableError(f"broken feed: {broken}".replace("<unknown>:", "line "))
            raise NoArticlesError("a feed without entries")
        source = str(feed.feed.get("title", ""))
        for number, entry in enumerate(feed.entries, start=1):
            if reason := _not_published(entry):
                yield SkippedRecord(f"entry {number}", reason)
                continue
            try:
                yield _record(entry, source)
            except UnreadableError as error:
                yield BadRecord(f"entry {number}", str(error))


def _not_published(entry: Any) -> str:
    """Why an entry of a blog's export is no published post, "" where it is one."""
    kinds = [str(tag.get("term", "")) for tag in entry.get("tags", [])]
    kind = next((one.partition("kind#")[2] for one in kinds if "blogger/2008/kind#" in one), "")
    kind = kind or str(entry.get("blogger_type", "")).lower()
    if kind and kind != "post":
        return f"not a post of the blog but: {kind}"
    draft = str(entry.get("app_draft", entry.get("draft", ""))).lower() == "yes"
    status = str(entry.get("blogger_status", "live")).lower()
    return "a draft" if draft or status != "live" else ""


def _record(entry: Any, source: str) -> RawRecord:
    markup = max(
        (str(part.get("value", "")) for part in entry.get("content", [])),
        key=len,
        default="",
    ) or str(entry.get("summary", ""))
    title = markup_to_text(str(entry.get("title", "")))
    body = tidy(markup_to_text(markup))
    key = str(entry.get("id") or entry.get("link") or title)
    if not (title or body) or not key:
        raise UnreadableError("neither text nor title")
    facts = {
        "date": entry.get("published") or entry.get("updated") or "",
        "date evidence": _evidence(entry),
        "source": (entry.get("source") or {}).get("title") or source,
        "author": entry.get("author", ""),
        "url": entry.get("link", ""),
        "language": entry.get("language", ""),
    }
    return RawRecord(
        body=body,
        original=f"{entry.get('title', '')}\n{entry.get('published', '')}\n{markup}",
        key=tidy(key),
        title=tidy(title),
        metadata={name: tidy(str(value)) for name, value in facts.items() if value},
    )


def _evidence(entry: Any) -> str:
    name = "published" if entry.get("published") else "updated"
    return f"the feed's entry, {name}: {entry[name]}" if entry.get(name) else ""
