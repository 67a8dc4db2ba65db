"""Why a hit is where it is: parts in plain words that sum to its score."""

from __future__ import annotations

import datetime as dt

import pytest

from search.engines.base import Contribution, Hit
from search.query.clauses import marking_clauses
from search.query.parser.query_parser import parse
from search.query.search_query import SearchQuery
from search.results.score_explanation import why_view
from search.search_page import search
from search.tests.archive import store, store_many
from search.tests.sessions import session, texts

TODAY = dt.date(2024, 6, 15)


def test_parts_are_named_and_measured_by_the_largest():
    clauses = marking_clauses(parse('summit "grain deal"').node)
    parts = (
        Contribution(1, "title", 2.0),
        Contribution(1, "exact", 0.5),
        Contribution(2, "text", 1.0),
    )

    view = why_view(Hit(7, 3.5, 0, why=parts), clauses, [20, 3])

    assert view is not None
    assert view.score == 3.5
    assert [
        (p.term, p.label, p.value, p.share, p.begins, p.tone, p.articles) for p in view.parts
    ] == [
        ("summit", "in the headline", 2.0, 100.0, True, 1, 20),
        ("summit", "exact form", 0.5, 25.0, False, 1, 20),
        ('"grain deal"', "in the text", 1.0, 50.0, True, 2, 3),
    ]


def test_hit_without_parts_has_no_account():
    assert why_view(Hit(7, 3.5, 0), (), ()) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "q", ["summit", "talks grain^3", 'minister OR "foreign minister"', "gen* -zebra", "su?mit~1"]
)
def test_json_tells_the_parts_of_every_score(client, q):
    store_many()

    answer = client.get("/", {"q": q, "format": "json", "why": "1"}).json()

    assert answer["hits"]
    texts = {clause["number"]: clause["text"] for clause in answer["clauses"]}
    for hit in answer["hits"]:
        assert sum(part["value"] for part in hit["why"]) == pytest.approx(hit["score"], abs=1e-6)
        for part in hit["why"]:
            alone = client.get("/", {"q": part["term"], "format": "json"}).json()
            assert texts[part["clause"]] == part["term"]
            assert part["articles"] == alone["total"]


@pytest.mark.django_db
def test_json_says_nothing_of_scores_unasked(client):
    store("Talks", "They met.")

    answer = client.get("/", {"q": "talks", "format": "json"}).json()

    assert "why" not in answer["hits"][0]


@pytest.mark.django_db
def test_page_tells_the_parts_of_the_one_hit_asked_for(client):
    first, second = store("Talks", "Talks."), store("Talks on grain", "They met.")

    response = client.get("/", {"q": "talks", "why": str(second.pk)})

    hits = {hit.id: hit for hit in response.context["page"].hits}
    assert hits[first.pk].why is None
    assert hits[second.pk].why is not None
    assert hits[first.pk].why_url == f"/?q=talks&why={first.pk}"
    assert hits[second.pk].why_url == "/?q=talks"
    assert "in the headline" in response.content.decode()
    assert hits[first.pk].url == f"{first.get_absolute_url()}?q=talks"


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["x", "-1", "1e5", "9" * 40, "٣"])
def test_page_explains_what_is_no_article(client, value):
    store("Talks", "They met.")

    response = client.get("/", {"q": "talks", "why": value})

    assert response.status_code == 200
    assert any(
        "“why” is the number of an article" in n for n in texts(response.context["page"].notices)
    )


@pytest.mark.django_db
def test_page_says_where_the_article_is_not_on_it(client):
    store("Talks", "They met.")

    response = client.get("/", {"q": "talks", "why": "9999"})

    assert response.context["page"].notices[-1].text == (
        "Article 9999 is not on this page, so its score cannot be explained."
    )


@pytest.mark.django_db
def test_browsing_offers_no_account_of_scores():
    store("Talks", "They met.")

    (hit,) = search(SearchQuery(), session()).hits

    assert (hit.why_url, hit.why) == ("", None)


@pytest.mark.parametrize(
    ("times", "label"),
    [
        (0, "near the next word"),
        (1, "stands together with the next word once"),
        (3, "stands together with the next word 3 times"),
    ],
)
def test_words_that_stand_together_are_counted(times, label):
    hit = Hit(1, 2.0, 0, (), (Contribution(1, "together", 2.0, times),))

    view = why_view(hit, marking_clauses(parse("peace talks").node), [5, 6])

    assert view is not None
    assert [part.label for part in view.parts] == [label]
