"""Small multiples: each chart counts what its links find, and all have one scale."""

from __future__ import annotations

import pytest

from search.tests.archive import store_many
from search.tests.timeline.test_comparison import total_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return store_many()


@pytest.mark.parametrize(
    "address",
    [
        "/over-time/source/?q=talks",
        "/over-time/author/?q=talks",
        "/over-time/lang/",
        "/over-time/source/?q=talks&source=Meridian+Wire&source=&from=2020-02-02&to=2021",
    ],
)
def test_every_count_equals_the_total_behind_its_link(client, archive, address):
    page = client.get(address).context["page"]

    assert len(page.series) > 1
    for multiple in page.series:
        assert total_of(client, multiple.url) == multiple.total
        for bar in multiple.chart.bars:
            assert total_of(client, bar.url) == bar.count
    for row in page.rows:
        for cell in row.cells:
            if cell.url:
                assert total_of(client, cell.url) == int(cell.label)


def test_charts_share_axis_and_scale_and_the_largest_comes_first(client, archive):
    page = client.get("/over-time/source/?q=summit").context["page"]

    frames = [multiple.chart.frame for multiple in page.series]
    totals = [multiple.total for multiple in page.series]
    assert len({frame.top for frame in frames}) == 1
    assert len({frame.date_froms for frame in frames}) == 1
    assert totals == sorted(totals, reverse=True)
    assert "No source" in [multiple.q for multiple in page.series]


def test_names_of_bars_are_different_in_each_chart(client, archive):
    page = client.get("/over-time/source/?q=summit").content.decode()

    assert 'id="bar-1-' in page
    assert 'id="bar-2-' in page


def test_json_has_the_same_counts(client, archive):
    answer = client.get("/over-time/source/?q=summit&format=json").json()

    for series in answer["series"]:
        for value in series["values"]:
            if value["count"]:
                assert total_of(client, value["url"]) == value["count"]


@pytest.mark.parametrize("query", ["q=zebra", "q=((", "undated=1"])
def test_page_without_dated_articles_says_so(client, archive, query):
    response = client.get(f"/over-time/source/?{query}")

    assert response.status_code == 200
    assert response.context["page"].series == ()


def test_unknown_facet_is_not_there(client, archive):
    assert client.get("/over-time/mood/?q=talks").status_code == 404
