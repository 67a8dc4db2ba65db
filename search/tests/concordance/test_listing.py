"""A page of matches, all of them, and what is said where some are missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from corpus.models import Article
from search.concordance.listing import all_lines, page_of_lines
from search.query.parser.query_parser import parse
from search.query.search_query import SearchQuery
from search.results.view_models import Notice
from search.tests.archive import change_unindexed, store, store_many
from search.tests.sessions import session, texts

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


def listed(q: str, **given):
    query = SearchQuery(q, view="kwic", **given)
    return page_of_lines(query, parse(q).node, session())


def notices_on(q: str, **given) -> tuple[str, ...]:
    """Return the notices on the same page."""
    asked = session()
    page_of_lines(SearchQuery(q, view="kwic", **given), parse(q).node, asked)
    return texts(asked.notices)


def shown(found):
    return [(line.id, line.number, line.before + f"[{line.match}]" + line.after) for line in found]


@pytest.fixture
def two(db):
    first = store("Oil talks", "Talks on oil began.\n\nNo oil flowed.", "2022-02-04")
    second = store("Grain", "Cheap oil, dear grain.", "2021-05-01", source="TASS")
    return first, second


def test_every_match_is_a_line_in_the_order_of_articles(two):
    first, second = two

    found = listed("oil", sort="newest")

    assert shown(found.view.lines) == [
        (first.pk, 1, "[Oil] talks"),
        (first.pk, 2, "Talks on [oil] began. No oil flowed."),
        (first.pk, 3, "Talks on oil began. No [oil] flowed."),
        (second.pk, 1, "Cheap [oil], dear grain."),
    ]
    assert (found.view.total, found.view.articles, found.view.given) == (4, 2, 4)
    assert not notices_on("oil", sort="newest")


def test_lines_are_sorted_by_the_words_around(two):
    found = listed("oil", sort="1R")

    assert [line.after.split()[-1] for line in found.view.lines] == [
        "flowed.", "grain.", "flowed.", "talks",
    ]  # fmt: skip


def test_a_line_links_to_its_match_in_the_article(client, two):
    for line in listed("oil").view.lines:
        path, _, fragment = line.url.partition("#")

        body = client.get(path).content.decode()

        assert fragment == f"hit-{line.number}"
        assert f'<mark id="{fragment}"' in body
        text = Article.objects.get(pk=line.id)
        assert getattr(text, line.field)[line.start : line.end] == line.match


def test_filters_and_dates_leave_lines_out(two):
    assert listed("oil", date_from="2022").view.total == 3
    assert listed("oil", included=(("source", "TASS"),)).view.total == 1


def test_pages_cut_the_lines(two):
    first, rest, beyond = (listed("oil", sort="3L", per_page=3, page=page) for page in (1, 2, 9))

    assert len(first.view.lines) == 3
    assert (first.pagination.first_hit, first.pagination.last_hit) == (1, 3)
    assert len(rest.view.lines) == 1
    assert not rest.pagination.next
    assert beyond.view == rest.view
    assert notices_on("oil", sort="3L", per_page=3, page=9) == (
        "There are only 2 pages of matches; this is the last.",
    )


@pytest.mark.parametrize(
    ("sort", "limit", "notice"),
    [
        ("newest", "concordance_lines", "The first 3 matches are listed; 1 more exist."),
        (
            "1L",
            "concordance_sorted",
            "Only the 3 matches in the newest articles are sorted by their words and listed; "
            "1 more exist.",
        ),
    ],
)
def test_a_limit_is_kept_and_told(two, settings, sort, limit, notice):
    settings.SEARCH = replace(settings.SEARCH, **{limit: 3})

    found = listed("oil", sort=sort)
    every = list(
        all_lines(SearchQuery("oil", view="kwic", sort=sort), parse("oil").node, session())
    )

    assert (found.view.total, found.view.given, len(found.view.lines)) == (4, 3, 3)
    assert notices_on("oil", sort=sort) == (notice,)
    assert len(every) == 4
    assert every[-1] == Notice(notice, "results")


def test_an_article_that_changed_shows_no_stale_text(two):
    first, _ = two
    change_unindexed(first, "Something else, and oil.")

    found = listed("oil", sort="newest")

    assert [(line.match, line.before, line.end) for line in found.view.lines[:3]] == [
        ("", "", 0)
    ] * 3
    assert found.view.lines[3].match == "oil"
    assert notices_on("oil", sort="newest") == (
        "1 article has just changed; its matches are shown once it is indexed again.",
    )


def test_an_article_that_is_hidden_shows_no_line(two):
    first, second = two
    Article.objects.filter(pk=first.pk).update(hidden=True)

    found = listed("oil", sort="newest")

    assert [line.id for line in found.view.lines] == [second.pk]
    assert notices_on("oil", sort="newest") == (
        "1 article was removed since the last indexing; its matches cannot be shown.",
    )


def test_a_page_reads_its_articles_in_one_query(django_assert_num_queries):
    store_many()

    with django_assert_num_queries(1):
        found = listed("the")

    assert len(found.view.lines) == 50


def test_all_lines_are_those_of_the_pages():
    store_many()

    every = list(all_lines(SearchQuery("the", view="kwic"), parse("the").node, session()))

    assert every[:50] == list(listed("the").view.lines)
    assert len(every) == listed("the").view.total


def test_a_search_without_words_has_no_lines(two):
    found = listed("date:2022")

    assert found.view.total == 0
    assert found.pagination.pages == 1
