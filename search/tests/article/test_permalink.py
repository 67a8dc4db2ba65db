"""Addresses of articles: old ones lead on while they are right, wrong ones say so."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corpus.extraction.public_key import HALF_LENGTH
from corpus.models import Article
from corpus.tests.factories import parsed
from search.tests.archive import store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    ["{a.pk}/", "{a.pk}/talks-in-geneva/", "{a.pk}/talks-in/", "{a.key}/", "{a.key}/talks-in-gen/"],
)
def test_older_address_redirects_and_keeps_the_query(client, address):
    article = store("Talks in Geneva", "They met.")

    response = client.get(f"/article/{address.format(a=article)}?q=summit&source=A%26B")

    assert response.status_code == 302
    assert response["Location"] == f"/article/{article.key}/talks-in-geneva/?q=summit&source=A%26B"


@pytest.mark.parametrize("address", ["{a.pk}/other-story/", "{a.key}/other-story/", "{a.pk}/t/"])
def test_address_whose_title_names_another_article_says_so(client, address):
    article = store("Talks in <Geneva>", "They met.")

    response = client.get(f"/article/{address.format(a=article)}")

    assert response.status_code == 404
    page = response.content.decode()
    assert "This address names another article" in page
    assert f'<a href="{article.get_absolute_url()}" dir="auto">Talks in &lt;Geneva&gt;</a>' in page


def test_address_with_an_earlier_title_leads_on(client):
    article = store("Talks in Geneva", "They met.")
    before = article.get_absolute_url()
    Article.objects.revise(article, title="Summit in Geneva")

    response = client.get(before)

    assert response.status_code == 302
    assert response["Location"] == article.get_absolute_url() == before.replace("talks", "summit")


def test_address_of_an_earlier_edition_leads_to_the_one_there_is(client):
    article = store("Talks in Geneva", "They met.")
    name, content = article.key[:HALF_LENGTH], article.key[HALF_LENGTH:]

    for key in (f"{name}zzzzzz", f"zzzzzz{content}"):
        response = client.get(f"/article/{key}/talks-in-geneva/")
        assert response["Location"] == article.get_absolute_url()


def test_half_a_key_that_two_articles_share_leads_nowhere(client):
    for text in ("One.", "Two."):
        Article.objects.store(parsed(f"/{text}/a.txt", text=text))
    keys = Article.objects.values_list("key", flat=True)

    assert len({key[:HALF_LENGTH] for key in keys}) == 1
    assert client.get(f"/article/{keys[0][:HALF_LENGTH]}zzzzzz/x/").status_code == 404


def test_article_answers_where_it_is_when_the_query_is_too_long_to_be_sent_on(client):
    article = store("Talks in Geneva", "They met.")

    response = client.get(f"/article/{article.pk}/", {"q": "é" * 10_000})

    assert response.status_code == 200


@pytest.mark.parametrize("key", ["999999", "9" * 30, "0", "abcdefabcdef", "a-2", "x" * 300])
def test_article_that_does_not_exist_is_not_found(client, key):
    assert client.get(f"/article/{key}/x/").status_code == 404


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan of a query")
def test_unknown_key_is_looked_up_without_reading_articles(client):
    store("Talks in Geneva", "They met.")

    with CaptureQueriesContext(connection) as asked:
        assert client.get("/article/abcdefabcdef/").status_code == 404

    plans = []
    for query in asked.captured_queries:
        if " LIKE " in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql'].replace('%', '%%')}", [])
                plans.append(str(cursor.fetchall()))
    assert len(plans) == 2
    assert all("COVERING INDEX" in plan for plan in plans)
