"""Pages of collections, and collections in every format that searches have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from corpus.accounts.roles import signed_in_only
from corpus.models import Article
from search.engines.base import Filters
from search.export.article_rows import ExportScope, rows_of
from search.export.export_formats import EXPORT_FORMATS
from search.export.export_row import ExportHead, ExportRow
from search.export.formats.jsonl_export import as_json
from search.keeping.article_collections import ItemView, add, article_ids, create, item_views, move
from search.models import CollectionItem, ReaderCollection
from search.models.reader_collection import MAX_NOTE_CHARS
from search.query.nodes import Everything
from search.syndication.search_feed import SearchFeed, feed_entries
from search.web.access import may_export_texts
from search.web.formats.conditional import json_answer
from search.web.formats.export_views import attached, refusal
from search.web.formats.feed_answers import FEED_FORMATS, feed_response
from search.web.site_state_middleware import state_of

_FEED_ENTRIES = 50


@signed_in_only
@require_http_methods(["GET", "HEAD", "POST"])
def collections(request: HttpRequest) -> HttpResponse:
    """List the reader's collections; POST makes one."""
    owner = cast("User", request.user)
    if request.method == "POST":
        try:
            return redirect(create(owner, request.POST.get("title", "")))
        except ValueError as error:
            messages.error(request, str(error))
            return redirect("collections")
    rows = ReaderCollection.objects.filter(owner=owner)
    return render(request, "keeping/collections.html", {"collections": rows})


@signed_in_only
@require_POST
def add_article(request: HttpRequest) -> HttpResponse:
    """Put an article into a collection, or into a new one that the form names."""
    owner = cast("User", request.user)
    article = Article.objects.shown().filter(key=request.POST.get("article", "")).first()
    if article is None:
        return refusal("The archive has no such article.", HTTPStatus.BAD_REQUEST)
    chosen = ReaderCollection.objects.filter(
        owner=owner, key=request.POST.get("collection", "")
    ).first()
    try:
        collection = chosen or create(owner, request.POST.get("title", "") or "My collection")
        add(collection, article)
    except ValueError as error:
        return refusal(str(error), HTTPStatus.BAD_REQUEST)
    messages.success(request, f"“{article.title[:80]}” is in “{collection.title}”.")
    return redirect(collection)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def collection_page(request: HttpRequest, collection_key: str) -> HttpResponseBase:
    """Show a collection to its owner, and to everybody where it is shared; POST changes it."""
    collection = get_object_or_404(
        ReaderCollection.objects.select_related("owner"), key=collection_key
    )
    is_owner = request.user.pk == collection.owner_id
    if not (is_owner or collection.shared):
        raise Http404
    if request.method == "POST":
        if not is_owner:
            return refusal("Only its owner may change a collection.", HTTPStatus.FORBIDDEN)
        return _change(request, collection)
    name = request.GET.get("format", "").lower()
    if name not in ("", "html"):
        return _in_format(request, collection, name)
    context = {
        "collection": collection,
        "items": item_views(collection),
        "is_owner": is_owner,
        "address": request.build_absolute_uri(collection.get_absolute_url()),
        "formats": EXPORT_FORMATS.values(),
    }
    return render(request, "keeping/collection.html", context)


@signed_in_only
@require_POST
def change_item(request: HttpRequest, collection_key: str, item_id: int) -> HttpResponse:
    """Move, remove or annotate an article of one's own collection."""
    item = get_object_or_404(
        CollectionItem.objects.select_related("collection"),
        pk=item_id,
        collection__key=collection_key,
        collection__owner=cast("User", request.user),
    )
    action = request.POST.get("action")
    if action in ("up", "down"):
        move(item, up=action == "up")
    elif action == "remove":
        item.delete()
        item.collection.save()
    else:
        note = request.POST.get("note", "")
        if len(note) > MAX_NOTE_CHARS:
            return _too_long(request)
        CollectionItem.objects.filter(pk=item.pk).update(note=note)
        item.collection.save()
    return redirect(item.collection)


