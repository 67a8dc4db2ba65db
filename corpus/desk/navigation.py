"""The desk's navigation: one row per page, shown if the page exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from corpus.accounts.roles import AnyUser, is_administrator, is_editor


class MenuEntry(NamedTuple):
    """A page of the desk: its address by name, what it is called, and what it is for."""

    url_name: str
    label: str | Promise
    purpose: str | Promise
    administrators_only: bool = False


#: In the order shown. A page of the topic has an address below the topic's own.
ENTRIES = (
    MenuEntry("desk_import", _("Import"), _("Add files, a folder or pasted text.")),
    MenuEntry("desk_review", _("Review"), _("Decide on doubtful dates and titles.")),
    MenuEntry("desk_changes", _("Changes"), _("See who changed what, and undo it.")),
    MenuEntry("desk_bin", _("Bin"), _("Restore deleted articles.")),
    MenuEntry("desk_feeds", _("Feeds"), _("Follow RSS and Atom feeds."), administrators_only=True),
    MenuEntry("desk_sources", _("Sources"), _("Rename and merge sources.")),
    MenuEntry("desk_synonyms", _("Equal words"), _("Say which words a search takes for one.")),
    MenuEntry(
        settings.CORPUS.url_names.collection,
        _("Collection"),
        _("See what the archive contains, and its index."),
    ),
    MenuEntry(
        "desk_people", _("People"), _("Manage accounts and roles."), administrators_only=True
    ),
    MenuEntry(
        "desk_operations",
        _("Operations"),
        _("Check the health of the site, and repair it."),
        administrators_only=True,
    ),
    MenuEntry("desk_jobs", _("Jobs"), _("Follow background work.")),
)


@dataclass(frozen=True, slots=True)
class MenuLink:
    """A page of the desk as one user is shown it; `current` while on it or below it."""

    url_name: str
    url: str
    label: str
    purpose: str
    current: bool


def links(request: HttpRequest) -> list[MenuLink]:
    """Return the pages that there are and that this request's user may see.

    The list of imports, at /desk/imports/, belongs to /desk/import/.
    """
    return [
        MenuLink(
            entry.url_name,
            address,
            str(entry.label),
            str(entry.purpose),
            request.path.startswith(address.rstrip("/")),
        )
        for entry in ENTRIES
        if _may_see(request.user, entry) and (address := _address(entry))
    ]


def _may_see(user: AnyUser, entry: MenuEntry) -> bool:
    return is_administrator(user) if entry.administrators_only else is_editor(user)


def _address(entry: MenuEntry) -> str:
    """The page's address, or "" where no such page is installed."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""
