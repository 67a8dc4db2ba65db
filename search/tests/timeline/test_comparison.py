"""The page that compares searches: its counts are those of its links, in every format."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections import Counter
from typing import Any

import pytest

from search.engines import get_engine
from search.tests.archive import store_many, store_texts
from search.timeline import comparison

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "q=summit&compare=grain&compare=pipeline",
    "q=talks&compare=%22foreign+minister%22+-embargo&share=1",
    "q=summit&compare=grain&from=2020-01-02&to=2021-02-10",
    "q=summit&compare=talks&source=Meridian+Wire&lang=en",
    "q=summit+grain&compare=zebra&match=some",
    "q=talks&compare=summit&from=2021&to=2021&by=week",
    "q=talks&compare=summit&by=year",
    "q=talks&by=day&from=2021-01&to=2021-04",
]


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch):
    monkeypatch.setattr(comparison, "_PEAK_SECONDS", 1e6)


@pytest.fixture
def archive():
    return store_many()


def total_of(client: Any, url: str) -> int:
    return int(client.get(f"{url}&format=json").json()["total"])


def test_every_count_equals_the_total_behind_its_link(client, archive):
    followed = 0
    for address in ADDRESSES:
        answer = client.get(f"/compare?{address}&format=json").json()
        for series in answer["series"]:
            assert total_of(client, series["url"]) == series["total"], address
            for value in series["values"]:
                if value["count"]:
                    assert total_of(client, value["url"]) == value["count"], (address, value)
                    followed += 1
            for peak in series["peaks"]:
                assert total_of(client, peak["url"]) == peak["count"]

    assert followed > 100


def test_points_and_table_of_the_page_lead_where_the_numbers_say(client, archive):
    page = client.get(f"/compare?{ADDRESSES[0]}").context["compared"]

    for line, series in zip(page.chart.lines, page.timeline.series, strict=True):
        assert [point.count for point in line.points] == [n for n in series.counts if n]
        for point in line.points:
            assert total_of(client, point.url) == point.count
    for row in page.rows:
        for cell in row.cells:
            assert (cell.label in {"0", "–"}) == (not cell.url)
            if cell.url:
                assert total_of(client, cell.url) == int(cell.label)


def test_archive_counts_are_those_of_the_same_filters(client, archive):
    answer = client.get("/compare?q=summit&compare=grain&source=Meridian+Wire&format=json").json()

    for bucket, value in zip(answer["buckets"], answer["series"][0]["values"], strict=True):
        url = f"/?source=Meridian+Wire&from={bucket['from']}&to={bucket['to']}"
        assert total_of(client, url) == bucket["archive"]
        if bucket["archive"]:
            assert value["share"] == pytest.approx(value["count"] / bucket["archive"], abs=1e-6)
        else:
            assert value["share"] is None


def test_words_of_a_peak_are_distinctive_and_lead_to_their_articles(client):
    rest = [
        ("Oil", f"Oil was sold and shipped, load {n}.", f"2020-{1 + n % 4:02}-10")
        for n in range(40)
    ]
    peak = [("Oil", f"Tanker {n} leaked oil and sank.", f"2020-06-{10 + n}") for n in range(14)]
    store_texts(rest + peak)

    answer = client.get("/compare?q=oil&by=month&format=json").json()

    found = max(answer["series"][0]["peaks"], key=lambda peak: peak["count"])
    assert (found["label"], found["count"]) == ("June 2020", 14)
    assert {"tanker", "leaked", "sank"} == {word["word"] for word in found["words"]}
    for word in found["words"]:
        assert (word["count"], word["rest"]) == (14, 0)
        assert total_of(client, word["url"]) == 14
    assert found["article"]["title"] == "Oil"


def test_months_without_articles_break_the_line_and_are_named(client):
    store_texts(
        [
            ("Oil", "Oil.", "2020-01-05"),
            ("Grain", "Grain.", "2020-02-05"),
            ("Oil", "More oil.", "2021-03-05"),
        ]
    )

    page = client.get("/compare?q=oil").context["compared"]

    (line,) = page.chart.lines
    assert [len(run) for run in line.runs] == [2, 1]
    assert [gap.label for gap in page.chart.frame.gaps] == [
        "The archive has no articles: March 2020 to February 2021"
    ]
    assert [row.cells[0].label for row in page.rows[:3]] == ["1", "0", "–"]


def test_first_and_last_interval_of_the_archive_are_partial(client):
    store_texts([("Oil", "Oil.", "2020-01-05"), ("Oil", "More oil.", "2021-03-31")])

    buckets = client.get("/compare?q=oil&format=json").json()["buckets"]

    assert [bucket["partial"] for bucket in (buckets[0], buckets[1], buckets[-1])] == [
        True,
        False,
        False,
    ]


def test_compare_in_the_address_of_a_search_is_the_same_page(client, archive):
    found = client.get("/?q=summit&compare=grain")

    assert found.context["compared"].comparison.queries == ("summit", "grain")


def test_whole_state_stands_in_the_address(client, archive):
    address = "/compare?q=summit&from=2020&source=Meridian+Wire&compare=grain&share=1&by=month"

    page = client.get(address).context["compared"]

    assert page.comparison.url() == address
    assert page.boxes == ("summit", "grain", "")
    assert page.hidden == (("source", "Meridian Wire"),)


def test_csv_has_a_row_for_each_interval_and_no_formulas(client, archive):
    text = client.get("/compare?q=summit&compare==grain&format=csv").content.decode("utf-8-sig")

    header, *rows = csv.reader(io.StringIO(text))
    assert header == [
        *("from", "to", "partial", "archive"),
        *("summit", "'=grain", "share: summit", "share: '=grain"),
    ]
    assert len(rows) > 2
    assert all(len(row) == len(header) for row in rows)
    total = client.get("/?q=summit&from=2020&to=2022&format=json").json()["histogram"]
    assert sum(int(row[4]) for row in rows) == sum(b["count"] for b in total["buckets"])


def test_picture_is_an_svg_document_that_names_its_queries_and_address(client, archive):
    response = client.get("/compare?q=summit+%3Cb%3E&compare=grain&format=svg")

    root = ET.fromstring(response.content)  # noqa: S314
    texts = [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert response["Content-Type"] == "image/svg+xml"
    assert {"summit <b>", "grain"} <= set(texts)
    assert any("/compare?q=summit" in text for text in texts)


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("/compare?" + "&".join(f"compare=w{n}" for n in range(9)), "Only the first 6 queries"),
        ("/compare?q=talks&compare=talks", "talks is compared once."),
        ("/compare?q=talks&by=decade", "“by” is day, week, month or year."),
        ("/compare?q=talks&share=much", "“share” is 1 or absent"),
        ("/compare?q=talks&compare=" + "x" * 3_000, "A query is too long"),
        ("/compare?q=talks&from=nonsense", "“nonsense” is not a date."),
        ("/compare?q=zebra&compare=unicorn", "None of these searches finds a dated article."),
    ],
)
def test_what_cannot_be_read_is_told(client, archive, address, notice):
    page = client.get(address)

    assert page.status_code == 200
    assert any(notice in each.text for each in page.context["compared"].notices)


def test_unknown_format_is_refused_in_a_sentence(client, archive):
    response = client.get("/compare?q=talks&format=gif")

    assert response.status_code == 406
    assert "json, csv, svg" in response.content.decode()


def test_empty_comparison_is_a_form(client, archive):
    response = client.get("/compare")

    assert response.context["compared"].chart is None
    assert b'name="compare"' in response.content


def test_page_asks_the_engine_a_bounded_number_of_times(client, archive, monkeypatch):
    engine, calls = get_engine(), Counter[str]()

    def counted(verb: str) -> None:
        method = getattr(engine, verb)

        def call(*given: Any, **more: Any) -> Any:
            calls[verb] += 1
            return method(*given, **more)

        monkeypatch.setattr(engine, verb, call)

    for verb in ("search", "frequencies", "count"):
        counted(verb)
    others = "&".join(f"compare={w}" for w in ("grain", "talks", "treaty", "embargo", "pipeline"))

    client.get(f"/compare?q=summit&{others}")

    # Each of six is counted twice at most; its peak takes three searches, two lists and two totals.
    assert calls["search"] <= 6 * 5 + 1
    assert calls["frequencies"] == calls["count"] == 6 * 2


def test_one_search_has_several_peaks_and_many_have_one_each(client):
    days = [(1, 9), (2, 2), (3, 5), (4, 1), (5, 8), (6, 3), (8, 6), (9, 6)]
    store_texts(
        [
            ("Oil", f"Oil number {n} of {month}.", f"2020-{month:02}-{n + 1:02}")
            for month, articles in days
            for n in range(articles)
        ]
    )

    alone = client.get("/compare?q=oil&by=month").context["compared"].series
    beside = client.get("/compare?q=oil&compare=number&compare=sand&by=month").context["compared"]

    assert [peak.label for peak in alone[0].peaks] == [
        "January 2020",
        "March 2020",
        "May 2020",
        "August 2020",
    ]
    assert [[peak.label for peak in series.peaks] for series in beside.series] == [
        ["January 2020"],
        ["January 2020"],
        [],
    ]


@pytest.mark.parametrize(
    "path",
    ["/compare", "/first-use", "/collocates", "/over-time/source/", "/?view=calendar"],
)
@pytest.mark.parametrize(
    "given",
    [
        {"q": "\x00"},
        {"q": '"the * of" ((('},
        {"q": "-" * 50},
        {"q": "x" * 9_000, "from": "0001", "to": "9999"},
        {"q": "talks", "from": "9999-12-31", "to": "9999-12-31"},
        {"q": "talks", "from": "0001-01-01", "to": "0001-01-01", "by": "day"},
        {"q": "talks", "from": "2022-02-30", "page": "99999999999"},
        {"q": "like:1 on:02-29", "undated": "1", "share": "1"},
    ],
)
def test_hostile_input_is_answered(client, archive, path, given):
    address, _, query = path.partition("?")
    view = {"view": "calendar"} if query else {}

    assert client.get(address, {**given, **view}).status_code == 200


def test_counts_of_words_with_equal_words_are_those_of_their_links(client):
    store_texts(
        [("Kiev", "Talks in Kiev.", "2020-01-05"), ("Kyiv", "Talks in Kyiv.", "2020-02-05")]
    )

    (series,) = client.get("/compare?q=kyiv&by=month&format=json").json()["series"]

    for value in series["values"]:
        assert total_of(client, value["url"]) == value["count"] == 1