def _change(request: HttpRequest, collection: ReaderCollection) -> HttpResponse:
    if request.POST.get("action") == "delete":
        collection.delete()
        return redirect("collections")
    note = request.POST.get("note", "")
    if len(note) > MAX_NOTE_CHARS:
        return _too_long(request)
    collection.title = request.POST.get("title", "").strip()[:200] or collection.title
    collection.note = note
    collection.shared = request.POST.get("shared") == "1"
    collection.save()
    return redirect(collection)


def _too_long(request: HttpRequest) -> HttpResponse:
    text = f"A note holds at most {MAX_NOTE_CHARS:,} characters. Go back: yours is still there."
    return render(request, "keeping/problem.html", {"problem": text}, status=HTTPStatus.BAD_REQUEST)


def _in_format(request: HttpRequest, collection: ReaderCollection, name: str) -> HttpResponseBase:
    """Answer a collection as JSON or a download; articles that are gone are named in JSON."""
    views = item_views(collection)
    with_text = request.GET.get("text") == "1" or name == "zip"
    if with_text and not may_export_texts(request):
        return refusal("This archive does not give out full texts.", HTTPStatus.FORBIDDEN)
    scope = ExportScope(
        Everything(),
        Filters(),
        "newest",
        has_words=False,
        base_url=request.build_absolute_uri("/").rstrip("/"),
        with_text=with_text,
    )
    address = request.build_absolute_uri(collection.get_absolute_url())
    rows = list(rows_of(article_ids(views), scope))
    if name == "json":
        return json_answer(request, _as_json(collection, address, views, rows))
    if name in FEED_FORMATS:
        return feed_response(request, _as_feed(collection, address, views, scope, name), name)
    chosen = EXPORT_FORMATS.get(name)
    if chosen is None:
        known_names = ", ".join(["json", *FEED_FORMATS, *EXPORT_FORMATS])
        return refusal(f"A collection has these formats: {known_names}.", HTTPStatus.NOT_ACCEPTABLE)
    head = ExportHead(
        archive=settings.SEARCH.archive_name,
        query=collection.title,
        search_url=address,
        total=len(rows),
        accessed=timezone.localdate(),
        with_text=with_text,
        notices=(*filter(None, [collection.note]), *state_of(request).notices),
    )
    pieces = chosen.write(rows, head)
    body = b"".join(each.encode() if isinstance(each, str) else each for each in pieces)
    response = HttpResponse(body, chosen.media_type)
    return attached(request, response, "collection", chosen.extension)


def _as_feed(
    collection: ReaderCollection,
    address: str,
    views: Sequence[ItemView],
    scope: ExportScope,
    name: str,
) -> SearchFeed:
    """Return a collection as a feed, what was added last first."""
    latest = sorted(views, key=lambda view: view.item.pk, reverse=True)[:_FEED_ENTRIES]
    feed_url = f"{address}?format={name}"
    return SearchFeed(
        title=f"{collection.title} – {settings.SEARCH.archive_name}",
        page_url=address,
        feed_url=feed_url,
        entries=feed_entries(article_ids(latest), replace(scope, with_text=True)),
        updated=collection.updated.replace(microsecond=0),
        first=feed_url,
    )


def _as_json(
    collection: ReaderCollection,
    address: str,
    views: Sequence[ItemView],
    rows: Sequence[ExportRow],
) -> dict[str, object]:
    known = {row.key: as_json(row) for row in rows}
    items = [
        {
            **known.get(view.item.article_key, {"title": view.item.title, "gone": True}),
            "key": view.item.article_key,
            "note": view.item.note,
        }
        for view in views
    ]
    return {
        "key": collection.key,
        "url": address,
        "title": collection.title,
        "note": collection.note,
        "updated": collection.updated.isoformat(),
        "articles": items,
    }
