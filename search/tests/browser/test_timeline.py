"""Charts in a browser: readable by everyone, by keyboard, and a drag that sets the dates."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from search.tests.browser.conftest import OpenPage
from search.tests.browser.test_accessibility import assert_no_violations

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("archive")]

ADDRESSES = (
    "/compare?q=convoy&compare=summit&share=1",
    "/compare",
    "/?q=convoy&view=calendar&from=2023-05-04&to=2023-05-04",
    "/?view=calendar",
    '/first-use?q="grain"',
    "/collocates?q=convoy",
    "/over-time/source/?q=convoy",
)


def marks(page: Page) -> list[str]:
    """The links of the first chart that the Tab key reaches."""
    found: list[str] = page.eval_on_selector_all(
        ".plot a[tabindex='0']", "links => links.map(link => link.textContent)"
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    open_page: OpenPage, scheme: str, width: int
):
    page = open_page("/", color_scheme=scheme, viewport={"width": width, "height": 800})

    for address in ADDRESSES:
        page.goto(address)
        for summary in page.locator("details.twin summary").all():
            summary.click()
        assert_no_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_chart_is_one_stop_and_arrows_move_in_it(open_page: OpenPage):
    page = open_page("/?q=convoy&from=2023-05-01&to=2023-05-20")

    assert len(marks(page)) == 1
    page.locator(".plot a[tabindex='0']").focus()
    page.keyboard.press("Home")
    first = page.locator(".plot a:focus")
    expect(first).to_contain_text("1 May 2023: 1 article")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".plot a:focus")).to_contain_text("2 May 2023")
    page.keyboard.press("End")
    expect(page.locator(".plot a:focus")).to_contain_text("20 May 2023")
    assert len(marks(page)) == 1
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("from=2023-05-20&to=2023-05-20"))


def test_arrows_move_from_line_to_line(open_page: OpenPage):
    page = open_page("/compare?q=convoy&compare=convoy+source:harbour&from=2023&by=year")

    page.locator(".plot a[tabindex='0']").focus()
    expect(page.locator(".plot a:focus")).to_contain_text("convoy, 2023: 25 articles")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".plot a:focus")).to_contain_text("2023: 9 articles")
    page.keyboard.press("ArrowUp")

    expect(page.locator(".plot a:focus")).to_contain_text("convoy, 2023: 25 articles")


@pytest.mark.parametrize("address", ["/?q=convoy", "/compare?q=convoy"])
def test_drag_across_a_chart_sets_both_dates(open_page: OpenPage, address: str):
    page = open_page(address)
    box = page.locator(".plot").first.bounding_box()
    assert box
    day = box["width"] / 25

    page.mouse.move(box["x"] + 4.5 * day, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 7.5 * day, box["y"] + 30, steps=5)
    page.mouse.up()

    expect(page).to_have_url(re.compile("from=2023-05-05&to=2023-05-08"))


def test_value_is_shown_on_focus_and_else_that_of_the_peak(open_page: OpenPage):
    page = open_page("/?q=convoy")

    def shown() -> list[str]:
        texts: list[str] = page.eval_on_selector_all(
            ".plot .readout",
            "all => all.filter(text => getComputedStyle(text).opacity > 0).map(t => t.textContent)",
        )
        return texts

    assert shown() == ["1 May 2023: 1 article"]
    page.locator(".plot a[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")

    assert shown() == ["2 May 2023: 1 article"]


def test_charts_work_without_script(open_page: OpenPage):
    page = open_page("/compare", java_script_enabled=False)

    page.locator("input[name=q]").last.fill("convoy")
    page.locator("input[name=compare]").fill("summit")
    page.get_by_label("as a share of the archive").check()
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(r"/compare\?q=convoy&compare=summit"))
    page.get_by_text("The numbers as a table").click()
    page.get_by_role("row", name=re.compile("May 2023")).get_by_role("link").first.click()

    expect(page.locator("#tally")).to_contain_text("25 articles")


def test_picture_is_made_by_the_browser(open_page: OpenPage):
    page = open_page("/compare?q=convoy")

    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()

    assert download.value.suggested_filename == "chart.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


def test_calendar_is_reached_from_the_results(open_page: OpenPage):
    page = open_page("/?q=convoy")

    page.get_by_text("Over time", exact=True).click()
    page.get_by_role("link", name="Calendar").click()
    expect(page).to_have_url(re.compile("view=calendar"))
    expect(page.get_by_role("link", name=re.compile("2023: 25 articles"))).to_be_visible()
    page.locator(".plot a[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.locator("#tally")).to_contain_text("1 article")


@pytest.mark.parametrize("width", [320, 800, 1280])
def test_concordance_names_its_sources_on_every_width(open_page: OpenPage, width: int):
    page = open_page("/?q=convoy+grain&view=kwic", viewport={"width": width, "height": 800})

    source = page.locator(".line .source").first
    expect(source).to_be_visible()
    box = source.bounding_box()
    assert box
    assert box["width"] > 20
    assert_no_violations(page)
