"""The desk's navigation: pages that exist, for those who may see them."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory

from corpus.accounts.roles import Role, give
from corpus.desk import navigation
from corpus.desk.navigation import MenuEntry, links

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_entries(monkeypatch):
    entries = (
        MenuEntry("help", "Help", "Learn."),
        MenuEntry("desk_sources", "Records", "Look.", administrators_only=True),
        MenuEntry("not_built_yet", "Later", "Wait."),
    )
    monkeypatch.setattr(navigation, "ENTRIES", entries)


def shown(role: Role, path: str = "/desk/") -> list[tuple[str, bool]]:
    user = User.objects.create_user("someone")
    give(user, role)
    request = RequestFactory().get(path)
    request.user = User.objects.get(pk=user.pk)
    return [(link.label, link.current) for link in links(request)]


def test_pages_not_there_yet_have_no_link():
    assert shown(Role.ADMINISTRATOR) == [("Help", False), ("Records", False)]


def test_editors_are_not_shown_what_is_for_administrators():
    assert shown(Role.EDITOR) == [("Help", False)]


def test_page_below_the_topics_own_belongs_to_it():
    assert shown(Role.ADMINISTRATOR, "/desk/sources/7/") == [("Help", False), ("Records", True)]
