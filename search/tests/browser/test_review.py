"""A review queue by keyboard, and by its buttons alone; the collection page's links."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from corpus.accounts.roles import Role, give
from corpus.models import Article
from corpus.records import PublishedDate
from corpus.tests.factories import stored
from search.tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

PASSWORD = "a ferry, slow and late"


@pytest.fixture
def queue(empty_archive: None) -> None:
    """Four undated articles, and an editor to date them."""
    give(User.objects.create_user("ida", password=PASSWORD), Role.EDITOR)
    for number in range(1, 5):
        text = f"Part {number} began on {number} February 2022, not on 9 May 2021."
        stored(f"/{number}", title=f"Ferry {number}", text=text, published=PublishedDate())


def sign_in(open_page: OpenPage, address: str, **options: Any) -> Page:
    page = open_page(address, **options)
    page.get_by_label("Username").fill("ida")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def expect_item(page: Page, title: str, left: int) -> None:
    expect(page.get_by_role("heading", level=2)).to_have_text(title)
    expect(page.get_by_text(f"{left} left.", exact=True)).to_be_visible()
    # Keys are listened to from then on.
    page.wait_for_load_state()


@pytest.mark.usefixtures("queue")
def test_undated_articles_are_settled_with_one_key_each(open_page: OpenPage):
    page = sign_in(open_page, "/desk/review/undated/")
    expect_item(page, "Ferry 1", 4)

    page.keyboard.press("1")
    expect_item(page, "Ferry 2", 3)
    expect(page.get_by_role("status")).to_have_text("Dated 1 February 2022.")
    page.keyboard.press("s")
    expect_item(page, "Ferry 3", 3)
    page.keyboard.press("u")
    expect_item(page, "Ferry 4", 2)
    page.keyboard.press("e")
    # In the field, keys are letters.
    page.keyboard.type("Sept 2021")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 was skipped")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("s")
    expect_item(page, "Ferry 2", 1)
    page.keyboard.press("2")
    expect(page.get_by_text("Nothing is left here.")).to_be_visible()
    page.wait_for_load_state()

    dates = Article.objects.order_by("pk").values_list("published", "date_precision")
    assert [(str(day), precision) for day, precision in dates] == [
        ("2022-02-01", "day"), ("2021-05-09", "day"), ("None", "none"), ("2021-09-01", "month"),
    ]  # fmt: skip
    page.keyboard.press("z")
    expect_item(page, "Ferry 2", 1)
    expect(page.get_by_role("status")).to_have_text("Taken back: Dated 9 May 2021.")
    assert Article.objects.get(title="Ferry 2").published is None


@pytest.mark.usefixtures("queue")
def test_keys_are_shown_and_mean_nothing_with_others_held(open_page: OpenPage):
    page = sign_in(open_page, "/desk/review/undated/")
    keys = page.get_by_text("take back your last decision")
    expect_item(page, "Ferry 1", 4)
    expect(keys).to_be_hidden()

    page.keyboard.press("?")
    expect(keys).to_be_visible()
    page.keyboard.press("Control+u")
    page.keyboard.press("x")
    page.keyboard.press("7")

    expect_item(page, "Ferry 1", 4)
    page.keyboard.press("?")
    expect(keys).to_be_hidden()


@pytest.mark.usefixtures("queue")
def test_the_same_without_a_script(open_page: OpenPage):
    page = sign_in(open_page, "/desk/review/", java_script_enabled=False)
    page.get_by_role("link", name="Undated articles").click()

    expect_item(page, "Ferry 1", 4)
    page.get_by_role("button", name="1 February 2022").click()
    expect_item(page, "Ferry 2", 3)
    page.get_by_role("link", name="s Skip", exact=True).click()
    expect_item(page, "Ferry 3", 3)
    page.get_by_label("Another date").fill("soon")
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_role("status")).to_contain_text("is not a date")
    expect_item(page, "Ferry 3", 3)
    page.get_by_label("Another date").fill("3 February 2022")
    page.get_by_role("button", name="Set it").click()
    expect_item(page, "Ferry 4", 2)
    page.get_by_role("button", name="Undo last decision").click()

    expect_item(page, "Ferry 3", 3)
    assert Article.objects.filter(published=None).count() == 3


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("script", [True, False])
def test_collection_leads_to_just_so_many_articles(open_page: OpenPage, script: bool):
    page = open_page("/", java_script_enabled=script)
    page.get_by_role("navigation", name="Site").get_by_role("link", name="About").click()

    page.get_by_role("link", name="May 2023: 25", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("25 articles")
    page.go_back()
    page.get_by_role("link", name="Months of Harbour Gazette").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Harbour Gazette")
    page.get_by_role("region", name="Months without articles").get_by_role(
        "row", name=re.compile("March 2022 to April 2023")
    ).get_by_role("link").click()
    expect(page).to_have_url(re.compile("from=2022-03&to=2023-04&source=Harbour"))


@pytest.mark.usefixtures("queue")
def test_controls_keep_their_height_beside_a_long_article(open_page: OpenPage):
    Article.objects.filter(title="Ferry 1").update(text="The ferry was late.\n\n" * 60)
    page = sign_in(open_page, "/desk/review/undated/")
    expect_item(page, "Ferry 1", 4)

    for control in (
        page.get_by_label("Another date"),
        page.get_by_role("button", name="Undo last"),
    ):
        box = control.bounding_box()
        assert box is not None
        assert box["height"] < 60


@pytest.mark.usefixtures("queue")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_collection_and_queues(open_page: OpenPage, scheme: str):
    page = sign_in(open_page, "/desk/review/", color_scheme=scheme)

    for address in ("/desk/review/", "/desk/review/undated/", "/collection"):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.usefixtures("archive")
def test_nothing_but_the_table_of_months_scrolls_sideways_on_a_small_phone(open_page: OpenPage):
    page = open_page("/collection", viewport={"width": 320, "height": 700})

    wide = page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    assert not wide
