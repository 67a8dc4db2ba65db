"""What a link promises is what it finds: every count on a page equals the total behind it."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from search.results.view_models import ResultsPage
from search.search_page import search
from search.tests.archive import store_many
from search.tests.sessions import session
from search.web.params import from_params

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)

ADDRESSES = [
    "",
    "q=summit",
    "q=talks",
    "q=summit+grain&match=some",
    "q=summit+grain+pipeline+zebra",
    "q=summit+zebra&source=Meridian+Wire",
    'q="foreign+minister"+-embargo',
    "q=pipel*&sort=oldest",
    "q=talks+after:2021",
    "q=minister&from=2021&to=2021",
    "q=minister&from=2021-03&to=2021-03",
    "q=minister&from=2021-03-02&to=2021-03-02",
    "from=2020-02-03&to=2021-03-02",
    "q=talks&from=2021",
    "q=talks&to=2021-06",
    "q=talks&from=2021-01-02&to=2021-02-01",
    "undated=1",
    "q=talks&undated=1&source=Meridian+Wire",
    "source=Meridian+Wire",
    "source=Meridian+Wire&source=Harbour+Gazette&from=2022&to=2022",
    "source=",
    "source=Nowhere",
    "-source=Meridian+Wire",
    "-source=Meridian+Wire&-source=&author=Ann+Lee",
    "source=A+%26+B+<News>&lang=de&-author=",
    "q=talks&source=Harbour+Gazette&author=Bo+Ek&lang=en&per_page=5&page=2",
    "q=grain&from=1990&to=1991",
    "q=grain&source=Nowhere&lang=de",
    'q="grain+summit+pipeline"',
    "q=zebra",
    "q=zebra&from=2021-03&to=2021-03",
    "q=talks&-source=Meridian+Wire&from=2020&to=2020",
]


def open_page(address: str) -> ResultsPage:
    query, _ = from_params(QueryDict(urlsplit(address).query or address), TODAY)
    return search(query, session())


@pytest.fixture
def archive(db):
    return store_many()


def test_every_count_equals_the_total_behind_its_link(archive):
    followed = 0
    for address in ADDRESSES:
        page = open_page(address)
        links = [
            (value.url, value.count)
            for facet in page.facets
            for value in facet.values
            if not value.selected and (value.count or not value.opened)
        ]
        if page.histogram:
            links += [(bar.url, bar.count) for bar in page.histogram.bars]
        links += [(suggestion.url, suggestion.total) for suggestion in page.guidance.suggestions]
        for url, count in links:
            assert open_page(url).total == count, (address, url)
            assert count > 0, (address, url)
        followed += len(links)
    assert followed > 400


def test_selected_values_count_what_is_found_and_lead_back(archive):
    for address in ADDRESSES:
        page = open_page(address)
        for facet in page.facets:
            selected = [value for value in facet.values if value.selected]
            for value in selected:
                again = open_page(value.url)
                back = {v.value: v for f in again.facets if f.name == facet.name for v in f.values}
                assert not (value.value in back and back[value.value].selected), (address, value)
            if selected:
                assert sum(value.count for value in selected) == page.total, (address, facet.name)


def test_links_beside_and_without_a_value_add_and_take_its_articles(archive):
    for address in ADDRESSES:
        page = open_page(address)
        for facet in page.facets:
            for value in facet.values:
                if value.add_url:
                    assert open_page(value.add_url).total == page.total + value.count, value
                if value.exclude_url and not any(v.selected for v in facet.values):
                    rest = open_page(value.exclude_url).total
                    excluded = f"-{facet.name}=" in address
                    assert excluded or rest == page.total - value.count, (address, value)


def test_chips_pages_and_sorts_lead_to_pages_that_exist(archive):
    for address in ADDRESSES:
        page = open_page(address)
        for chip in page.chips:
            assert open_page(chip.url).total >= 0
            assert chip.label not in [other.label for other in open_page(chip.url).chips]
        for link in (*page.pagination.links, *page.sorts):
            if link.url:
                assert open_page(link.url).total == page.total
        seen = [hit.id for link in page.pagination.links for hit in open_page(link.url).hits]
        if seen and not [link for link in page.pagination.links if not link.url]:
            assert sorted(seen) == sorted(set(seen))
            assert len(seen) == page.total


@pytest.mark.parametrize(
    "words",
    [
        "summit", "grain", "foreign minister", '"foreign minister"', "pipel*", "summit OR grain",
        "title:summit", "talks -grain", "=talks", "geneva zebra", "su?mit", "sumit~1",
        '"minister summit"~6', "after:2020 talks", "source:Meridian", "the",
    ],
)  # fmt: skip
def test_article_counter_equals_its_marks_and_the_hit_count_of_the_results(client, archive, words):
    page = client.get("/", {"q": words}).context["page"]

    assert page.hits
    for hit in page.hits:
        response = client.get(hit.url)
        body = response.content.decode()
        numbers = [int(number) for number in re.findall(r'<mark id="hit-(\d+)">', body)]
        counter = response.context["article"].hit_count
        assert numbers == list(range(1, counter + 1))
        assert counter == hit.hit_count
