"""The interface for programs: described, conditional, and open to other sites where allowed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search.export.export_formats import EXPORT_FORMATS
from search.tests.archive import store, store_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return store_many()


def test_description_names_every_format_and_each_answers(client, archive):
    paths = client.get("/openapi.json").json()["paths"]
    (formats,) = [
        parameter["schema"]["enum"]
        for parameter in paths["/"]["get"]["parameters"]
        if parameter["name"] == "format"
    ]

    assert {"json", "atom", "feed", *EXPORT_FORMATS} == set(formats)
    for name in formats:
        response = client.get(f"/?q=summit&format={name}")
        assert response.status_code == 200, name
        response.close()


def test_described_state_is_a_field_of_every_json_answer(client, archive):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]

    assert schemas["Answer"]["properties"]["state"]["enum"] == ["ok", "lagging", "degraded", "down"]
    for address in ("/", "/collection", archive[0].get_absolute_url()):
        assert client.get(address, {"format": "json"}).json()["state"] == "ok"


def test_described_parameters_are_understood(client, archive):
    paths = client.get("/openapi.json").json()["paths"]
    values = {"q": "summit", "format": "json", "from": "2020", "to": "2022", "sort": "newest"}
    asked = {
        parameter["name"]: values.get(parameter["name"], "1")
        for parameter in paths["/"]["get"]["parameters"]
    }

    assert client.get("/", asked).json()["notices"] == []


def test_next_leads_to_the_last_row(client, archive):
    address, found = "/?q=talks&per_page=7&format=json", []
    while address:
        answer = client.get(address).json()
        found += [hit["id"] for hit in answer["hits"]]
        address = answer["next"]

    assert len(found) == len(set(found)) == answer["total"] == 60


def test_json_is_not_sent_again_unless_something_changed(client, archive):
    for address in ("/?q=summit&format=json", f"{archive[0].get_absolute_url()}?format=json"):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    store("Another summit", "summit", "2022-02-04")
    other = client.get("/?q=summit&format=json", headers={"If-None-Match": first["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        ((), None),
        (("*",), "*"),
        (("https://a.example",), "https://a.example"),
        (("https://b.example",), None),
    ],
)
def test_other_sites_read_where_they_may(client, archive, settings, origins, expected):
    settings.SEARCH = replace(settings.SEARCH, cors_origins=origins)

    response = client.get("/?format=json", headers={"Origin": "https://a.example"})

    assert response.headers.get("Access-Control-Allow-Origin") == expected


def test_private_archive_is_open_to_no_other_site(client, archive, settings):
    settings.SEARCH = replace(settings.SEARCH, cors_origins=("*",), access="sign-in")

    response = client.get("/?format=json", headers={"Origin": "https://a.example"})

    assert response.status_code == 401
    assert "Access-Control-Allow-Origin" not in response.headers
