"""Keys of every page: through the list of results, the sheet of keys, and switching letters off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from search.tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("archive")]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_j_and_k_go_through_the_results_and_o_opens_one(open_page: OpenPage):
    page = open_page("/?q=summit")
    titles = page.locator(".hit h2 a").all_inner_texts()
    page.keyboard.press("j")
    assert focused(page) == titles[0]
    page.keyboard.press("j")
    assert focused(page) == titles[1]
    page.keyboard.press("k")
    assert focused(page) == titles[0]
    page.keyboard.press("o")
    expect(page.locator("#article")).to_be_visible()


def test_question_mark_shows_and_hides_the_keys(open_page: OpenPage):
    page = open_page("/help")
    sheet = page.locator("#key-sheet")
    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_letters_switched_off_do_nothing_but_type(open_page: OpenPage):
    page = open_page("/?q=summit")
    page.get_by_role("button", name="Keys").click()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.locator("body").press("j")
    assert not page.evaluate("document.activeElement.closest('.hit')")
    page.locator("#q").press("j")
    expect(page.locator("#q")).to_have_value("jsummit")
