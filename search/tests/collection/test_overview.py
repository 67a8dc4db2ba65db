"""What the archive holds: every number is that of the search its link leads to."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict

from corpus.models import Article, ImportBatch
from corpus.records import HiddenLine
from search.collection.overview import SOURCES_SHOWN, CollectionPage, collection_page
from search.engines import get_engine
from search.indexing.doctor import doctor
from search.search_page import search
from search.tests.archive import store, store_many
from search.tests.sessions import session
from search.web.params import from_params

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


def total_behind(url: str) -> int:
    query, notices = from_params(QueryDict(url.partition("?")[2]), TODAY)
    assert notices == ()
    return search(query, session()).total


def numbers(page: CollectionPage) -> list[tuple[str, int]]:
    """Return every number of the page that is a link."""
    months = [(month.url, month.count) for year in page.years for month in year.months]
    return [
        (page.url, page.total),
        *((year.url, year.count) for year in page.years),
        *months,
        *((gap.url, gap.count) for gap in page.gaps),
        *((bar.url, bar.count) for bar in (page.histogram.bars if page.histogram else ())),
        *((source.url, source.count) for source in page.sources),
        *((source.undated_url, source.undated) for source in page.sources),
        *(
            (figure.url, figure.count)
            for figure in (*page.dates, *page.texts, *page.languages)
            if figure.url
        ),
    ]


@pytest.mark.parametrize("source", [None, "Meridian Wire", "A & B <News>", "", "Nowhere"])
def test_every_number_equals_the_total_behind_its_link(source):
    store_many()

    page = collection_page(session(), source=source)

    linked = numbers(page)
    assert len(linked) >= 10
    for url, count in linked:
        assert total_behind(url) == count, url


def test_numbers_add_up():
    store_many()

    page = collection_page(session())

    undated = page.dates[-1].count
    assert sum(source.count for source in page.sources) == page.total == 60
    assert sum(language.count for language in page.languages) == 60
    assert sum(year.count for year in page.years) + undated == 60
    assert [(figure.value, figure.count) for figure in page.dates] == [
        ("day", 42), ("month", 6), ("year", 6), ("vague", 0), ("none", 6),
    ]  # fmt: skip
    for year in page.years:
        assert year.count == sum(month.count for month in year.months) + year.rest
    assert sum(year.rest for year in page.years) == 6


def test_months_are_shaded_by_how_much_there_is():
    for number in range(25):
        store(f"Talks {number}", "Talks.", "2022-02-04")
    store("More talks", "Talks.", "2022-03-04")

    (year,) = collection_page(session()).years

    assert [month.level for month in year.months[:4]] == [0, 5, 1, 0]


def test_gaps_are_the_months_between_that_have_none():
    for date in ("2020-11-05", "2021-02", "2021-02-09", "2023-04-01", "2022", "2019", "2021"):
        store(f"Talks of {date}", "Talks.", date)

    page = collection_page(session())

    assert [(gap.label, gap.length, gap.count) for gap in page.gaps] == [
        ("December 2020 to January 2021", 2, 0),
        ("March 2021 to March 2023", 25, 1),
    ]


def test_one_month_missing_is_named_alone():
    for date in ("2021-01-05", "2021-03-05"):
        store(f"Talks of {date}", "Talks.", date)

    (gap,) = collection_page(session()).gaps

    assert (gap.label, gap.first, gap.last) == ("February 2021", "2021-02", "2021-02")


def test_hidden_lines_and_derived_headlines_are_counted():
    store("One", "Talks.", title_origin="derived")
    for number, lines in enumerate((1, 3)):
        hidden = tuple(HiddenLine(line, "See more", "a link") for line in range(lines))
        store(f"Two {number}", f"Talks {number}.", hidden_lines=hidden)

    page = collection_page(session())

    assert {figure.value: figure.count for figure in page.texts} == {
        "title_derived": 1,
        "with_hidden_lines": 2,
        "hidden_lines": 4,
    }


def test_hidden_articles_are_not_part_of_the_collection():
    article = store("Kept back", "Talks.", title_origin="derived")
    Article.objects.revise(article, hidden=True)
    get_engine().update([], [article.pk])

    page = collection_page(session())

    assert page.total == 0
    assert page.years == ()
    assert page.gaps == ()
    assert {figure.count for figure in (*page.dates, *page.texts)} == {0}


def test_only_the_most_frequent_sources_are_listed_at_first(client):
    for number in range(SOURCES_SHOWN + 2):
        store(f"Talks {number}", "Talks.", source=f"Wire {number:02}")

    page = client.get("/collection")
    everything = client.get("/collection", {"sources": "all"})

    assert len(page.context["collection"].sources) == SOURCES_SHOWN
    assert "All 27 sources" in page.content.decode()
    assert len(everything.context["collection"].sources) == 27
    assert "All 27 sources" not in everything.content.decode()


def test_page_asks_the_database_twice(django_assert_num_queries):
    store_many()

    with django_assert_num_queries(2):
        collection_page(session())


def test_state_of_the_index_is_told_with_its_last_comparison(client):
    store_many()

    assert collection_page(session()).index.verified is None

    assert len(doctor()) == 0
    index = collection_page(session()).index
    assert index.documents == 60
    assert index.size > 10_000
    assert index.verified is not None
    assert (index.verified.generation, index.verified.differences) == (index.generation, 0)
    assert "0 differences" in client.get("/collection").content.decode()


def test_broken_note_of_a_comparison_is_none(settings):
    store("One", "Talks.")
    (settings.SEARCH.index_dir / "verified.json").write_text('{"at": 7}')

    assert collection_page(session()).index.verified is None


def test_imports_are_shown_to_staff_alone(client):
    batch = ImportBatch.objects.create(added=3)
    store("One", "Talks.")
    link = f"/desk/imports/{batch.pk}/"

    assert link not in client.get("/collection").content.decode()
    client.force_login(User.objects.create_superuser("ed"))
    assert link in client.get("/collection").content.decode()


def test_json_says_the_same_as_the_page(client):
    store_many()

    answer = client.get("/collection", {"format": "json", "source": "Meridian Wire"}).json()

    page = collection_page(session(), source="Meridian Wire")
    assert answer["source"] == "Meridian Wire"
    assert answer["total"] == page.total == total_behind(answer["url"])
    assert [year["count"] for year in answer["years"]] == [year.count for year in page.years]
    months = [month for year in answer["years"] for month in year["months"]]
    assert months
    for value in (*months, *answer["sources"], *answer["languages"]):
        assert total_behind(value["url"]) == value["count"] > 0
    assert answer["index"]["documents"] == 60


def test_address_with_anything_in_it_is_answered(client):
    store("One", "Talks.")

    for source in ("%00", "%3Cb%3E", "x" * 5_000, "%ED%A0%80"):
        assert client.get(f"/collection?source={source}").status_code == 200
    assert client.post("/collection").status_code == 405


def test_empty_archive_is_said_to_be_empty(client):
    get_engine().rebuild([])

    response = client.get("/collection")

    assert "No article has a date." in response.content.decode()
