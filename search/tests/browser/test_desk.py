"""Signing in, the desk's own pages, feeds and people: by keyboard, and without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from corpus.accounts.roles import Role, give
from corpus.jobs.worker import run_waiting
from corpus.models import Feed
from corpus.tests.feeds.serving import Server, rss, send, serving
from search.tests.browser.conftest import OpenPage
from search.tests.browser.test_accessibility import assert_no_violations

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("empty_archive")]

PASSWORD = "a ferry, slow and late"
PAGES = ("/desk/", "/desk/feeds/", "/desk/people/", "/password")


@pytest.fixture(autouse=True)
def _this_machine_alone(settings: Any) -> None:
    settings.CORPUS = replace(settings.CORPUS, feed_hosts=("127.0.0.1",))


@pytest.fixture
def chief() -> User:
    user = User.objects.create_user("chief", password=PASSWORD)
    give(user, Role.ADMINISTRATOR)
    return user


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        server.answers["/feed"] = send(rss("Ferry late again", "Quay closed"))
        yield server


def sign_in(page: Page, name: str = "chief") -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.usefixtures("chief")
def test_keyboard_alone_signs_in_goes_round_the_desk_and_out(open_page: OpenPage):
    page = open_page("/desk/")

    expect(page.get_by_label("Username")).to_be_focused()
    page.keyboard.type("chief")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Editors’ desk")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Feeds").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Feeds")).to_be_visible()
    page.locator("summary", has_text="chief").press("Enter")
    page.get_by_role("button", name="Sign out").press("Enter")

    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    page.goto("/desk/feeds/")
    expect(page).to_have_url(re.compile("/sign-in"))


@pytest.mark.usefixtures("chief")
def test_fifth_wrong_password_locks_and_says_for_how_long(open_page: OpenPage):
    page = open_page("/sign-in")

    for _ in range(5):
        page.get_by_label("Username").fill("chief")
        page.get_by_label("Password").fill("wrong")
        page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="Too many attempts")).to_be_visible()
    expect(page.get_by_text("possible again in a quarter of an hour")).to_be_visible()
    assert_no_violations(page)


@pytest.mark.usefixtures("chief")
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_feed_is_added_read_and_found(open_page: OpenPage, server: Server, script: bool):
    page = open_page("/desk/feeds/", java_script_enabled=script)
    sign_in(page)

    page.get_by_label("Address").fill("http://10.0.0.1/feed")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("10.0.0.1 is not a public address")).to_be_visible()
    page.get_by_label("Address").fill(server.url())
    page.get_by_label("Source").fill("Harbour Gazette")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status").first).to_contain_text("is being read for the first time")
    run_waiting()
    page.goto("/desk/feeds/")

    row = page.get_by_role("listitem").filter(has_text=server.url())
    expect(row).to_contain_text("added 2, updated 0, unchanged 0, failed 0")
    page.goto("/?q=ferry")
    expect(page.get_by_role("link", name="Ferry late again", exact=True)).to_be_visible()


@pytest.mark.usefixtures("chief")
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_somebody_is_added_and_can_sign_in(open_page: OpenPage, script: bool):
    page = open_page("/desk/people/", java_script_enabled=script)
    sign_in(page)

    page.get_by_label("Username").fill("ida")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password confirmation").fill(PASSWORD)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status").first).to_contain_text("ida can sign in now.")
    page.locator("summary", has_text="chief").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    sign_in(page, "ida")

    expect(page.get_by_role("heading", level=1, name="Editors’ desk")).to_be_visible()
    expect(page.get_by_role("link", name="People")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page: OpenPage, chief: User, scheme: str, width: int
):
    feed = Feed.objects.create(address="https://gazette.example/a/long/path/to/the/feed.xml")
    feed.fail("the server answers 503 Service Unavailable")
    page = open_page("/sign-in", color_scheme=scheme, viewport={"width": width, "height": 800})
    assert_no_violations(page)
    sign_in(page)

    for address in (*PAGES, f"/desk/feeds/{feed.pk}/", f"/desk/people/{chief.pk}/"):
        page.goto(address)
        assert_no_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
