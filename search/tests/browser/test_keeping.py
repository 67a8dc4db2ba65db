"""Taking along, citing and keeping what was found, with a script and without."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from corpus.models import Article
from search.models import ArticleMark, ReaderCollection, SavedSearch
from search.tests.browser.conftest import OpenPage
from search.tests.browser.test_accessibility import assert_no_violations

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("archive")]

HEADLINE = "Harbour talks end without a date"
with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


@pytest.fixture
def open_kept(open_page: OpenPage) -> OpenPage:
    """Open a page signed in as a reader."""
    User.objects.create_user("ada", password="quay-ferry-coffee")

    def open_one(path: str = "/", **options: object) -> Page:
        page = open_page("/sign-in?next=/", **options)
        page.get_by_label("Username").fill("ada")
        page.get_by_label("Password").fill("quay-ferry-coffee")
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("summary", has_text="ada")).to_be_visible()
        page.goto(path)
        return page

    return open_one


def address_of_article() -> str:
    return Article.objects.get(title=HEADLINE).get_absolute_url()


def toolbar_of(page: Page):
    return page.get_by_role("group", name="This search")


@with_and_without_script
def test_toolbar_exports_follows_and_shares_a_search(open_page: OpenPage, script: bool):
    page = open_page("/?q=summit&source=Meridian+Wire", java_script_enabled=script)
    toolbar = toolbar_of(page)

    toolbar.get_by_text("Export", exact=True).click()
    with page.expect_download() as downloading:
        toolbar.get_by_role("link", name="CSV", exact=True).click()
    rows = downloading.value.path().read_text(encoding="utf-8-sig").splitlines()
    toolbar.get_by_text("Feed", exact=True).click()
    expect(toolbar.get_by_role("link", name="CSV", exact=True)).to_be_hidden()
    feed = page.request.get(toolbar.get_by_role("link", name="Atom").get_attribute("href") or "")
    toolbar.get_by_text("Share", exact=True).click()
    shared = toolbar.get_by_label("Address of this search").input_value()

    assert len(rows) == 2
    assert "A summit in spring" in rows[1]
    assert "A summit in spring" in feed.text()
    assert shared.endswith("/?q=summit&source=Meridian+Wire")
    expect(toolbar.get_by_role("button", name="Copy")).to_be_visible(visible=script)


@with_and_without_script
def test_article_is_cited_in_every_style(open_page: OpenPage, script: bool):
    page = open_page(address_of_article(), java_script_enabled=script)
    box = page.get_by_role("region", name="Cite this article")

    box.get_by_role("heading", name="Cite this article").click()

    for style in ("APA", "Chicago", "MLA"):
        expect(box.get_by_text(style, exact=True)).to_be_visible()
        expect(box.get_by_role("button", name=f"Copy {style}")).to_be_visible(visible=script)
    record = page.request.get(box.get_by_role("link", name="BibTeX").get_attribute("href") or "")
    assert HEADLINE in record.text()


def test_copied_citation_is_announced(open_page: OpenPage):
    page = open_page(address_of_article(), permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("heading", name="Cite this article").click()
    button = page.get_by_role("button", name="Copy APA")

    button.click()

    expect(button).to_have_text("Copied")
    assert HEADLINE in page.evaluate("navigator.clipboard.readText()")


def test_link_of_a_selected_quotation_marks_that_place(open_page: OpenPage):
    page = open_page(address_of_article())
    page.evaluate("""() => {
        const words = document.querySelector("#text p").firstChild;
        document.getSelection().setBaseAndExtent(words, 0, words, 28);
    }""")
    quotation = page.get_by_label("Quotation with its source")
    expect(quotation).to_be_visible()
    link = re.search(r"http\S+$", quotation.input_value())
    assert link

    plain = open_page("/", java_script_enabled=False)
    plain.goto(link[0])

    expect(plain.locator("#hit-1")).to_have_text(re.compile("^The first summit was put off"))
    expect(plain.locator("#hit-1")).to_be_in_viewport()


@with_and_without_script
def test_frozen_search_shows_what_came_and_went(open_page: OpenPage, script: bool):
    page = open_page("/?q=summit", java_script_enabled=script)

    toolbar_of(page).get_by_role("link", name="Cite").click()
    page.get_by_role("button", name="Keep this list").click()
    expect(page.get_by_text("Nothing was added or removed.")).to_be_visible()
    Article.objects.get(title="A summit in spring").delete()
    page.reload()

    frozen = page.locator("#frozen")
    expect(frozen.get_by_role("listitem")).to_have_count(3)
    expect(frozen.get_by_text("(no longer in the archive)")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the citation")).to_be_visible(visible=script)


@with_and_without_script
def test_saved_search_is_kept_and_ended(open_kept: OpenPage, script: bool):
    page = open_kept("/?q=summit", java_script_enabled=script)

    toolbar_of(page).get_by_role("link", name="Save").click()
    page.get_by_label("Name of this search").fill("Summits")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").get_by_text("“Summits” is saved.")).to_be_visible()
    page.get_by_label("Alert").select_option("daily")
    page.get_by_label("E-mail to").fill("ada@reader.example")
    page.get_by_role("button", name="Set").click()
    expect(page.get_by_role("status").get_by_text("once a day")).to_be_visible()
    saved = SavedSearch.objects.get()
    page.goto(f"/alerts/end/{saved.token}")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("heading", name="No more alerts come")).to_be_visible()
    page.goto("/saved/")
    page.get_by_role("button", name="Delete Summits").click()

    expect(page.get_by_text("No saved searches yet.")).to_be_visible()


@with_and_without_script
def test_collection_is_made_ordered_annotated_and_shared(
    open_kept: OpenPage, open_page: OpenPage, script: bool
):
    page = open_kept(address_of_article(), java_script_enabled=script)

    page.get_by_role("button", name="Add to a collection").click()
    expect(page.get_by_role("heading", name="My collection")).to_be_visible()
    address = page.url
    page.goto(Article.objects.get(title="A summit in spring").get_absolute_url())
    page.get_by_role("button", name="Add to it").click()
    page.get_by_role("button", name="Up").click()
    page.get_by_label("Note").first.fill("Read this first")
    page.get_by_role("button", name="Save note").first.click()
    page.get_by_label("Anyone with the address can read it").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Follow as a feed")).to_be_visible()

    guest = open_page(address, java_script_enabled=script)
    expect(guest.locator(".rows > li").first).to_contain_text("A summit in spring")
    expect(guest.get_by_text("Read this first")).to_be_visible()
    expect(guest.get_by_role("button", name="Remove")).to_have_count(0)


@with_and_without_script
def test_star_and_tag_are_set_listed_and_taken_off(open_kept: OpenPage, script: bool):
    page = open_kept(address_of_article(), java_script_enabled=script)

    page.get_by_role("button", name="Star", exact=True).click()
    expect(page.get_by_role("button", name="Remove star")).to_be_visible()
    page.get_by_label("Tag").fill("quay")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="Remove the tag quay")).to_be_visible()
    page.goto("/marked/")
    page.get_by_role("link", name="quay").click()
    page.get_by_role("link", name=HEADLINE).click()
    page.get_by_role("button", name="Remove the tag quay").click()

    expect(page.get_by_role("button", name="Remove the tag quay")).to_have_count(0)
    assert ArticleMark.objects.get().kind == ArticleMark.Kind.STAR


def kept_addresses() -> list[str]:
    """Keep one of each, with the longest names; return the addresses of all pages about it."""
    owner = User.objects.get(username="ada")
    name = "Summits-and-everything-about-them-" * 4
    saved = SavedSearch.objects.create(
        owner=owner, name=name, parameters="q=summit", problem="E-mail to ada@x did not arrive."
    )
    collection = ReaderCollection.objects.create(owner=owner, title=name, note=name, shared=True)
    for position, title in enumerate((HEADLINE, "القمة في الربيع")):
        article = Article.objects.get(title=title)
        collection.items.create(article_key=article.key, title=title, note=name, position=position)
        ArticleMark.objects.create(
            owner=owner, article_key=article.key, kind=ArticleMark.Kind.TAG, tag="quay" * 12
        )
    return [
        "/?q=summit",
        address_of_article(),
        "/s/?q=summit",
        "/saved/?q=summit&save=1",
        "/collections/",
        collection.get_absolute_url(),
        "/marked/",
        "/tokens/",
        f"/alerts/end/{saved.token}",
    ]


def assert_readable_by_everyone(page: Page) -> None:
    """Look at a page narrow and wide, light and dark, with what can be opened opened."""
    for summary in page.locator("main summary").all():
        summary.click()
        if page.locator(".toolbar details[open]").count():
            assert_fits_and_has_no_violations(page)
    assert_fits_and_has_no_violations(page)


def assert_fits_and_has_no_violations(page: Page) -> None:
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert_no_violations(page)


def test_what_is_kept_is_readable_by_everyone(open_kept: OpenPage):
    page = open_kept("/s/?q=summit", reduced_motion="reduce")
    page.get_by_role("button", name="Keep this list").click()
    Article.objects.get(title="A summit in spring").delete()
    for address in (page.url, *kept_addresses()):
        page.goto(address)
        assert_readable_by_everyone(page)
    page.goto("/tokens/")
    page.get_by_label("Purpose").fill("Reader")
    page.get_by_role("button", name="Create token").click()
    expect(page.locator("#made")).to_be_visible()
    assert_readable_by_everyone(page)
