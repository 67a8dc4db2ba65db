"""Curating in the browser, with a script and without one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect

from corpus.accounts.roles import Role, give
from corpus.curation.bin import move_to_bin
from corpus.curation.editing import edit
from corpus.jobs.runner import run_job
from corpus.models import Article, Job
from search.tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("archive")]

OpenDesk = Callable[..., Page]
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
TITLE = "Harbour talks end without a date"


@pytest.fixture
def open_desk(open_page: OpenPage) -> OpenDesk:
    """Open a page as somebody signed in, an editor unless another role is named."""

    def open_one(path: str, role: Role = Role.EDITOR, name: str = "anna", **options) -> Page:
        user, _ = User.objects.get_or_create(username=name)
        give(user, role)
        client = Client()
        client.force_login(user)
        page = open_page("/robots.txt", **options)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": page.url}])
        page.goto(path)
        return page

    return open_one


def talks() -> Article:
    return Article.objects.get(origin="browser/1.txt")


def total(page: Page, search: str) -> int:
    return int(page.request.get(f"/{search}&format=json").json()["total"])


@BOTH
@pytest.mark.parametrize(
    ("label", "value", "search"),
    [
        ("Title", "Zeppelin talks end", "?q=title:zeppelin"),
        ("Date", "Feb 1999", "?from=1999-02&to=1999-02"),
        ("Date", "1999", "?from=1999&to=1999"),
        ("Date", "", "?undated=1&q=harbour"),
        ("Source", "Le Fanal", "?source=Le+Fanal"),
        ("Author", "Petra Quill", "?author=Petra+Quill"),
        ("Language", "fr", "?lang=fr"),
    ],
)
def test_each_field_is_corrected_and_found(open_desk: OpenDesk, script, label, value, search):
    page = open_desk(f"/desk/articles/{talks().pk}/", java_script_enabled=script)
    before = total(page, search)

    page.get_by_label(label, exact=True).fill(value)
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status")).to_contain_text("corrected")
    assert total(page, search) == before + 1
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    assert total(page, search) == before


@BOTH
def test_hidden_and_shown_again(open_desk: OpenDesk, script):
    page = open_desk(f"/desk/articles/{talks().pk}/", java_script_enabled=script)

    page.get_by_label("Hide from search and readers").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This article is hidden")).to_be_visible()
    assert total(page, "?q=harbour") == 0
    page.get_by_label("Hide from search and readers").uncheck()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status")).to_contain_text("Shown to readers again")
    assert total(page, "?q=harbour") == 1


def test_corrected_in_place_without_leaving_the_article(open_desk: OpenDesk):
    page = open_desk(f"{talks().get_absolute_url()}?q=summit")
    here = page.url

    page.get_by_role("link", name="Correct this article").click()
    page.get_by_label("Date", exact=True).fill("4 febr")
    expect(page.locator("#date-reading")).to_contain_text("is not a date")
    page.get_by_label("Date", exact=True).fill("Feb 2021")
    expect(page.locator("#date-reading")).to_have_text("Read as February 2021: known to the month.")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("status").filter(has_text="Date corrected.")).to_be_visible()
    expect(page.locator("time").first).to_have_text("February 2021")
    assert page.url == here


def test_without_a_script_the_link_leads_to_a_page_of_its_own(open_desk: OpenDesk):
    page = open_desk(talks().get_absolute_url(), java_script_enabled=False)

    page.get_by_role("link", name="Correct this article").click()

    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_role("heading", name="History")).to_be_visible()


@BOTH
def test_two_editors_on_one_article(open_desk: OpenDesk, script):
    article = talks()
    page = open_desk(f"/desk/articles/{article.pk}/", java_script_enabled=script)
    boris = User.objects.create(username="boris")
    edit(article, {"title": "His title"}, boris)

    page.get_by_label("Title", exact=True).fill("Her title")
    page.get_by_role("button", name="Save").click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("boris set His title")
    expect(told).to_contain_text("You entered Her title")
    assert talks().title == "His title"
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", level=1, name="Her title")).to_be_visible()


@BOTH
def test_furniture_is_tried_applied_and_undone(open_desk: OpenDesk, script):
    page = open_desk(f"/desk/articles/{talks().pk}/lines", java_script_enabled=script)
    before = page.request.get("/?q=summit&format=json").json()
    del before["took_ms"]

    page.get_by_label(re.compile("The second summit was put off")).focus()
    page.keyboard.press("Space")
    page.get_by_label("everywhere").check()
    page.get_by_role("button", name="Preview changes").click()
    expect(page.get_by_role("heading", name="1 article changes, 1 line in all")).to_be_visible()
    assert "The second summit" in talks().text
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("heading", name="1 line left out everywhere")).to_be_visible()
    assert "The second summit" not in talks().text
    page.get_by_role("button", name=re.compile("^Undo")).click()

    expect(page.get_by_role("status")).to_contain_text("Undone")
    after = page.request.get("/?q=summit&format=json").json()
    del after["took_ms"]
    assert after == before


@BOTH
def test_a_line_left_out_wrongly_is_brought_back(open_desk: OpenDesk, script):
    article = talks()
    assert article.hidden_lines[0]["text"] == "Stay informed with our letter"
    page = open_desk(f"/desk/articles/{article.pk}/lines", java_script_enabled=script)

    page.get_by_label("Stay informed with our letter").check()
    page.get_by_role("button", name="Preview changes").click()
    page.get_by_role("button", name="Do it").click()

    expect(page.get_by_role("heading", name="1 line brought back in one article")).to_be_visible()
    assert total(page, "?q=informed") == 1


@BOTH
def test_into_the_bin_out_of_it_and_gone_for_good(open_desk: OpenDesk, script):
    page = open_desk(
        f"/desk/articles/{talks().pk}/", role=Role.ADMINISTRATOR, java_script_enabled=script
    )

    page.get_by_role("button", name="Move to the bin").click()
    expect(page.get_by_text("is in the bin")).to_be_visible()
    assert total(page, "?q=harbour") == 0
    page.goto("/desk/bin/")
    page.get_by_label(TITLE).check()
    page.get_by_role("button", name="Take out of the bin").click()
    expect(page.get_by_text("The bin is empty.")).to_be_visible()
    assert total(page, "?q=harbour") == 1
    move_to_bin([talks()], None)
    page.goto("/desk/bin/")
    page.get_by_label(TITLE).check()
    page.get_by_label("I am sure").check()
    page.get_by_role("button", name="Delete for good").click()

    expect(page.get_by_text("The bin is empty.")).to_be_visible()
    assert not Article.objects.filter(origin="browser/1.txt").exists()


@BOTH
def test_all_articles_of_a_search_are_edited_and_given_back(open_desk: OpenDesk, script):
    page = open_desk("/?q=convoy", java_script_enabled=script)

    page.get_by_role("link", name="Edit all 25 articles").click()
    page.get_by_label("Set the author").check()
    page.get_by_label("Author", exact=True).fill("Petra Quill")
    page.get_by_role("button", name="Preview changes").click()
    expect(page.get_by_role("heading", name="25 of 25 articles would change")).to_be_visible()
    assert total(page, "?author=Petra+Quill") == 0
    page.get_by_role("button", name="Change 25 articles").click()
    run_job(Job.objects.get().pk)
    page.reload()
    page.get_by_role("link", name="What came of it").click()
    expect(page.get_by_text("25 articles changed")).to_be_visible()
    assert total(page, "?author=Petra+Quill") == 25
    page.get_by_role("button", name=re.compile("^Undo")).click()

    expect(page.get_by_role("status")).to_contain_text("25 articles changed")
    assert total(page, "?author=Petra+Quill") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_desk: OpenDesk, scheme, width):
    article = talks()
    made = edit(article, {"author": "Ida", "title": "A much longer title " * 8}, None)
    move_to_bin([Article.objects.get(origin="browser/2.txt")], None)
    page = open_desk(
        "/desk/changes/",
        role=Role.ADMINISTRATOR,
        color_scheme=scheme,
        viewport={"width": width, "height": 844},
    )
    addresses = (
        "/desk/changes/",
        f"/desk/changes/{made.pk}/",
        f"/desk/articles/{article.pk}/",
        f"/desk/articles/{article.pk}/lines?line=0&scope=everywhere",
        "/desk/bin/",
        "/desk/bulk/?q=convoy",
    )

    for address in addresses:
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}: {found.generate_report()}"
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wider), address
