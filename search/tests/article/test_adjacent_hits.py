"""The results around an article are those of the list, at the pages where they stand."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest

from corpus.models import Article
from search.article.adjacent_hits import neighbours
from search.query.search_query import SearchQuery
from search.search_page import search
from search.tests.archive import store, store_many
from search.tests.sessions import session

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


def whole_list(query: SearchQuery) -> list[tuple[int, int]]:
    """Return the id of every hit with the page on which it stands."""
    pages = search(query, session()).pagination.pages
    return [
        (hit.id, number)
        for number in range(1, pages + 1)
        for hit in search(query.at_page(number), session()).hits
    ]


@pytest.mark.parametrize(
    "query",
    [
        SearchQuery("talks", per_page=7),
        SearchQuery("summit OR grain", per_page=5, sort="oldest"),
        SearchQuery("geneva", sort="newest", included=(("source", "Meridian Wire"),)),
        SearchQuery("", included=(("lang", "en"),), per_page=9),
        SearchQuery("minister zebra", match="some", per_page=20),
    ],
    ids=lambda query: query.url(""),
)
def test_walking_on_from_the_first_result_meets_them_all_in_order(query: SearchQuery):
    articles = {article.pk: article for article in store_many()}
    expected = whole_list(query)
    assert len(expected) > 2

    for at, (number, _) in enumerate(expected):
        # Whichever page an address names plays no part.
        beside = neighbours(articles[number], query.at_page(99), session())

        assert beside is not None
        assert (beside.position, beside.total) == (at + 1, len(expected))
        for link, step in ((beside.previous, -1), (beside.next, 1)):
            if not 0 <= at + step < len(expected):
                assert link is None
                continue
            assert link is not None
            wanted, page = expected[at + step]
            address = urlsplit(link.url)
            assert address.path == articles[wanted].get_absolute_url()
            assert dict(parse_qsl(address.query)).get("page", "1") == str(page)
            assert link.label == articles[wanted].title


def test_article_leads_back_to_the_page_on_which_it_stands(client):
    articles = {article.pk: article for article in store_many()}
    for number, page in whole_list(SearchQuery("talks", per_page=10)):
        address = f"{articles[number].get_absolute_url()}?q=talks&per_page=10"

        shown = client.get(address).context["article"]

        wanted = f"&page={page}" if page > 1 else ""
        assert shown.back_url == f"/?q=talks&per_page=10{wanted}#article-{number}"
        assert f'id="article-{number}"' in client.get(shown.back_url).content.decode()


@pytest.mark.parametrize("query", [SearchQuery(), SearchQuery("zebra"), SearchQuery("a OR -")])
def test_article_that_is_no_result_has_no_neighbours(query: SearchQuery):
    store("Talks", "They met.", "2023-01-01")

    assert neighbours(store("Summit", "They met.", "2022-01-01"), query, session()) is None


def test_neighbour_that_was_hidden_since_is_left_out():
    first, second = (store(f"Talks {n}", "They met.", f"202{n}-01-01") for n in (1, 2))
    Article.objects.filter(pk=second.pk).update(hidden=True)

    beside = neighbours(first, SearchQuery("talks", sort="newest"), session())

    assert beside is not None
    assert (beside.position, beside.total, beside.previous, beside.next) == (2, 2, None, None)


def test_neighbours_cost_two_small_queries(django_assert_num_queries):
    articles = store_many()
    # The first search of a process reads the equal words too.
    neighbours(articles[7], SearchQuery("talks"), session())

    # The second is the version of the equal words.
    with django_assert_num_queries(2):
        neighbours(articles[7], SearchQuery("talks"), session())
