"""The pages of the review queues: plain links and forms that lead from item to item."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corpus.accounts.roles import Role, give
from corpus.models import Article, ImportBatch, ImportFailure
from corpus.records import HiddenLine, PublishedDate
from corpus.review import QUEUES
from corpus.tests.factories import FEBRUARY_4, stored

pytestmark = pytest.mark.django_db

UNDATED = "/desk/review/undated/"


@pytest.fixture(autouse=True)
def _no_index(settings: Any) -> None:
    settings.CORPUS = replace(settings.CORPUS, after_write="")


def editor_of(name: str) -> Client:
    user = User.objects.create_user(name)
    give(user, Role.EDITOR)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ida() -> Client:
    return editor_of("ida")


def undated(number: int) -> Article:
    text = f"Talks {number} on 4 February 2022."
    return stored(f"/{number}", title=f"Part {number}", text=text, published=PublishedDate())


def fill_every_queue(size: int) -> None:
    for number in range(size):
        undated(number)
        # Hidden: it waits in no other queue.
        stored(f"/g{number}", text=f"Flag {number}.", flags=("no article",))
        stored(f"/t{number}", title_origin="derived", text=f"Title {number}.")
        doubted = PublishedDate(FEBRUARY_4.day, "day", "header", "", "The address says “2020”.")
        stored(f"/d{number}", text=f"Doubt {number}.", published=doubted)
    batch = ImportBatch.objects.create()
    ImportFailure.objects.bulk_create(
        ImportFailure(batch=batch, path=f"/f{number}", reason="broken") for number in range(size)
    )
    for number in range(3):
        lines = tuple(HiddenLine(place, f"See {place}", "a link") for place in range(size))
        stored(f"/l{number}", text=f"Convoy {number}.", hidden_lines=lines)


def shown(page: Any) -> str:
    item = page.context["page"].item
    return item.title if item else ""


def settle(client: Client, page: Any, **sent: str) -> Any:
    """Press a button of the page that is shown."""
    item = page.context["page"].item
    values = {"item": item.subject, "stamp": item.stamp, "after": page.context["page"].after}
    address = reverse("desk_review_settle", args=(page.context["page"].name,))
    return client.post(address, values | sent, follow=True)


def test_overview_counts_what_each_queues_page_says_is_left(ida):
    fill_every_queue(4)

    rows = ida.get("/desk/review/").context["rows"]

    assert [row.label for row in rows] == [make().label for make in QUEUES.values()]
    assert [row.count for row in rows] == [4, 4, 4, 4, 4, 4]
    for row in rows:
        assert ida.get(row.url).context["page"].left == row.count


@pytest.mark.parametrize("name", ["", *QUEUES])
def test_number_of_items_costs_no_queries(ida, name, django_assert_num_queries):
    address = f"/desk/review/{name}/" if name else "/desk/review/"
    fill_every_queue(2)
    with CaptureQueriesContext(connection) as few:
        ida.get(address)
    fill_every_queue(6)

    with django_assert_num_queries(len(few)):
        assert ida.get(address).status_code == 200


def test_decision_leads_to_the_next_item(ida):
    for number in range(3):
        undated(number)
    page = ida.get(UNDATED)
    assert shown(page) == "Part 0"

    page = settle(ida, page, choice="2022-02-04")

    assert page.redirect_chain == [(UNDATED, 302)]
    assert shown(page) == "Part 1"
    assert page.context["page"].left == 2
    assert "Dated 4 February 2022." in page.content.decode()


def test_skipped_items_come_again_from_the_beginning(ida):
    for number in range(2):
        undated(number)

    page = ida.get(ida.get(UNDATED).context["page"].skip_url)
    assert shown(page) == "Part 1"
    page = settle(ida, page, choice="undated")

    assert shown(page) == ""
    assert "1 was skipped" in page.content.decode()
    assert shown(ida.get(page.context["page"].url)) == "Part 0"


def test_written_value_that_is_none_is_told_and_the_item_shown_again(ida):
    undated(0)
    undated(1)
    page = ida.get(ida.get(UNDATED).context["page"].skip_url)

    page = settle(ida, page, value="4 February")

    assert shown(page) == "Part 1"
    assert "“4 February” tells no year." in page.content.decode()
    page = settle(ida, page, value="4 February 2022")
    assert shown(page) == ""


def test_taking_back_shows_the_item_again(ida):
    for number in range(2):
        undated(number)
    page = settle(ida, ida.get(UNDATED), choice="undated")
    assert shown(page) == "Part 1"

    page = ida.post(f"{UNDATED}take-back", follow=True)

    assert shown(page) == "Part 0"
    assert page.context["page"].left == 2
    assert "Taken back: Confirmed as undated." in page.content.decode()


def test_nothing_to_take_back_is_said(ida):
    page = ida.post(f"{UNDATED}take-back", follow=True)

    assert "There is nothing of yours to take back here." in page.content.decode()


def test_two_editors_on_one_queue_are_told_of_each_other(ida):
    bo = editor_of("bo")
    for number in range(2):
        undated(number)
    of_ida, of_bo = ida.get(UNDATED), bo.get(UNDATED)
    assert shown(of_ida) == shown(of_bo) == "Part 0"

    settle(ida, of_ida, choice="2022-02-04")
    page = settle(bo, of_bo, choice="undated")

    assert shown(page) == "Part 1"
    assert "ida settled this already: Dated 4 February 2022" in page.content.decode()
    assert str(Article.objects.get(title="Part 0").published) == "2022-02-04"


def test_article_changed_meanwhile_is_shown_again(ida):
    article = undated(0)
    page = ida.get(UNDATED)
    Article.objects.revise(article, published=None)

    page = settle(ida, page, choice="2022-02-04")

    assert shown(page) == "Part 0"
    assert "Look at it again." in page.content.decode()


def test_text_of_an_article_is_never_markup(ida):
    text = "On 4 February 2022 <script>alert(1)</script>."
    stored("/x", title="<b>Bold</b>", text=text, published=PublishedDate())

    body = ida.get(UNDATED).content.decode()

    assert "<script>alert" not in body
    assert "<b>Bold" not in body
    assert "&lt;script&gt;" in body


def test_very_long_article_is_looked_at_in_part(ida):
    stored("/x", text="word " * 400_000, published=PublishedDate())

    page = ida.get(UNDATED)

    assert len(page.content) < 40_000


@pytest.mark.parametrize("address", ["/desk/review/nothing/", "/desk/review/nothing/settle"])
def test_queue_that_there_is_not_is_not_found(ida, address):
    assert ida.get(address).status_code in (404, 405)
    assert ida.post("/desk/review/nothing/settle").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [{}, {"item": "x" * 999}, {"item": "\x00"}, {"item": "1"}, {"item": "1", "choice": "\x00"}],
)
def test_form_with_anything_in_it_is_answered(ida, sent):
    answer = ida.post(f"{UNDATED}settle", sent, follow=True)

    assert answer.status_code == 200
    assert "settled elsewhere" in answer.content.decode()


def test_every_key_of_a_page_is_there_once(ida):
    fill_every_queue(3)

    for name in QUEUES:
        body = ida.get(f"/desk/review/{name}/").content.decode()
        keys = re.findall(r'data-key="(.)"', body)
        assert sorted(keys) == sorted(set(keys))
        assert "z" in keys
