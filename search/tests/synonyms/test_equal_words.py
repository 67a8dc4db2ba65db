"""Equal words in searches: totals, marks, notices, the X-ray, and the way out."""

from __future__ import annotations

import pytest

from corpus.curation.synonyms.synonym_edits import WantedSynonyms, change_list
from search.query.search_query import SearchQuery
from search.search_page import search
from search.tests.archive import store
from search.tests.sessions import session, texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _archive(db):
    store("Talks in Kyiv", "The minister went to Kyiv on September 11.")
    store("Talks in Kiev", "The minister went to Kiev on Sept. 11.")
    store("Both", "Kyiv, which some call Kiev. Kyiv again.")
    store("Neither", "The 11 ministers met in September.")


def page(query: SearchQuery | str, **more):
    query = SearchQuery(query, **more) if isinstance(query, str) else query
    return search(query, session())


def titles(found):
    return sorted(hit.title for hit in found.hits)


def test_each_spelling_finds_the_other_and_marks_it():
    found = page("kyiv")

    assert titles(found) == ["Both", "Talks in Kiev", "Talks in Kyiv"]
    assert [hit.hit_count for hit in found.hits if hit.title == "Both"] == [3]
    assert titles(page("kiev")) == titles(found)
    assert page("=kyiv").total == 2
    # They are one clause, with marks of one colour.
    assert found.clauses == ("kyiv",)


def test_the_typed_spelling_comes_first():
    assert [hit.title for hit in page("kyiv").hits].index("Talks in Kyiv") < [
        hit.title for hit in page("kyiv").hits
    ].index("Talks in Kiev")


@pytest.mark.parametrize(
    ("q", "total"),
    [
        ('"to kyiv on"', 2),
        ("kyiv w/3 minister", 2),
        ("-kyiv", 1),
        ("title:kiev", 2),
        ("September 11", 3),
        ('"September 11"', 2),
        ("kyiv 11 September", 2),
    ],
)
def test_phrases_windows_and_exclusions_follow(q, total):
    assert page(q).total == total


def test_notice_names_what_was_added_and_leads_out():
    (notice,) = [one for one in page("kyiv").notices if one.kind == "synonyms"]

    assert notice.text == "“kyiv” also finds “Kiev”, which equals it."
    assert notice.undo.label == "Search without it"
    assert notice.undo.url == "/?q=kyiv&apart=Kiev"
    left_out = page("kyiv", apart=("Kiev",))
    assert titles(left_out) == ["Both", "Talks in Kyiv"]
    assert texts(left_out.notices) == ("“Kiev” is left out, though it equals “kyiv”.",)
    assert left_out.notices[0].undo.url == "/?q=kyiv"


def test_page_without_any_equal_words_says_so(client):
    answer = client.get("/?q=kyiv&apart=*")

    assert "Equal words are left out." in answer.content.decode()
    assert client.get("/?q=kyiv&apart=*&format=json").json()["total"] == 2
    assert 'name="apart"' not in answer.content.decode()


def test_words_that_no_article_has_make_no_notice():
    store("Labour", "The labour party met.")

    assert [one for one in page("labour").notices if one.kind == "synonyms"] == []


def test_xray_counts_what_each_word_adds(client):
    query = SearchQuery("kyiv minister", explain=True)
    xray = page(query).guidance.xray

    (added,) = xray.synonyms
    assert (added.typed, added.added, added.adds, added.without.total) == ("kyiv", "Kiev", 1, 1)
    assert [(row.text, row.count) for row in xray.clauses] == [("kyiv", 3), ("minister", 3)]
    assert [(word.word, word.count) for word in xray.clauses[0].words] == [("kyiv", 2), ("Kiev", 2)]
    for url, total in [
        (added.without.url, added.without.total),
        *((word.url, word.count) for word in xray.clauses[0].words),
        *((row.url, row.count) for row in xray.clauses),
    ]:
        assert client.get(url + "&format=json").json()["total"] == total
    shown = client.get(query.url()).content.decode()
    assert "is also searched for as" in shown
    assert "adds 1 article" in shown


def test_an_editors_word_holds_for_the_next_search():
    store("Port", "A ship came to Norhaven.")
    assert page("northaven").partial or not page("northaven").total

    change_list([WantedSynonyms(("Norhaven", "Northaven"))], None)

    assert page("northaven").total == 1


def test_the_article_marks_equal_words(client):
    both = client.get(page("kiev").hits[0].url).content.decode()

    assert both.count("<mark") == page("kiev").hits[0].hit_count


def test_concordance_lists_equal_words():
    found = page("kyiv", view="kwic")

    assert found.concordance.total == sum(hit.hit_count for hit in page("kyiv").hits)
