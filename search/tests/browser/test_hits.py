"""Hits: told apart by clause, found on the map, read one after the other, and explained."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from corpus.models import Article
from search.tests.browser.conftest import OpenPage
from search.tests.browser.test_accessibility import assert_no_violations
from search.tests.browser.test_reading import follow

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("archive")]

BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
HARBOUR = "Harbour talks end without a date"


def harbour(query: str) -> str:
    return f"{Article.objects.get(title=HARBOUR).get_absolute_url()}?q={query}"


def scroll(page: Page) -> int:
    return int(page.evaluate("Math.round(window.scrollY)"))


def left(place: Locator) -> float:
    """Return how far from the left an element begins."""
    return float(place.evaluate("element => element.getBoundingClientRect().left"))


# Clauses


@BOTH
def test_legend_names_each_clause_with_its_matches(open_page: OpenPage, script: bool):
    page = open_page(harbour("summit+harbour+deleg*"), java_script_enabled=script)

    entries = page.get_by_role("list", name="Marked").get_by_role("listitem")
    expect(entries).to_have_text(
        [
            re.compile(r"summit\s*4\s*match"),
            re.compile(r"harbour\s*1\s*match"),
            re.compile(r"deleg\*\s*8"),
        ]
    )
    numbers = [
        page.locator(f"#{mark}").locator("..").get_attribute("data-clause")
        for mark in ("hit-1", "hit-2", "hit-3")
    ]
    assert numbers == ["2", "1", "3"]


def test_number_of_a_clause_is_seen_and_neither_read_out_nor_copied(open_page: OpenPage):
    page = open_page(harbour("summit+harbour"))
    number = "mark => getComputedStyle(mark.parentElement, '::after').content"

    legend = page.locator(".legend mark").nth(1).evaluate(number)
    in_the_text = page.locator("#hit-1").evaluate(number)
    heading = page.get_by_role("heading", level=1)
    copied = heading.evaluate(
        "h => { getSelection().selectAllChildren(h); return `${getSelection()}` }"
    )

    assert legend == '"2" / ""'
    assert in_the_text == "none"
    assert copied.strip() == HARBOUR
    expect(heading).to_have_accessible_name(re.compile(f"^{HARBOUR}"))


def test_counter_says_which_clause_is_matched(open_page: OpenPage):
    page = open_page(harbour("summit+harbour"))

    page.keyboard.press("n")
    expect(page.locator("#counter")).to_have_text("1 of 5, harbour")
    page.keyboard.press("n")

    expect(page.locator("#counter")).to_have_text("2 of 5, summit")


# The map


@BOTH
def test_map_leads_to_each_match(open_page: OpenPage, script: bool):
    page = open_page(harbour("summit"), java_script_enabled=script)
    map_ = page.get_by_role("navigation", name="Map of this article")
    expect(map_).to_contain_text("4 matches: 1 in the first quarter")
    lines = map_.get_by_role("link")
    expect(lines).to_have_count(4)

    lines.nth(2).click()

    expect(page).to_have_url(re.compile("#hit-3$"))
    expect(page.locator("#hit-3")).to_be_in_viewport()


def test_map_shows_where_the_reader_is(open_page: OpenPage):
    page = open_page(harbour("summit"), viewport={"width": 1000, "height": 400})
    view = page.locator("#window")
    expect(view).to_have_attribute("y", "0")

    page.keyboard.press("p")

    expect(page.get_by_role("link", name="Match 4 of 4: summit")).to_have_attribute(
        "aria-current", "true"
    )
    expect(view).not_to_have_attribute("y", "0")


def test_map_on_a_phone_is_a_strip_and_runs_with_the_text(open_page: OpenPage):
    page = open_page(harbour("summit"), viewport={"width": 390, "height": 800})
    map_, lines = page.locator("#minimap"), page.locator("#minimap .line-1")
    expect(map_).to_have_css("width", "390px")
    assert left(lines.nth(0)) < left(lines.nth(3))

    arabic = Article.objects.get(language="ar")
    page.goto(f"{arabic.get_absolute_url()}?q=القمة+OR+موعد")

    links = page.locator("#minimap a")
    assert left(links.nth(0)) > left(links.nth(1))


def test_match_in_view_has_a_link_to_take_along(open_page: OpenPage):
    page = open_page(harbour("summit"), permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("n")
    page.keyboard.press("n")

    page.get_by_role("link", name="Link to this match").click()

    expect(page.locator("#this-match")).to_contain_text("copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("q=summit#hit-2")


def test_match_named_in_the_address_has_its_link_without_script(open_page: OpenPage):
    page = open_page(harbour("summit") + "#hit-2", java_script_enabled=False)

    group = page.get_by_role("group", name="Match 2 of 4")

    expect(group.get_by_role("link", name="Link to this match")).to_have_attribute("href", "#hit-2")
    expect(group.get_by_role("link")).to_have_count(3)


# The results around it


def test_keys_lead_through_the_results_over_the_border_of_pages(open_page: OpenPage):
    page = open_page("/?q=convoy&sort=oldest")
    follow(page, "Convoy 19 leaves port")
    place = page.get_by_role("navigation", name="Results")
    expect(place).to_contain_text("Result 19 of 25")

    for number in (20, 21):
        page.keyboard.press("]")
        expect(place).to_contain_text(f"Result {number} of 25")
    expect(page).to_have_url(re.compile("page=2"))
    page.keyboard.press("[")
    expect(place).to_contain_text("Result 20 of 25")
    expect(page).not_to_have_url(re.compile("page="))
    page.keyboard.press("]")
    expect(place).to_contain_text("Result 21 of 25")
    page.get_by_role("link", name="Back to the results").click()

    expect(page).to_have_url(re.compile(r"page=2#article-\d+$"))
    expect(page.get_by_role("link", name="Convoy 21 leaves port", exact=True)).to_be_in_viewport()


@BOTH
def test_links_stop_at_both_ends_of_the_results(open_page: OpenPage, script: bool):
    page = open_page("/?q=summit&sort=oldest", java_script_enabled=script)
    page.get_by_role("link", name=HARBOUR, exact=True).click()
    place = page.get_by_role("navigation", name="Results")

    expect(place).to_contain_text("Result 1 of 3")
    expect(place.get_by_role("link", name="Previous result")).to_have_count(0)
    for step in (2, 3):
        place.get_by_role("link", name="Next result").click()
        expect(place).to_contain_text(f"Result {step} of 3")

    expect(place.get_by_role("link", name="Next result")).to_have_count(0)


def test_back_finds_the_results_as_they_were_left(open_page: OpenPage):
    page = open_page("/?q=convoy&sort=oldest")
    page.get_by_role("link", name="Convoy 14 leaves port", exact=True).scroll_into_view_if_needed()
    page.evaluate("window.scrollBy(0, 130)")
    before = scroll(page)
    assert before > 500
    follow(page, "Convoy 14 leaves port")
    page.keyboard.press("n")

    page.get_by_role("link", name="Back to the results").click()

    expect(page).to_have_url(re.compile(r"/\?q=convoy&sort=oldest$"))
    page.wait_for_load_state()
    page.wait_for_timeout(200)
    assert abs(scroll(page) - before) < 5


def test_back_without_script_finds_the_article_in_the_list(open_page: OpenPage):
    page = open_page("/?q=convoy&sort=oldest", java_script_enabled=False)
    page.get_by_role("link", name="Convoy 14 leaves port", exact=True).click()

    page.get_by_role("link", name="Back to the results").click()

    expect(page).to_have_url(re.compile(r"#article-\d+$"))
    expect(page.get_by_role("link", name="Convoy 14 leaves port", exact=True)).to_be_in_viewport()
    expect(
        page.get_by_role("link", name="Convoy 1 leaves port", exact=True)
    ).not_to_be_in_viewport()


# Why, and how much is shown


@BOTH
def test_why_this_hit_opens_in_its_place_and_closes(open_page: OpenPage, script: bool):
    page = open_page("/?q=summit+harbour", java_script_enabled=script)
    hit = page.get_by_role("article", name=HARBOUR)
    link = hit.get_by_role("link", name="Why this hit")
    expect(link).to_have_attribute("aria-expanded", "false")

    link.click()

    table = hit.get_by_role("table")
    expect(table).to_contain_text("the sum of these parts")
    rows = [row.split() for row in table.locator("tbody tr").all_inner_texts()]
    score = float(re.findall(r"[\d.]+", table.locator("caption").inner_text())[0])
    assert sum(float(row[-1]) for row in rows) == pytest.approx(score, abs=0.05)
    expect(
        table.get_by_role("row", name=re.compile("harbour in 1 article in the headline"))
    ).to_be_visible()
    expect(link).to_have_attribute("aria-expanded", "true")
    link.click()
    expect(hit.get_by_role("table")).to_have_count(0)


@BOTH
def test_why_a_hit_far_down_opens_where_the_reader_is(open_page: OpenPage, script: bool):
    page = open_page("/?q=convoy&sort=oldest", java_script_enabled=script)
    hit = page.get_by_role("article", name="Convoy 17 leaves port")

    hit.get_by_role("link", name="Why this hit").click()

    expect(hit.get_by_role("table")).to_be_in_viewport()
    if script:
        expect(hit.get_by_role("link", name="Why this hit")).to_be_focused()


@BOTH
def test_reader_chooses_how_many_passages_are_shown(open_page: OpenPage, script: bool):
    page = open_page("/?q=summit", java_script_enabled=script)
    snippets = page.get_by_role("article", name=HARBOUR).locator(".snippet")
    expect(snippets).to_have_count(3)
    choice = page.get_by_role("group", name="Passages")

    choice.get_by_role("link", name="1").click()
    expect(snippets).to_have_count(1)
    choice.get_by_role("link", name="none").click()

    expect(snippets).to_have_count(0)
    expect(page).to_have_url(re.compile("snippets=0"))


# For everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_in_marks_map_and_scores(open_page: OpenPage, scheme: str, width: int):
    words = "summit+harbour+deleg*+(first+OR+second+OR+third)+sessions+coffee+ferry"
    article = Article.objects.get(title=HARBOUR)
    size = {"width": width, "height": 844}
    page = open_page(f"/?q={words}&why={article.pk}", color_scheme=scheme, viewport=size)

    expect(page.get_by_role("table")).to_be_visible()
    assert_no_violations(page)
    page.goto(harbour(words) + "#hit-3")
    expect(page.get_by_role("list", name="Marked").get_by_role("listitem")).to_have_count(9)
    assert_no_violations(page)


@BOTH
def test_smallest_screen_does_not_scroll_sideways(open_page: OpenPage, script: bool):
    size = {"width": 320, "height": 640}
    words = "summit+harbour+deleg*+(first+OR+second)"
    page = open_page("/", viewport=size, java_script_enabled=script)
    article = Article.objects.get(title=HARBOUR)

    for address in (f"/?q={words}&why={article.pk}", harbour(words), harbour(words) + "#hit-3"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    steps = page.get_by_role("navigation", name="Matches")
    if not script:
        steps = page.get_by_role("group", name="Match 3 of")
    for link in steps.get_by_role("link").all():
        expect(link).to_be_in_viewport(ratio=1)
