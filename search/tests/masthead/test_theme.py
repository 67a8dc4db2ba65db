"""The frame of every page: name, sentence, navigation and colours."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from corpus.accounts.roles import Role, give

pytestmark = pytest.mark.django_db

HELP = "http://testserver/help"


def test_theme_is_remembered_and_leads_back(client: Client):
    response = client.get("/theme?theme=dark", headers={"referer": HELP})
    assert response.status_code == 302
    assert response["Location"] == HELP
    assert response.cookies["theme"]["httponly"]
    assert '<html lang="en" data-theme="dark">' in client.get("/help").content.decode()


def test_automatic_theme_forgets_the_choice(client: Client):
    client.get("/theme?theme=light")
    client.get("/theme?theme=")
    page = client.get("/help").content.decode()
    assert "data-theme" not in page
    assert 'aria-current="true">Automatic' in page


@pytest.mark.parametrize("referer", ["", "https://other.example/", "//other.example", "x:y"])
def test_theme_leads_nowhere_else(client: Client, referer: str):
    response = client.get("/theme?theme=dark", headers={"referer": referer})
    assert response["Location"] == "/"


@pytest.mark.parametrize("theme", ["red", '"><script>', "dark\r\nX-Y: 1"])
def test_unknown_theme_is_ignored(client: Client, theme: str):
    assert client.get("/theme", {"theme": theme}).cookies["theme"].value == ""
    client.cookies["theme"] = theme
    assert '<html lang="en">' in client.get("/help").content.decode()


def test_archive_has_its_own_name_and_sentence(client: Client, settings: Any):
    settings.SEARCH = replace(settings.SEARCH, archive_name="Harbour <Post>")
    page = client.get("/help").content.decode()
    assert "<title>Search help – Harbour &lt;Post&gt;</title>" in page
    assert 'href="/">Harbour &lt;Post&gt;<span' in page


def test_navigation_shows_the_desk_to_editors_only(client: Client):
    assert ">Desk</a>" not in client.get("/help").content.decode()
    editor = User.objects.create_user("mara", password="correct horse staple")
    give(editor, Role.EDITOR)
    client.force_login(editor)
    page = client.get("/help").content.decode()
    assert ">Desk</a>" in page
    assert "<summary>mara</summary>" in page
