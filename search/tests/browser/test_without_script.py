"""The same pages with JavaScript switched off: plain links and one form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from search.tests.browser.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("archive")]


def test_form_searches_and_pages_turn(open_page: OpenPage):
    page = open_page("/", java_script_enabled=False)

    page.get_by_label("Search the archive").fill("convoy")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("25 articles")
    page.get_by_role("link", name="Next").click()

    expect(page.get_by_role("status")).to_contain_text("page 2 of 2")
    page.go_back()
    expect(page.get_by_label("Search the archive")).to_have_value("convoy")


def test_date_tree_and_chips_work(open_page: OpenPage):
    page = open_page("/?q=summit", java_script_enabled=False)
    dates = page.get_by_role("region", name="Date")

    for period in ("2022", "February", "4 February"):
        dates.get_by_role("link", name=re.compile(f"^{period} ")).click()
    expect(page.get_by_role("status")).to_contain_text("1 article")
    page.get_by_role("link", name="Remove 4 February 2022").click()

    expect(page.get_by_role("status")).to_contain_text("3 articles")


def test_date_form_keeps_words_and_source(open_page: OpenPage):
    page = open_page("/?q=convoy&source=Meridian+Wire", java_script_enabled=False)

    page.get_by_label("From", exact=True).fill("2023-05-20")
    page.get_by_role("button", name="Apply").click()

    expect(page.get_by_role("status")).to_contain_text("4 articles")
    expect(page.get_by_role("link", name="Remove Source: Meridian Wire")).to_be_visible()


def test_matches_are_stepped_through_by_links(open_page: OpenPage):
    page = open_page("/?q=summit", java_script_enabled=False)
    page.get_by_role("link", name="Harbour talks end without a date", exact=True).click()

    page.get_by_role("link", name="Go to the first").click()
    expect(page.get_by_role("group", name="Match 1 of 4")).to_be_visible()
    for place in ("2 of 4", "3 of 4", "4 of 4", "1 of 4"):
        page.get_by_role("link", name="Next match").click()
        expect(page.get_by_role("group", name=f"Match {place}")).to_be_visible()
    page.get_by_role("link", name="Previous match").click()

    expect(page.get_by_role("group", name="Match 4 of 4")).to_be_visible()
    expect(page.locator("#hit-4")).to_be_in_viewport()


def test_facets_stand_open_beside_and_fold_away_on_a_phone(open_page: OpenPage):
    wide = open_page("/?q=convoy", java_script_enabled=False)
    narrow = open_page(
        "/?q=convoy", java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    # Hits with the same text name their sources, too.
    folded = narrow.locator("#narrow").get_by_role("link", name=re.compile("^Meridian Wire"))
    open_link = wide.locator("#narrow").get_by_role("link", name=re.compile("^Meridian Wire"))

    expect(open_link).to_be_visible()
    expect(folded).to_be_hidden()
    narrow.get_by_text("Narrow by date").click()
    expect(folded).to_be_visible()
