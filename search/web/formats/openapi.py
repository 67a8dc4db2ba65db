"""The HTTP interface for programs, as OpenAPI 3.1."""

from __future__ import annotations

from typing import Any, get_args

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from search.engines.base import LABEL_FACETS
from search.export.export_formats import EXPORT_FORMATS
from search.indexing.site_state import State
from search.timeline.intervals import STEPS
from search.web.formats.article_formats import RECORD_FORMATS
from search.web.formats.feed_answers import FEED_FORMATS

_VERSION = "1"
_STATE = {
    "type": "string",
    "enum": [*get_args(State)],
    "description": "How far the answer can be trusted: `lagging` lacks recent changes, `degraded` "
    "comes from an older index or a damaged database, `down` could not be found. The header is "
    "left out where it is `ok`.",
}
#: Every JSON object says so itself; a list of suggestions has the header alone.
_STATE_HEADER = {"Dateline-State": {"$ref": "#/components/headers/State"}}
_ANSWER = {"type": "object", "required": ["state"], "properties": {"state": _STATE}}


@require_safe
def openapi(request: HttpRequest) -> JsonResponse:
    """Answer the description of the interface."""
    return JsonResponse(description(request.build_absolute_uri("/").rstrip("/")))


def description(server: str) -> dict[str, Any]:
    """Return the description as JSON values; `server` is the site's address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.SEARCH.archive_name,
            "version": _VERSION,
            "description": "Searches, articles and what readers keep. A private archive is read "
            "with a personal token.",
        },
        "servers": [{"url": server}],
        "security": [{}, {"token": []}],
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Answer": _ANSWER},
            "headers": {"State": {"description": _STATE["description"], "schema": _STATE}},
        },
        "paths": {
            "/": {"get": _search()},
            "/article/{key}/": {"get": _article()},
            "/collections/{key}/": {"get": _collection()},
            "/s/{key}": {"get": _frozen()},
            "/saved/": {"get": _saved()},
            "/compare": {"get": _compare()},
            "/collocates": {"get": _collocates()},
            "/over-time/{facet}/": {"get": _over_time()},
            "/suggest": {"get": _suggest()},
            "/facets/{facet}/": {"get": _facet()},
        },
    }


def _search() -> dict[str, Any]:
    formats = ["json", *FEED_FORMATS, *EXPORT_FORMATS]
    parameters = [
        _query("q", "The query, in the query language; empty for all articles."),
        _query("format", "The format of the answer.", {"type": "string", "enum": formats}),
        _query("from", "First day, month or year: 2022, 2022-02, 2022-02-04, 7d."),
        _query("to", "Last day, month or year, inclusive."),
        _query("source", "A source; repeat it for several.", _list()),
        _query("author", "An author; repeat it for several.", _list()),
        _query("lang", "A language code; repeat it for several.", _list()),
        _query("apart", "An equal word not to be added to the query; * for all.", _list()),
        _query("sort", "The order.", {"enum": ["relevance", "recent", "newest", "oldest"]}),
        _query("page", "The page; `next` of an answer is the one behind it.", {"type": "integer"}),
        _query("per_page", "Articles of a page, to 100.", {"type": "integer"}),
        _query("text", "1 for full texts in downloads.", {"enum": ["1"]}),
    ]
    answers = {
        "200": _json("A page of results, a feed, or all of them as a download."),
        "304": {"description": "Nothing changed since the ETag was given."},
        "400": {"description": "The query cannot be answered; the text says why."},
        "403": {"description": "The archive does not give out full texts."},
        "406": {"description": "There is no such format; the text names those there are."},
        "429": {"description": "Too many large searches are running; see `Retry-After`."},
        "503": {"description": "Search cannot answer now, or another download is being made."},
    }
    return {
        "operationId": "search",
        "summary": "Search the archive",
        "parameters": parameters,
        "responses": answers,
    }


def _article() -> dict[str, Any]:
    formats = {"type": "string", "enum": ["json", *RECORD_FORMATS]}
    return {
        "operationId": "article",
        "summary": "One article by its public key",
        "parameters": [_key(), _query("format", "The format of the answer.", formats)],
        "responses": {
            "200": _json("The article."),
            "302": {"description": "Its address with its title."},
            "404": {"description": "The archive has no such article."},
        },
    }


def _collection() -> dict[str, Any]:
    formats = {"type": "string", "enum": ["json", *EXPORT_FORMATS]}
    return {
        "operationId": "collection",
        "summary": "A shared collection, or one's own",
        "parameters": [_key(), _query("format", "The format of the answer.", formats)],
        "responses": {
            "200": _json("The collection in its order, with notes."),
            "404": {"description": "There is none, or it is private."},
        },
    }


def _frozen() -> dict[str, Any]:
    return {
        "operationId": "frozenSearch",
        "summary": "A frozen search",
        "parameters": [_key(), _query("format", "The format.", {"enum": ["json"]})],
        "responses": {
            "200": _json("The list as it was frozen."),
            "404": {"description": "There is none of this key."},
        },
    }


def _saved() -> dict[str, Any]:
    return {
        "operationId": "savedSearches",
        "summary": "The saved searches of the token's owner",
        "security": [{"token": []}],
        "parameters": [_query("format", "The format.", {"enum": ["json"]})],
        "responses": {"200": _json("Each with its number of new articles.")},
    }


def _compare() -> dict[str, Any]:
    steps = {"type": "string", "enum": [*STEPS]}
    return {
        "operationId": "compare",
        "summary": "Up to six searches counted over time",
        "parameters": [
            _query("q", "The first query."),
            _query("compare", "Another query; repeat it for several.", _list()),
            _query("from", "First day, month or year."),
            _query("to", "Last day, month or year, inclusive."),
            _query("by", "The interval; without it, the span chooses.", steps),
            _query("format", "The format of the answer.", {"enum": ["json", "csv", "svg"]}),
        ],
        "responses": {
            "200": _json("Intervals with the archive's articles, and the counts of each search."),
            "404": {"description": "There is nothing to draw."},
            "406": {"description": "There is no such format."},
        },
    }


def _facet() -> dict[str, Any]:
    facets = {"type": "string", "enum": [*LABEL_FACETS]}
    return {
        "operationId": "facet_values",
        "summary": "All values of a facet, with the articles of each",
        "parameters": [
            {"name": "facet", "in": "path", "required": True, "schema": facets},
            _query("q", "The query; other parameters of a search narrow it too."),
            _query("named", "Letters that the names have."),
            _query("order", "By name; most frequent first without it.", {"enum": ["name"]}),
            _query("page", "The page; `next` of an answer is the one behind it."),
            _query("format", "The format.", {"enum": ["json"]}),
        ],
        "responses": {"200": _json("A page of values.")},
    }


def _collocates() -> dict[str, Any]:
    return {
        "operationId": "collocates",
        "summary": "The words beside the matches of a search, by place",
        "parameters": [
            _query("q", "The query."),
            _query("format", "The format of the answer.", {"enum": ["json"]}),
        ],
        "responses": {"200": _json("The most frequent words at each place, with their counts.")},
    }


def _over_time() -> dict[str, Any]:
    facet = {
        "name": "facet",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": [*LABEL_FACETS]},
    }
    return {
        "operationId": "overTime",
        "summary": "A search over time for each source, author or language",
        "parameters": [
            facet,
            _query("q", "The query; empty for all articles."),
            _query("format", "The format of the answer.", {"enum": ["json"]}),
        ],
        "responses": {
            "200": _json("The counts of the most frequent labels, by interval."),
            "404": {"description": "There is no such facet."},
        },
    }


def _suggest() -> dict[str, Any]:
    return {
        "operationId": "suggest",
        "summary": "Completions of a query",
        "parameters": [_query("q", "What was typed.")],
        "responses": {
            "200": {
                "description": "OpenSearch suggestions.",
                "headers": _STATE_HEADER,
                "content": {"application/x-suggestions+json": {}},
            }
        },
    }


def _query(name: str, text: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "description": text,
        "schema": schema or {"type": "string"},
    }


def _list() -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}}


def _key() -> dict[str, Any]:
    return {"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}


def _json(text: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Answer"}
    return {
        "description": text,
        "headers": _STATE_HEADER,
        "content": {"application/json": {"schema": schema}},
    }
