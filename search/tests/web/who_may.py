"""The table of who may do what: a row for every address of the site.

`get` says who may read a page (GET, HEAD), `post` who may send to it; everybody else is led
to the sign-in page or refused, and no other method is for anybody. The lowest role that may
is named; those above it may, too. An address without a row makes the tests red.

To add a page, add its row, named as in its `path(..., name=...)`. What stands in angle
brackets in an address is filled in by name from the test's `places`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

ANYONE, READER, EDITOR, ADMINISTRATOR, NOBODY = range(5)


class Row(NamedTuple):
    """Who may read an address and who may send to it; `query` is what a GET needs to succeed.

    What is `owned` is not there (404) for anybody but its owner.
    """

    get: int
    post: int = NOBODY
    query: str = ""
    owned: bool = False


SEARCH_PAGES = {
    "search": Row(ANYONE),
    "article": Row(ANYONE),
    "article_by_key": Row(ANYONE),
    "article_by_id": Row(ANYONE),
    "article_by_id_and_title": Row(ANYONE),
    "collection": Row(ANYONE),
    "facet_values": Row(ANYONE),
    "count_search": Row(ANYONE, post=ANYONE),
    "builder": Row(ANYONE),
    "collocates": Row(ANYONE),
    "compare": Row(ANYONE),
    "small_multiples": Row(ANYONE),
    "first_use": Row(ANYONE),
    "help": Row(ANYONE),
    "suggest": Row(ANYONE),
    "theme": Row(ANYONE),
    "opensearch": Row(ANYONE),
    "openapi": Row(ANYONE),
    "robots": Row(ANYONE),
    "healthz": Row(ANYONE),
    "readyz": Row(ANYONE),
    "metrics": Row(ANYONE),
}

KEEPING = {
    "freeze_search": Row(ANYONE, post=ANYONE),
    "frozen_search": Row(ANYONE),
    "saved_searches": Row(READER, post=READER),
    "saved_seen": Row(NOBODY, post=READER, owned=True),
    "saved_alert": Row(NOBODY, post=READER, owned=True),
    "delete_saved": Row(NOBODY, post=READER, owned=True),
    "end_alert": Row(ANYONE, post=ANYONE),
    "collections": Row(READER, post=READER),
    "add_to_collection": Row(NOBODY, post=READER),
    # Shared by its address; only its owner changes it (see `keeping/test_collections.py`).
    "collection_page": Row(ANYONE),
    "collection_item": Row(NOBODY, post=READER, owned=True),
    "mark_article": Row(NOBODY, post=READER),
    "marked_articles": Row(READER),
    "reader_tokens": Row(READER, post=READER),
    "delete_token": Row(NOBODY, post=READER, owned=True),
}

SIGNING_IN = {
    "sign_in": Row(ANYONE, post=ANYONE),
    "sign_in_code": Row(ANYONE, post=ANYONE),
    "second_factor": Row(READER, post=READER),
    "password": Row(READER, post=READER),
    "sign_out": Row(NOBODY, post=ANYONE),
}

DESK = {
    "desk": Row(EDITOR),
    "desk_operations": Row(ADMINISTRATOR),
    "desk_operations_check": Row(NOBODY, post=ADMINISTRATOR),
    "desk_import": Row(EDITOR),
    "desk_import_files": Row(NOBODY, post=EDITOR),
    "desk_import_text": Row(NOBODY, post=EDITOR),
    "desk_import_folder": Row(NOBODY, post=EDITOR),
    "desk_imports": Row(EDITOR),
    "desk_import_batch": Row(EDITOR),
    "desk_import_more": Row(NOBODY, post=EDITOR),
    "desk_import_held": Row(EDITOR),
    "desk_import_preview": Row(EDITOR),
    "desk_import_options": Row(NOBODY, post=EDITOR),
    "desk_import_start": Row(NOBODY, post=EDITOR),
    "desk_import_drop": Row(NOBODY, post=EDITOR),
    "desk_import_csv": Row(EDITOR),
    "desk_import_undo": Row(EDITOR),
    "desk_import_undo_start": Row(NOBODY, post=EDITOR),
    "desk_article": Row(EDITOR, post=EDITOR),
    "desk_lines": Row(EDITOR, post=EDITOR),
    "desk_date": Row(EDITOR),
    "desk_article_bin": Row(NOBODY, post=EDITOR),
    "desk_article_restore": Row(NOBODY, post=EDITOR),
    "desk_bin": Row(EDITOR),
    "desk_bin_restore": Row(NOBODY, post=EDITOR),
    "desk_bin_delete": Row(NOBODY, post=ADMINISTRATOR),
    "desk_bulk": Row(EDITOR, post=EDITOR),
    "desk_bulk_preview": Row(EDITOR),
    "desk_bulk_start": Row(NOBODY, post=EDITOR),
    "desk_changes": Row(EDITOR),
    "desk_change_set": Row(EDITOR),
    "desk_change_set_undo": Row(NOBODY, post=EDITOR),
    "desk_review": Row(EDITOR),
    "desk_review_queue": Row(EDITOR),
    "desk_review_settle": Row(NOBODY, post=EDITOR),
    "desk_review_take_back": Row(NOBODY, post=EDITOR),
    "desk_feeds": Row(ADMINISTRATOR, post=ADMINISTRATOR),
    "desk_feed": Row(ADMINISTRATOR, post=ADMINISTRATOR),
    "desk_feed_fetch": Row(NOBODY, post=ADMINISTRATOR),
    "desk_feed_pause": Row(NOBODY, post=ADMINISTRATOR),
    "desk_feed_remove": Row(NOBODY, post=ADMINISTRATOR),
    "desk_sources": Row(EDITOR),
    "desk_source": Row(EDITOR, post=EDITOR),
    "desk_source_alias": Row(NOBODY, post=EDITOR),
    "desk_source_remove": Row(NOBODY, post=ADMINISTRATOR),
    "desk_synonyms": Row(EDITOR, post=EDITOR),
    "desk_synonym_switch": Row(NOBODY, post=EDITOR),
    "desk_synonym_file": Row(EDITOR, post=EDITOR),
    "desk_synonym_proposals": Row(EDITOR, post=EDITOR),
    "desk_people": Row(ADMINISTRATOR, post=ADMINISTRATOR),
    "desk_person": Row(ADMINISTRATOR, post=ADMINISTRATOR),
    "desk_person_second_factor": Row(NOBODY, post=ADMINISTRATOR),
    "desk_jobs": Row(EDITOR),
    "desk_job": Row(EDITOR),
    "desk_job_cancel": Row(NOBODY, post=EDITOR),
    "desk_job_resume": Row(NOBODY, post=EDITOR),
}


def table() -> dict[str, Row]:
    """Every row by its address's name; an address without a name stands by its route."""
    return SEARCH_PAGES | KEEPING | SIGNING_IN | DESK


class Address(NamedTuple):
    """An address of the site: its name, or its route where it has none, and its route."""

    name: str
    route: str


def addresses(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[Address]:
    """Yield every address below a resolver."""
    for entry in resolver.url_patterns:
        route = str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, prefix + route, inner)
        elif isinstance(entry, URLPattern):
            yield Address(f"{space}{entry.name}" if entry.name else prefix + route, prefix + route)


ADDRESSES = list(addresses(get_resolver()))
