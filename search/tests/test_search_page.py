"""The read path: partial matches, pages that do not exist, articles the index lags behind."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.models import Article
from corpus.records import HiddenLine
from search.engines import get_engine
from search.engines.base import SearchRequest, SearchResponse
from search.query.search_query import SearchQuery
from search.search_page import search
from search.tests.archive import change_unindexed, store, store_many
from search.tests.sessions import session, texts

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


def test_partial_matches_are_shown_where_no_article_has_all_words():
    store("Talks", "They met at the summit.")
    store("Grain", "Ships left with grain.")

    page = search(SearchQuery("summit grain zebra"), session())

    assert page.partial
    assert page.total == 2
    assert texts(page.notices) == (
        "No article has all of these words; articles with some of them are shown.",
    )
    assert all("match=some" in hit.url for hit in page.hits)
    assert page.chips == ()


def test_partial_matches_bind_no_later_search():
    store("Talks", "They met at the summit.")

    page = search(SearchQuery("summit zebra", sort="newest"), session())

    assert page.partial
    assert page.form.hidden == (("sort", "newest"),)


def test_word_that_is_half_typed_is_a_beginning_where_it_finds_nothing():
    store("Talks", "They met at the summit to negotiate.")
    store("Grain", "Ships left for negotiations.")
    store("Gas", "They met about gas.")

    page = search(SearchQuery("met negotia"), session())

    assert [hit.title for hit in page.hits] == ["Talks"]
    assert (page.q, page.total, page.partial) == ("met negotia*", 1, False)
    assert texts(page.notices) == (
        "No article has the word “negotia”, so it is read as “negotia*”.",
        "Articles with “met” and words that begin with “negotia”.",
    )
    assert page.hits[0].url.endswith("/talks/?q=met+negotia%2A")


def test_half_a_word_within_open_quotation_marks_goes_on_where_the_phrase_does():
    store("Talks", "They asked for security guarantees.")
    store("Guards", "Guarantees of security were asked for.")

    page = search(SearchQuery('"security guar'), session())

    assert [hit.title for hit in page.hits] == ["Talks"]


def test_word_that_finds_something_is_never_a_beginning():
    store("Sum", "A sum was named.")
    store("Summit", "They met at the summit.")

    page = search(SearchQuery("sum"), session())

    assert (page.q, [hit.title for hit in page.hits]) == ("sum", ["Sum"])


def test_partial_pages_offer_what_all_remaining_words_find():
    store("Talks", "They met at the summit about grain.")
    store("Grain", "Ships left with grain.")

    page = search(SearchQuery("summit grain zebra"), session())

    assert [(s.label, s.url, s.total) for s in page.guidance.suggestions] == [
        ("Without zebra: summit grain", "/?q=summit+grain", 1)
    ]


def test_nothing_found_stays_nothing_where_no_word_is_known():
    store("Talks", "They met at the summit.")

    page = search(SearchQuery("zebra quagga"), session())

    assert (page.total, page.partial, page.guidance.suggestions) == (0, False, ())


def test_rescue_names_what_stands_in_the_way():
    store("Talks", "They met at the summit.", "2022-02-04", source="Meridian Wire")
    query = SearchQuery("summit", date_from="1990", date_to="1991")

    page = search(query, session())

    assert [(s.label, s.url, s.total) for s in page.guidance.suggestions] == [
        ("At any date, instead of: 1990 to 1991", "/?q=summit", 1)
    ]


@pytest.mark.parametrize(
    ("number", "shown", "notices"),
    [
        (1, (1, 25), ()),
        (3, (51, 60), ()),
        (4, (51, 60), ("There are only 3 pages of results; this is the last.",)),
        (10**9, (51, 60), ("There are only 3 pages of results; this is the last.",)),
    ],
)
def test_page_beyond_the_end_is_the_last_page(number, shown, notices):
    store_many()

    found = search(SearchQuery("talks", page=number, per_page=25), session())

    assert (found.pagination.first_hit, found.pagination.last_hit) == shown
    assert texts(found.notices) == notices
    assert len(found.hits) == shown[1] - shown[0] + 1


def test_engine_is_never_asked_beyond_the_archive(monkeypatch):
    store_many()
    engine, offsets = get_engine(), []
    answer = engine.search

    def recorded(request: SearchRequest) -> SearchResponse:
        if request.limit:
            offsets.append(request.offset)
        return answer(request)

    monkeypatch.setattr(engine, "search", recorded)

    search(SearchQuery("talks", page=10**9), session())

    assert offsets == [40]


def test_page_beyond_the_end_of_nothing_is_page_one():
    store("Talks", "They met.")

    page = search(SearchQuery("zebra", page=7), session())

    assert (page.pagination.page, page.notices) == (1, ())


def test_partial_matches_keep_the_page():
    store_many()

    page = search(SearchQuery("talks zebra", page=2), session())

    assert page.pagination.page == 2
    assert page.pagination.first_hit == 21


def test_article_that_changed_since_indexing_is_shown_unmarked():
    article = store("Summit talks", "They met at the summit.")
    change_unindexed(article, "It is said they met at the summit.")

    page = search(SearchQuery("summit"), session())

    (hit,) = page.hits
    assert hit.hit_count == 0
    assert [piece.mark for piece in hit.title_pieces] == [0]
    assert [piece.mark for snippet in hit.snippets for piece in snippet.pieces] == [0]
    assert texts(page.notices) == (
        "1 article has just changed; its matches are marked once it is indexed again.",
    )


@pytest.mark.parametrize("change", ["deleted", "hidden"])
def test_article_that_is_gone_since_indexing_is_left_out(change):
    store("Talks", "They met at the summit.")
    gone = store("Gone", "They left the summit.")
    rows = Article.objects.filter(pk=gone.pk)
    if change == "deleted":
        rows.delete()
    else:
        rows.update(hidden=True)

    page = search(SearchQuery("summit"), session())

    assert [hit.title for hit in page.hits] == ["Talks"]
    assert texts(page.notices) == (
        "1 article was removed since the last indexing and cannot be shown.",
    )


def test_browsing_is_newest_first_with_undated_last():
    store("Middle", "b", "2021")
    store("Undated", "c")
    store("New", "d", "2022-02-04")
    store("Old", "a", "1999-01-01")

    newest = search(SearchQuery(), session())
    oldest = search(SearchQuery(sort="oldest"), session())

    assert [hit.title for hit in newest.hits] == ["New", "Middle", "Old", "Undated"]
    assert [hit.title for hit in oldest.hits] == ["Old", "Middle", "New", "Undated"]


def test_relative_dates_count_from_today():
    store("Fresh", "a", "2024-06-10")
    store("Stale", "b", "2024-06-01")

    assert session().total(SearchQuery(date_from="7d")) == 1
    assert session().total(SearchQuery(date_to="7d")) == 1
    assert session(dt.date(2025, 1, 1)).total(SearchQuery(date_from="7d")) == 0


def test_forms_carry_what_is_switched_on():
    get_engine().rebuild([])
    query = SearchQuery(
        "x", date_from="2021", included=(("source", "A"),), sort="oldest", page=3, match="some"
    )

    page = search(query, session())

    assert page.form.hidden == (("match", "some"), ("sort", "oldest"), ("source", "A"))
    assert (page.form.date_from, page.form.date_to, page.clear_url) == ("2021", "", "/")
    assert page.json_url.endswith("&format=json")


def test_a_repair_is_named_with_the_search_that_undoes_it():
    store("Talks", "Cats or dogs, they asked.")
    store("Grain", "Cats left with grain.")

    page = search(SearchQuery("cats or dogs", sort="newest"), session())

    (notice,) = [notice for notice in page.notices if notice.undo]
    assert notice.text == "“or” between words is read as OR."
    assert notice.undo is not None
    assert notice.undo.label == 'Search for cats "or" dogs instead'
    assert notice.undo.url == "/?q=cats+%22or%22+dogs&sort=newest"
    undone = search(SearchQuery('cats "or" dogs', sort="newest"), session())
    assert (page.total, undone.total) == (2, 1)
    assert all(not notice.undo for notice in undone.notices)


def test_hidden_lines_are_found_on_request_only():
    line = HiddenLine(3, "Leave a Reply", "comment form")
    store("Talks", "They met at the summit.", hidden_lines=(line,))

    assert search(SearchQuery('"leave a reply"'), session()).total == 0
    (hit,) = search(SearchQuery('raw:"leave a reply"'), session()).hits
    assert hit.hit_count == 0
    assert search(SearchQuery("raw:summit"), session()).total == 1
