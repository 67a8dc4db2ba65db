"""More like this: which words set an article apart, and which articles share them."""

from __future__ import annotations

import datetime as dt

import pytest

from search.article.related import related
from search.engines import get_engine
from search.engines.base import SearchRequest
from search.guidance.xray import xray
from search.query.nodes import And, Like, Not, Term
from search.query.search_query import SearchQuery
from search.results.more_like_this import (
    MAX_ARTICLES,
    MAX_WORDS,
    distinctive_terms,
    like_article,
    resolve_likes,
)
from search.search_page import search
from search.tests.archive import store, store_many
from search.tests.sessions import session

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)
_GRAIN = "Grain ships left the harbour. The grain corridor held and the harbour was glad."


@pytest.fixture
def few(db):
    """Two articles on grain, one on tea, and others with nothing to say."""
    others = [store(f"Notes {n}", f"The council met and the talks went on {n}.") for n in range(6)]
    one = store("Grain leaves", _GRAIN, "2022-08-01")
    two = store("Grain again", "More grain left; corridor and harbour were open.", "2022-09")
    tea = store("Tea", "The price of tea rose in the harbour.")
    return one, two, tea, others


def ids(node):
    return [hit.id for hit in get_engine().search(SearchRequest(node)).hits]


def test_the_words_of_few_articles_set_one_apart(few):
    words = dict(distinctive_terms("Grain leaves", _GRAIN, "", get_engine()))

    # `ships` is in this article alone; `the` is in most.
    assert set(words) >= {"grain", "corridor", "harbour"}
    assert {"the", "ships"}.isdisjoint(words)
    assert words["grain"] > words["harbour"] > words["corridor"]


def test_an_article_is_not_like_itself(few):
    one, two, tea, _ = few

    assert ids(like_article(one, get_engine()))[0] == two.pk
    assert one.pk not in ids(like_article(one, get_engine()))
    assert tea.pk not in ids(like_article(tea, get_engine()))


def test_enough_of_the_words_must_be_shared(few):
    one, two, *_ = few
    like = like_article(one, get_engine())

    shared = sum(two.pk in ids(Like(one.pk, (word,))) for word in like.words)
    assert shared > 2
    assert two.pk in ids(Like(one.pk, like.words, shared))
    assert two.pk not in ids(Like(one.pk, like.words, shared + 1))
    assert ids(Like(one.pk, like.words, len(like.words) + 1)) == []
    assert ids(Like(one.pk)) == []


def test_likeness_goes_with_words_and_filters(few):
    one, two, *_ = few

    def found(q, **given):
        return [hit.id for hit in search(SearchQuery(q, **given), session()).hits]

    assert found(f"like:{one.pk} open") == [two.pk]
    assert found(f"like:{one.pk} -open -tea -council") == []
    assert found(f"like:{one.pk}", date_from="2022-09", date_to="2022-09") == [two.pk]
    assert found(f"like:{one.pk} open", match="some") == [two.pk]
    assert two.pk not in found(f"-like:{one.pk}")


def test_hits_mark_the_words_that_they_share(few):
    one, *_ = few

    hit = search(SearchQuery(f"like:{one.pk} open"), session()).hits[0]

    marked = [piece.text for snippet in hit.snippets for piece in snippet.pieces if piece.mark]
    assert {"grain", "corridor", "harbour", "open"} <= {word.lower() for word in marked}


def test_the_account_names_the_words(few):
    one, *_ = few

    account = xray(SearchQuery(f"like:{one.pk}"), session())

    (row,) = account.clauses
    assert row.meaning == "like “Grain leaves”"
    assert row.count == session().total(SearchQuery(f"like:{one.pk}")) > 0
    assert {"grain", "corridor"} <= {word.word for word in row.words}
    assert account.reading == "Articles like “Grain leaves”."


def test_no_article_is_like_one_that_is_not_shown(few):
    one, *_ = few
    one.hidden = True
    one.save()

    for number in (one.pk, 10**17):
        asked = session().parse(SearchQuery(f"like:{number}"))
        assert asked.node == Like(number)
        assert f"Nothing is found to be like article {number}" in asked.notices[-1]
        assert session().total(SearchQuery(f"like:{number}")) == 0


def test_a_query_has_few_articles_that_others_are_to_be_like(few):
    q = " OR ".join(f"like:{article.pk}" for article in few[3])

    asked = session().parse(SearchQuery(q))

    assert len([note for note in asked.notes if "Nothing is found" in note.text]) == 2
    assert len(few[3]) == MAX_ARTICLES + 2


def test_resolving_leaves_other_nodes_as_they_are(few):
    node = And((Term("grain"), Not(Term("tea"))))

    assert resolve_likes(node, get_engine(), {}) == (node, ())


def test_long_articles_are_looked_for_by_their_weightiest_words(db):
    for article in store_many():
        assert len(like_article(article, get_engine()).words) <= MAX_WORDS
        assert article.pk not in ids(like_article(article, get_engine()))


def test_words_of_articles_in_scripts_without_spaces_are_pairs(db):
    one = store("東京都の計画", "東京都は港の計画を発表した。", language="ja")
    two = store("港の計画", "港の計画は東京都で進む。", language="ja")
    store("Notes", "The council met.", language="en")

    assert ids(like_article(one, get_engine())) == [two.pk]


def test_related_articles_leave_out_copies_and_the_article(few, django_assert_num_queries):
    one, *_ = few
    copy = store("Grain leaves", _GRAIN, "2022-08-02", content_hash="a copy")
    copy.content_hash = one.content_hash
    copy.save()
    like_article(one, get_engine())

    with django_assert_num_queries(2):
        beside = related(one, session())

    assert [view.title for view in beside.copies] == ["Grain leaves"]
    titles = [view.title for view in beside.articles]
    assert titles[0] == "Grain again"
    assert "Grain leaves" not in titles
    assert len(titles) <= 5
    assert beside.more_url == f"/?q=like%3A{one.pk}"


def test_an_article_without_like_ones_has_no_list(db):
    lonely = store("Alone", "Nobody wrote of this.")

    assert related(lonely, session()).articles == ()
    assert related(lonely, session()).more_url == ""


def test_article_page_shows_related_articles(few, client):
    one, two, *_ = few

    page = client.get(one.get_absolute_url()).content.decode()

    assert f'href="{two.get_absolute_url()}"' in page
    assert f'href="/?q=like%3A{one.pk}"' in page
