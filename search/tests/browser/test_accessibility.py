"""Readable by everyone: axe finds nothing, small screens do not scroll sideways."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from corpus.models import Article
from search.tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

ADDRESSES = {
    "front": "/",
    "results": "/?q=summit",
    "narrowed": "/?q=convoy&from=2023-05&to=2023-05&source=Meridian+Wire",
    "nothing found": "/?q=zeppelin",
    "how it was read": "/?q=convoy+kyiv&explain=1",
    "all sources": "/facets/source/?q=convoy",
    "not there": "/article/999999/",
}


def assert_no_violations(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def first_article_with(word: str) -> str:
    article = Article.objects.get(title="Harbour talks end without a date")
    return f"{article.get_absolute_url()}?q={word}"


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: OpenPage, scheme: str):
    page = open_page("/", color_scheme=scheme)

    for address in (*ADDRESSES.values(), first_article_with("summit") + "#hit-2"):
        page.goto(address)
        assert_no_violations(page)


@pytest.mark.usefixtures("archive")
def test_axe_finds_nothing_on_a_phone_with_all_opened(open_page: OpenPage):
    page = open_page("/?q=convoy", viewport={"width": 390, "height": 844})

    page.get_by_text("Narrow by date").click()
    page.get_by_text("What you can type").click()
    page.get_by_role("combobox").fill("su")

    expect(page.get_by_role("listbox")).to_be_visible()
    assert_no_violations(page)


@pytest.mark.usefixtures("empty_archive")
def test_axe_finds_nothing_in_an_empty_archive(open_page: OpenPage):
    page = open_page("/")

    expect(page.get_by_role("heading", name="The archive is empty")).to_be_visible()
    assert_no_violations(page)


@pytest.mark.usefixtures("archive")
def test_smallest_screen_does_not_scroll_sideways(open_page: OpenPage):
    page = open_page("/", viewport={"width": 320, "height": 640})

    for address in (*ADDRESSES.values(), first_article_with("summit")):
        page.goto(address)
        for summary in page.locator("summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.usefixtures("archive")
def test_links_over_the_results_do_not_overlap_on_the_smallest_screen(open_page: OpenPage):
    page = open_page("/?q=summit", viewport={"width": 320, "height": 640})

    explain = page.get_by_role("link", name="How your query was read").bounding_box()
    views = page.get_by_role("link", name="Concordance").bounding_box()
    assert explain
    assert views

    assert (
        explain["y"] >= views["y"] + views["height"] or explain["x"] > views["x"] + views["width"]
    )


@pytest.mark.usefixtures("archive")
def test_keyboard_alone_leads_from_question_to_match_and_back(open_page: OpenPage):
    page = open_page("/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the results")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("harbour summit")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 article")
    headline = page.get_by_role("link", name="Harbour talks end without a date", exact=True)
    for _ in range(60):
        page.keyboard.press("Tab")
        if headline.evaluate("link => link === document.activeElement"):
            break
    expect(headline).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=re.compile("^Harbour talks"))).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("#hit-2$"))
    page.go_back()

    expect(page.get_by_role("status")).to_contain_text("1 article")
