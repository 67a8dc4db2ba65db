"""The page of the words beside the matches: by place, most frequent first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.tests.archive import store_texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    store_texts(
        [
            ("One", "The cold war began.", "2020-01-01"),
            ("Two", "A cold war ended.", "2020-01-02"),
            ("Three", "The long wars began. War!", "2021-01-03"),
        ]
    )


def words(page, place: str) -> list[tuple[str, int, int]]:
    (column,) = [column for column in page.columns if column.place == place]
    return [(word.word, word.count, word.share) for word in column.words]


def test_words_are_counted_at_each_place(client, archive):
    page = client.get("/collocates?q=war").context["page"]

    assert page.total == 4
    assert [column.place for column in page.columns] == ["3L", "2L", "1L", "1R", "2R", "3R"]
    assert words(page, "1L") == [("cold", 2, 100), ("began", 1, 50), ("long", 1, 50)]
    assert words(page, "1R") == [("began", 2, 100), ("ended", 1, 50)]
    assert words(page, "2R") == [("war", 1, 50)]


def test_column_leads_to_the_lines_in_its_order(client, archive):
    page = client.get("/collocates?q=war").context["page"]

    lines = client.get(page.columns[3].link.url).context["page"].concordance.lines

    assert [line.after.strip(" .!").split(" ")[0].strip(".") for line in lines] == [
        "",
        "began",
        "began",
        "ended",
    ]
    assert len(lines) == page.total


def test_filters_of_the_search_are_kept(client, archive):
    page = client.get("/collocates?q=war&from=2020&to=2020").context["page"]

    assert words(page, "1L") == [("cold", 2, 100)]


def test_json_has_the_same_counts(client, archive):
    answer = client.get("/collocates?q=war&format=json").json()

    assert answer["matches"] == 4
    assert answer["places"]["1R"] == [{"word": "began", "count": 2}, {"word": "ended", "count": 1}]


def test_concordance_leads_to_the_page(client, archive):
    page = client.get("/?q=war&view=kwic&sort=1R").context["page"]

    assert page.concordance.collocates_url == "/collocates?q=war"


@pytest.mark.parametrize("q", ["", "zebra", "((", "date:2020"])
def test_search_without_matches_says_so(client, archive, q):
    response = client.get("/collocates", {"q": q})

    assert response.status_code == 200
    assert response.context["page"].columns == ()


def test_texts_behind_sign_in_stay_there(client, archive, settings):
    settings.SEARCH = replace(settings.SEARCH, access="sign-in-for-texts")

    assert client.get("/collocates?q=war").status_code == 302
