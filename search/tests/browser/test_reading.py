"""Reading an article: every match marked, and stepped through."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from search.tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("archive")]


def follow(page: Page, headline: str) -> None:
    page.get_by_role("link", name=headline, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=headline)).to_be_visible()
    page.wait_for_load_state()


def test_keys_step_through_the_matches_and_the_counter_follows(open_page: OpenPage):
    page = open_page("/?q=summit")
    follow(page, "Harbour talks end without a date")
    counter = page.locator("#counter")
    expect(page.get_by_role("navigation", name="Matches")).to_contain_text("4 matches")

    for step in ("1 of 4", "2 of 4", "3 of 4"):
        page.keyboard.press("n")
        expect(counter).to_have_text(step)
    expect(page.locator("#hit-3")).to_be_in_viewport()
    page.keyboard.press("p")

    expect(counter).to_have_text("2 of 4")
    expect(page).to_have_url(re.compile("#hit-2$"))


def test_stepping_leaves_one_step_back_to_the_results(open_page: OpenPage):
    page = open_page("/?q=summit")
    follow(page, "Harbour talks end without a date")
    page.get_by_role("link", name="Go to the first").click()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("#hit-2$"))

    page.go_back()

    expect(page).to_have_url(re.compile(r"/\?q=summit$"))
    expect(page.get_by_role("status")).to_contain_text("3 articles")


def test_keys_do_nothing_while_typing(open_page: OpenPage):
    page = open_page("/?q=summit")
    follow(page, "A summit in spring")

    page.get_by_role("combobox").focus()
    page.keyboard.press("End")
    page.keyboard.type("np")

    expect(page.get_by_role("combobox")).to_have_value("summitnp")
    assert "#" not in page.url


def test_hidden_lines_are_shown_with_their_reason_on_request(open_page: OpenPage):
    page = open_page("/?q=summit")
    follow(page, "Harbour talks end without a date")
    line = page.get_by_text("Stay informed with our letter")
    expect(line).to_be_hidden()

    page.get_by_text("1 line hidden as page furniture").click()

    expect(line).to_be_visible()
    expect(page.get_by_text("an invitation")).to_be_visible()


def test_right_to_left_text_reads_from_the_right(open_page: OpenPage):
    page = open_page("/?q=القمة")
    follow(page, "القمة في الربيع")

    paragraph = page.locator("#text p").first

    expect(paragraph).to_have_css("direction", "rtl")
    expect(page.locator("#hit-1")).to_be_visible()
