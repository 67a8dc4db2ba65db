"""Searching with JavaScript: results as you type, and a history that can be walked."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from search.tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("archive")]


def box(page: Page):
    return page.get_by_role("combobox", name="Search the archive")


def expect_total(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_contain_text(text)


def test_typing_changes_hits_address_and_title(open_page: OpenPage):
    page = open_page("/")
    expect_total(page, "29 articles")

    box(page).press_sequentially("summit", delay=20)

    expect_total(page, "3 articles for summit")
    expect(page).to_have_url(re.compile(r"/\?q=summit$"))
    expect(page).to_have_title("summit – Dateline")
    expect(page.locator(".hit mark").first).to_have_text("summit")
    expect(box(page)).to_be_focused()


def test_typing_one_search_makes_one_step_back(open_page: OpenPage):
    page = open_page("/")

    box(page).fill("convoy")
    expect(page).to_have_url(re.compile(r"q=convoy$"))
    box(page).fill("convoy grain")
    expect(page).to_have_url(re.compile(r"q=convoy(\+|%20)grain$"))
    page.go_back()

    expect_total(page, "29 articles")
    expect(box(page)).to_have_value("")


def test_back_forward_and_reload_restore_hits_and_box(open_page: OpenPage):
    page = open_page("/")
    box(page).fill("summit")
    expect_total(page, "3 articles")
    box(page).fill("convoy")
    expect_total(page, "25 articles")

    page.go_back()
    expect_total(page, "3 articles")
    expect(box(page)).to_have_value("summit")
    expect(page).to_have_title("summit – Dateline")

    page.go_forward()
    expect_total(page, "25 articles")
    expect(box(page)).to_have_value("convoy")

    page.reload()
    expect_total(page, "25 articles")
    expect(box(page)).to_have_value("convoy")


def test_date_facet_leads_from_year_to_month_to_day(open_page: OpenPage):
    page = open_page("/?q=summit")
    dates = page.get_by_role("region", name="Date")

    for period, total in (("2022", "2 articles"), ("February", "1 article")):
        dates.get_by_role("link", name=re.compile(f"^{period}")).click()
        expect_total(page, total)
    dates.get_by_role("link", name=re.compile("^4 February")).click()

    expect(page).to_have_url(re.compile("from=2022-02-04&to=2022-02-04"))
    expect(
        page.get_by_role("link", name="Harbour talks end without a date", exact=True)
    ).to_be_visible()
    expect(page.get_by_role("link", name="Remove 4 February 2022")).to_be_visible()


def test_followed_facet_keeps_the_focus(open_page: OpenPage):
    page = open_page("/?q=convoy")

    source = page.get_by_role("link", name=re.compile(r"^Meridian Wire \d+"))
    source.focus()
    page.keyboard.press("Enter")

    expect_total(page, "16 articles")
    expect(page.get_by_role("link", name=re.compile(r"^Meridian Wire \d+"))).to_be_focused()


def test_removed_chip_widens_the_search(open_page: OpenPage):
    page = open_page("/?q=convoy&source=Meridian+Wire")

    page.get_by_role("link", name="Remove Source: Meridian Wire").click()

    expect_total(page, "25 articles")
    expect(page).to_have_url(re.compile(r"/\?q=convoy$"))


def test_histogram_bar_narrows_to_its_count(open_page: OpenPage):
    page = open_page("/?q=summit")

    # The link also holds the value, which is shown elsewhere.
    page.get_by_role("link", name=re.compile("^9 March 2022: 1 article")).locator(".bar").click()

    expect_total(page, "1 article")
    expect(page).to_have_url(re.compile("from=2022-03-09&to=2022-03-09"))


def test_date_form_narrows_with_the_words_kept(open_page: OpenPage):
    page = open_page("/?q=convoy")

    page.get_by_label("From", exact=True).fill("2023-05-20")
    page.get_by_label("To", exact=True).fill("2023-05")
    page.get_by_role("button", name="Apply").click()

    expect_total(page, "6 articles")
    expect(page).to_have_url(re.compile(r"/\?q=convoy&from=2023-05-20&to=2023-05$"))


def test_next_page_starts_at_its_top(open_page: OpenPage):
    page = open_page("/?q=convoy", viewport={"width": 1000, "height": 500})

    page.get_by_role("link", name="Next").click()

    expect_total(page, "page 2 of 2")
    expect(page.locator(".hit")).to_have_count(5)
    expect(page.get_by_role("banner")).to_be_in_viewport(ratio=1)


def test_suggestion_is_chosen_by_keyboard(open_page: OpenPage):
    page = open_page("/")

    page.keyboard.press("/")
    box(page).press_sequentially("conv")
    expect(page.get_by_role("option", name="convoy 25 articles")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-activedescendant", "suggestion-0")
    page.keyboard.press("Enter")

    expect(box(page)).to_have_value("convoy")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect_total(page, "25 articles")


def test_escape_closes_the_suggestions_and_keeps_the_words(open_page: OpenPage):
    page = open_page("/")

    box(page).press_sequentially("conv")
    expect(page.get_by_role("option", name="convoy 25 articles")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_value("conv")


def test_click_with_control_opens_a_new_tab(open_page: OpenPage):
    page = open_page("/?q=convoy")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Oldest").click(modifiers=["Control"])

    expect(opened.value).to_have_url(re.compile("sort=oldest"))
    expect(page).to_have_url(re.compile(r"/\?q=convoy$"))


def test_failed_search_is_said_and_the_answer_before_it_stays(open_page: OpenPage):
    page = open_page("/?q=convoy")
    page.route("**/?q=summit", lambda route: route.fulfill(status=503, body="down"))

    box(page).fill("summit")

    expect(page.get_by_role("alert")).to_contain_text("cannot answer")
    expect_total(page, "25 articles")


def test_pauses_while_typing_add_no_step_back(open_page: OpenPage):
    page = open_page("/")
    before = page.evaluate("history.length")

    for piece, query in (("con", "con"), ("voy", "convoy"), (" gra", r"convoy(\+|%20)gra")):
        box(page).press_sequentially(piece)
        expect(page).to_have_url(re.compile(rf"q={query}$"))

    assert page.evaluate("history.length") == before + 1


def test_coming_back_to_the_box_begins_another_step(open_page: OpenPage):
    page = open_page("/")
    box(page).press_sequentially("convoy")
    expect(page).to_have_url(re.compile(r"q=convoy$"))
    box(page).press("Tab")
    box(page).press("End")
    box(page).press_sequentially(" grain")
    expect(page).to_have_url(re.compile(r"q=convoy(\+|%20)grain$"))

    page.go_back()

    expect(page).to_have_url(re.compile(r"q=convoy$"))


def test_half_composed_words_are_not_searched(open_page: OpenPage):
    page = open_page("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    box(page).click()
    devtools = page.context.new_cdp_session(page)

    for text in ("k", "か", "かい", "かいぎ"):
        size = len(text)
        devtools.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": size, "selectionEnd": size}
        )
    devtools.send("Input.insertText", {"text": "会議"})

    expect(page).to_have_url(re.compile(r"q=%E4%BC%9A%E8%AD%B0$"))
    assert len([url for url in asked if "/?q=" in url]) == 1
    assert box(page).get_attribute("dir") == "auto"
