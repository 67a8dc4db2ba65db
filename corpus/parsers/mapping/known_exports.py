"""Exports and services known by the names of their fields, from their public descriptions."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KnownExport:
    """One kind of export: the folded names that tell it, and where its fields differ.

    `fields` are paths that go before the usual names; an empty tuple says that the export has
    no such field, whatever looks like one.
    """

    name: str
    marks: frozenset[str]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _export(name: str, marks: str, **fields: tuple[str, ...]) -> KnownExport:
    return KnownExport(name, frozenset(marks.split()), fields)


#: Asked in this order; all marks of one must be there.
KNOWN_EXPORTS = (
    _export("WordPress posts", "title content link slug"),
    _export("WordPress posts", "post_title post_content post_status".replace("_", "")),
    _export("Ghost posts", "title html slug status"),
    _export("Substack posts", "canonicalurl bodyhtml postdate", body=("body_html",)),
    _export("Guardian", "webtitle weburl webpublicationdate"),
    _export("New York Times", "headline weburl pubdate", source=("source",)),
    _export(
        "Trove",
        "heading title troveurl",
        title=("heading",),
        source=("title",),
        body=("articleText", "text", "snippet"),
        url=("troveUrl", "identifier"),
    ),
    _export(
        "Trove",
        "heading title articletext",
        title=("heading",),
        source=("title",),
        body=("articleText",),
        url=("identifier",),
    ),
    _export("Chronicling America", "ocreng lccn", title=(), source=("title",), body=("ocr_eng",)),
    _export("Telegram messages", "id type date text", title=(), author=("author", "from")),
    _export("tweets", "fulltext createdat user", title=(), source=("user.name",)),
    _export("tweets", "text createdat user", title=(), source=("user.name",)),
    _export("tweets", "text createdat authorid", title=(), source=("author.name",)),
    _export("Mastodon posts", "content account uri", title=(), source=("account.display_name",)),
    _export("GDELT", "seendate domain title"),
    _export("MediaCloud", "medianame publishdate title", source=("media_name",)),
    _export("NewsAPI", "publishedat urltoimage title"),
    _export("Event Registry", "uri datetimepub title", date=("dateTimePub", "date"), key=("uri",)),
    _export("Webz.io", "thread uuid published", source=("thread.site_full", "thread.site")),
    _export("news-please", "maintext datepublish", source=("source_domain",)),
    _export("newspaper", "publishdate sourceurl text"),
    _export("JSON Feed", "datepublished contenthtml"),
    _export("Zotero items", "itemtype abstractnote", source=("Publication Title",)),
    _export("CrowdTangle posts", "pagename postcreated message", source=("Page Name",)),
    _export("CSL items", "containertitle issued title", source=("container-title",)),
    _export("news articles in schema.org's words", "headline articlebody"),
    _export("dataset rows", "rowidx row"),
)


def known_export(names: Set[str]) -> KnownExport | None:
    """Return the export that has records with these folded names, None where none is known."""
    return next((known for known in KNOWN_EXPORTS if known.marks <= names), None)
