"""What stands in the desk's navigation: one row a page, shown once the page is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from corpus.accounts.roles import AnyUser, is_administrator, is_editor


class Entry(NamedTuple):
    """A page of the desk: its address by name, what it is called, and what it is for."""

    url_name: str
    label: str
    purpose: str
    administrators_only: bool = False


#: In the order shown. A page of the topic has an address below the topic's own.
ENTRIES = (
    Entry("desk_import", "Import", "Bring in files, a folder or pasted text."),
    Entry("desk_review", "Review", "Settle dates and titles that are in doubt."),
    Entry("desk_changes", "Changes", "See who changed what, and undo it."),
    Entry("desk_bin", "Bin", "Have articles back that were thrown away."),
    Entry("desk_feeds", "Feeds", "Read RSS and Atom feeds as they grow.", True),
    Entry("desk_sources", "Sources", "Rename, merge and alias sources."),
    Entry("collection", "Collection", "See what the archive holds, and its index."),
    Entry("desk_people", "People", "Say who may sign in, and as what.", True),
    Entry("desk_jobs", "Jobs", "Follow work that runs in the background."),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the desk as one user is shown it; `current` while on it or below it."""

    url: str
    label: str
    purpose: str
    current: bool


def links(request: HttpRequest) -> list[Link]:
    """Return the pages that there are and that this request's user may see.

    The list of imports, at /desk/imports/, belongs to /desk/import/.
    """
    return [
        Link(address, entry.label, entry.purpose, request.path.startswith(address.rstrip("/")))
        for entry in ENTRIES
        if _may_see(request.user, entry) and (address := _address(entry))
    ]


def _may_see(user: AnyUser, entry: Entry) -> bool:
    return is_administrator(user) if entry.administrators_only else is_editor(user)


def _address(entry: Entry) -> str:
    """The page's address, or "" where no such page is installed."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""
