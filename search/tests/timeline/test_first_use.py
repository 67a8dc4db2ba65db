"""First uses of a phrase: the oldest come first, copies are one use, sources in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.tests.archive import store_texts

pytestmark = pytest.mark.django_db

_SENTENCE = "The minister said on Monday that we shall stay the course until the end of the war."


@pytest.fixture
def archive():
    store_texts(
        [("Copy", f"{_SENTENCE} Printed here, {n}.", f"2020-02-{n:02}") for n in range(2, 6)],
        source="The Wire",
    )
    store_texts(
        [("Own", "They would be staying the course in their own words.", "2020-01-10")],
        source="The Ledger",
    )
    store_texts([("No day", "Somebody stayed the course.")], source="The Ledger")


def test_oldest_use_comes_first_and_copies_are_one(client, archive):
    page = client.get("/first-use", {"q": '"stay the course"'}).context["page"]

    first, second = page.uses
    assert (first.line.date.label, first.line.source, first.copies) == (
        "10 January 2020",
        "The Ledger",
        0,
    )
    assert (second.line.date.label, second.line.source, second.copies) == (
        "2 February 2020",
        "The Wire",
        3,
    )
    assert (first.x, second.x) == (0, 1)
    assert second.radius == pytest.approx(2 * first.radius)
    assert (page.total, page.articles, page.read) == (6, 6, 5)


def test_sources_stand_in_the_order_of_their_first_use(client, archive):
    page = client.get("/first-use", {"q": '"stay the course"'}).context["page"]

    assert [line.source for line in page.sources] == ["The Ledger", "The Wire"]


def test_use_opens_its_article_at_the_match(client, archive):
    page = client.get("/first-use", {"q": '"stay the course"'}).context["page"]

    url, _, place = page.uses[1].line.url.partition("#")
    assert f'<mark id="{place}">stay the course</mark>' in client.get(url).content.decode()


def test_exact_form_is_offered_and_leaves_other_forms_out(client, archive):
    page = client.get("/first-use", {"q": '"stay the course"'}).context["page"]
    exact = client.get(page.other_form.url).context["page"]

    assert page.other_form.label == 'Only the exact form: ="stay the course"'
    assert [use.line.source for use in exact.uses] == ["The Wire"]
    assert exact.other_form is None


def test_filters_of_the_search_are_kept(client, archive):
    page = client.get(
        "/first-use", {"q": "course", "source": "The Wire", "from": "2020-02-04"}
    ).context["page"]

    assert [use.line.date.label for use in page.uses] == ["4 February 2020"]


@pytest.mark.parametrize("q", ["", "zebra", "((", "-course", "date:2020"])
def test_page_without_uses_says_so(client, archive, q):
    response = client.get("/first-use", {"q": q})

    assert response.status_code == 200
    assert response.context["page"].uses == ()


def test_texts_behind_sign_in_stay_there(client, archive, settings):
    settings.SEARCH = replace(settings.SEARCH, access="sign-in-for-texts")

    response = client.get("/first-use?q=course")

    assert response.status_code == 302
