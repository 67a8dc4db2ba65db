"""One article in the formats of programs."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from corpus.models import Article
from search.citation.citation_styles import citations
from search.engines.base import Filters
from search.export.article_rows import ExportScope, rows_of
from search.export.export_formats import EXPORT_FORMATS
from search.export.export_row import ExportHead, ExportRow
from search.export.formats.jsonl_export import as_json
from search.query.nodes import Everything
from search.results.view_models import Link
from search.web.access import may_export_texts
from search.web.formats.conditional import json_answer
from search.web.formats.export_views import refusal

#: The formats of a single article, beside JSON.
RECORD_FORMATS = ("ris", "bib", "csl", "md")


def article_record(
    request: HttpRequest, article: Article, today: dt.date
) -> tuple[ExportRow, ExportHead]:
    """Return what exports and citations say of an article."""
    with_text = may_export_texts(request)
    base_url = request.build_absolute_uri("/").rstrip("/")
    scope = ExportScope(
        Everything(), Filters(), "newest", has_words=False, base_url=base_url, with_text=with_text
    )
    (row,) = rows_of([article.pk], scope)
    head = ExportHead(
        archive=settings.SEARCH.archive_name,
        query=article.title,
        search_url=row.url,
        total=1,
        accessed=today,
        with_text=with_text,
    )
    return row, head


def record_links(article: Article) -> tuple[Link, ...]:
    """Return the links to an article's record in each format."""
    address = article.get_absolute_url()
    labels = {name: EXPORT_FORMATS[name].label for name in RECORD_FORMATS} | {"json": "JSON"}
    return tuple(Link(label, f"{address}?format={name}") for name, label in labels.items())


def article_in_format(request: HttpRequest, article: Article, name: str) -> HttpResponseBase:
    """Answer an article in the format `name`; 406 where there is none of that name."""
    if name not in ("json", *RECORD_FORMATS):
        known = ", ".join(("json", *RECORD_FORMATS))
        return refusal(f"An article has these formats: {known}.", HTTPStatus.NOT_ACCEPTABLE)
    row, head = article_record(request, article, timezone.localdate())
    if name == "json":
        return json_answer(request, article_json(article, row, head))
    chosen = EXPORT_FORMATS[name]
    pieces = chosen.write([row], head)
    body = b"".join(each.encode() if isinstance(each, str) else each for each in pieces)
    response = HttpResponse(body, chosen.media_type)
    response["Content-Disposition"] = f'attachment; filename="{row.key}.{chosen.extension}"'
    return response


def article_json(article: Article, row: ExportRow, head: ExportHead) -> dict[str, Any]:
    """Return an article as JSON values; `text` is left out where the archive gives none out."""
    values = as_json(row)
    for name in ("matches", "snippets"):
        del values[name]
    cited = {each.style.lower(): each.text for each in citations(row, head)}
    return {
        "id": article.pk,
        **values,
        "date_evidence": article.date_evidence or None,
        "title_derived": article.title_origin == Article.TitleOrigin.DERIVED,
        "updated": article.updated.isoformat(),
        "citations": cited,
    }
