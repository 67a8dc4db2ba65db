"""A Chromium, an archive of a few dozen articles, and pages that must not complain."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect

from corpus.accounts.roles import Role, give
from corpus.models import Article
from corpus.records import HiddenLine, ParsedArticle, PublishedDate
from search.engines import get_engine

# Playwright's own event loop runs in the thread of the tests; Django would take that for
# a view of the event loop and refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

OpenPage = Callable[..., Page]

_PARAGRAPH = (
    "Delegates walked along the quay between the sessions and spoke about the weather, the "
    "price of coffee and the slow ferry. Nobody wished to be the first to name a number."
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "no Chromium on this machine (Debian: apt install chromium)"
        if os.environ.get("DATELINE_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}


def _article(number: int, title: str, text: str, **more: Any) -> ParsedArticle:
    return ParsedArticle(
        title=title,
        title_origin="stated",
        text=text,
        original=text,
        content_hash=f"{number:064}",
        origin=f"browser/{number}.txt",
        **more,
    )


def _on(day: dt.date) -> PublishedDate:
    return PublishedDate(day, "day", "header", day.isoformat())


def _articles() -> Iterator[ParsedArticle]:
    told = "\n\n".join(
        f"The {ordinal} summit was put off. {_PARAGRAPH} {_PARAGRAPH}"
        for ordinal in ("first", "second", "third", "fourth")
    )
    yield _article(
        1,
        "Harbour talks end without a date",
        told,
        source="Harbour Gazette",
        author="Ida Brandt",
        published=_on(dt.date(2022, 2, 4)),
        hidden_lines=(HiddenLine(3, "Stay informed with our letter", "an invitation"),),
    )
    yield _article(
        2,
        "A summit in spring",
        f"Hosts for the summit are still wanted. {_PARAGRAPH}",
        source="Meridian Wire",
        published=_on(dt.date(2022, 3, 9)),
    )
    yield _article(3, "What was left unsaid", f"The summit had no end. {_PARAGRAPH}")
    yield _article(
        4, "القمة في الربيع", "انتهت القمة بلا موعد.", source="Meridian Wire", language="ar"
    )
    for number in range(25):
        yield _article(
            10 + number,
            f"Convoy {number + 1} leaves port",
            f"The convoy carries grain. {_PARAGRAPH}",
            source="Meridian Wire" if number % 3 else "Harbour Gazette",
            published=_on(dt.date(2023, 5, 1) + dt.timedelta(days=number)),
        )


@pytest.fixture
def empty_archive(transactional_db: None) -> None:
    get_engine().rebuild(())


@pytest.fixture
def archive(empty_archive: None) -> None:
    """The articles below, stored and, as after every write, indexed."""
    Article.objects.store_many(list(_articles()))


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext], live_server: Any) -> Iterator[OpenPage]:
    """Open a page of the site; the test fails where anything broke the page's own rules.

    Those are: no script error, nothing blocked by the content security policy, and no
    request to anywhere else.
    """
    complaints: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def note_request(request: Request) -> None:
        if not request.url.startswith(live_server.url):
            complaints.append(f"asked for {request.url}")

    def open_one(path: str = "/", **options: Any) -> Page:
        context = new_context(base_url=live_server.url, **options)
        context.set_default_timeout(10_000)
        context.on("request", note_request)
        page = context.new_page()
        page.on("console", note_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_one

    assert complaints == []


@pytest.fixture
def open_desk(open_page: OpenPage, transactional_db: None) -> OpenPage:
    """Open a page of the desk, signed in as an editor."""
    give(User.objects.create_user("ida", password="quay-ferry-coffee"), Role.EDITOR)

    def open_one(path: str = "/desk/", **options: Any) -> Page:
        page = open_page(f"/sign-in?next={path}", **options)
        page.get_by_label("Username").fill("ida")
        page.get_by_label("Password").fill("quay-ferry-coffee")
        page.get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile(f"{re.escape(path)}$"))
        page.wait_for_load_state()
        return page

    return open_one
