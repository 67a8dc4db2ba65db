"""What machines are told of an article in the head of its page.

Highwire `citation_*` names for reference managers, Open Graph for previews of links, and
schema.org `NewsArticle` as JSON-LD for search engines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from search.export.export_row import ExportHead, ExportRow

_MAX_DESCRIPTION_CHARS = 300


@dataclass(frozen=True, slots=True)
class ArticleMetadata:
    """`citation` and `open_graph` are names with their values, in order, a name perhaps twice."""

    canonical: str
    description: str
    citation: tuple[tuple[str, str], ...]
    open_graph: tuple[tuple[str, str], ...]
    linked_data: dict[str, Any]


def article_metadata(row: ExportRow, head: ExportHead, text: str) -> ArticleMetadata:
    """Return the metadata of an article; its description is the beginning of `text`."""
    description = _beginning(text)
    authors = [name.full for name in row.authors]
    citation = [
        ("citation_title", row.title),
        *(("citation_author", name) for name in authors),
        ("citation_journal_title", row.source),
        ("citation_publication_date", row.date.replace("-", "/")),
        ("citation_language", row.language),
        ("citation_public_url", row.url),
    ]
    graph = [
        ("og:type", "article"),
        ("og:title", row.title),
        ("og:description", description),
        ("og:url", row.url),
        ("og:site_name", head.archive),
        ("article:published_time", row.date if row.date_precision == "day" else ""),
        *(("article:author", name) for name in authors),
    ]
    return ArticleMetadata(
        canonical=row.url,
        description=description,
        citation=tuple(pair for pair in citation if pair[1]),
        open_graph=tuple(pair for pair in graph if pair[1]),
        linked_data=_linked_data(row, head, description),
    )


def _linked_data(row: ExportRow, head: ExportHead, description: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": row.url,
        "url": row.url,
        "headline": row.title,
        "description": description,
        "datePublished": row.date,
        "inLanguage": row.language,
        "wordCount": row.words,
        "author": [
            {"@type": "Person" if name.family else "Organization", "name": name.full}
            for name in row.authors
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": row.source} if row.source else None,
        "sameAs": row.original_url,
        "archivedAt": row.url,
        "isPartOf": {"@type": "Collection", "name": head.archive},
    }
    return {name: value for name, value in data.items() if value}


def _beginning(text: str) -> str:
    """Return the first characters of a text, up to the end of a word."""
    line = " ".join(text[: 4 * _MAX_DESCRIPTION_CHARS].split())
    if len(line) <= _MAX_DESCRIPTION_CHARS:
        return line
    return line[:_MAX_DESCRIPTION_CHARS].rpartition(" ")[0].rstrip(",;:–- ") + " …"
