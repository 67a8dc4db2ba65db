"""The calendar of a search: days, years and neighbours count what their links find."""

from __future__ import annotations

import datetime as dt

import pytest

from search.tests.archive import store_many, store_texts
from search.tests.timeline.test_comparison import total_of
from search.timeline.year_calendar import WEEKS, week_of

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/?q=summit&view=calendar",
    "/?view=calendar",
    "/?q=talks&view=calendar&from=2020-02-10&to=2021",
    "/?q=talks&view=calendar&source=Meridian+Wire",
]


def test_every_count_equals_the_total_behind_its_link(client):
    store_many()
    followed = 0

    for address in ADDRESSES:
        page = client.get(address).context["page"]
        for year in page.years:
            assert total_of(client, year.url) == year.count, address
            assert year.rest == year.count - sum(day.count for day in year.days) >= 0
            for day in year.days:
                assert total_of(client, day.url) == day.count, (address, day)
                followed += 1
        on_day = page.on_this_day
        assert total_of(client, on_day.url) == on_day.count

    assert followed > 60


def test_days_stand_in_weeks_from_monday():
    assert week_of(dt.date(2024, 1, 1)) == 0  # a Monday
    assert week_of(dt.date(2024, 1, 8)) == 1
    assert week_of(dt.date(2023, 1, 1)) == 0  # a Sunday
    assert week_of(dt.date(2023, 1, 2)) == 1
    assert max(week_of(dt.date(year, 12, 31)) for year in range(1900, 2100)) == WEEKS - 1


def test_shades_tell_few_from_many_and_days_of_other_articles_are_drawn(client):
    many = [(f"Oil {n}", f"Oil {n}.", "2022-03-01") for n in range(25)]
    other = [("Grain", f"Grain {day}.", f"2022-03-{day:02}") for day in (3, 10, 17, 31)]
    store_texts([*many, ("Oil", "Oil.", "2022-03-02"), *other])

    (year,) = client.get("/?q=oil&view=calendar").context["page"].years

    assert [(day.count, day.level) for day in year.days] == [(25, 5), (1, 1)]
    assert [(run.weekday, run.week, run.length) for run in year.quiet] == [(3, 9, 3), (3, 13, 1)]


def test_day_leads_to_the_nearest_days_with_articles_and_to_other_years(client):
    store_texts(
        [
            ("Oil", "Oil one.", "2020-03-04"),
            ("Oil", "Oil two.", "2021-03-04"),
            ("Oil", "Oil three.", "2021-03-09"),
            ("Oil", "Oil of a month.", "2021-03"),
            ("Oil", "Oil four.", "2021-04-01"),
            ("Grain", "Grain.", "2021-03-08"),
        ]
    )

    page = client.get("/?q=oil&view=calendar&from=2021-03-04&to=2021-03-04").context["page"]

    days = [day for year in page.years for day in year.days]
    assert [day.label for day in days if day.is_chosen] == ["Thursday, 4 March 2021: 1 article"]
    assert len(days) == 4
    assert (page.previous.label, page.previous.count) == ("4 March 2020", 1)
    assert (page.next.label, page.next.count) == ("9 March 2021", 1)
    assert (page.on_this_day.label, page.on_this_day.count) == ("4 March", 2)
    assert total_of(client, page.next.url) == 1


def test_more_than_ten_years_are_paged(client):
    store_texts([("Oil", f"Oil {year}.", f"{year}-05-05") for year in range(1990, 2013)])

    page = client.get("/?q=oil&view=calendar").context["page"]
    last = client.get("/?q=oil&view=calendar&page=3").context["page"]

    assert [page.years[0].year, page.years[-1].year, page.newer] == [2012, 2003, ""]
    assert page.older == "/?q=oil&view=calendar&page=2"
    assert ([year.year for year in last.years], last.older) == ([1992, 1991, 1990], "")


def test_calendar_is_a_page_of_its_own_for_htmx(client):
    store_many()

    response = client.get("/?q=summit&view=calendar", headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == "/?q=summit&view=calendar"


def test_json_of_a_calendar_is_that_of_the_search_with_its_days(client):
    store_many()

    answer = client.get("/?q=summit&view=calendar&format=json").json()

    assert answer["total"] == client.get("/?q=summit&format=json").json()["total"]
    assert answer["hits"]
    for day in answer["calendar"]["days"]:
        assert total_of(client, day["url"]) == day["count"] > 0


@pytest.mark.parametrize(
    "address", ["/?q=zebra&view=calendar", "/?q=((&view=calendar", "/?view=calendar&undated=1"]
)
def test_calendar_of_nothing_says_so(client, address):
    store_many()

    response = client.get(address)

    assert response.status_code == 200


def test_results_of_one_day_lead_to_the_days_beside_it(client):
    store_texts([("Oil", f"Oil {day}.", f"2021-03-{day:02}") for day in (2, 5, 9)])

    page = client.get("/?q=oil&from=2021-03-05&to=2021-03-05").context["page"]

    assert (page.histogram.previous.label, page.histogram.next.label) == (
        "2 March 2021",
        "9 March 2021",
    )
    for link in (page.histogram.previous, page.histogram.next):
        assert total_of(client, link.url) == link.count == 1
    assert client.get("/?q=oil").context["page"].histogram.next is None
