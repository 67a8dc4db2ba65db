"""The form that writes a query, over HTTP."""

from __future__ import annotations

import pytest

from search.query.builder import QueryBoxes
from search.web.forms import BuilderForm

BOX_NAMES = set(QueryBoxes.__dataclass_fields__)


def test_the_form_has_every_box():
    assert set(BuilderForm.base_fields) == BOX_NAMES


@pytest.mark.parametrize(
    ("filled", "address"),
    [
        ({"all_words": "oil price"}, "/?q=oil+price"),
        ({"near": "oil price", "near_distance": "5"}, "/?q=oil+w%2F5+price"),
        ({"near": "oil price", "near_distance": "many"}, "/?q=oil+w%2F10+price"),
        ({"often": "oil", "often_count": "-3"}, "/?q=atleast3%3Aoil"),
        ({"all_words": "oil", "date_from": "soon"}, "/?q=oil+date%3A%5Bsoon+TO+%2A%5D"),
        ({"all_words": "", "phrase": ""}, "/"),
        ({"all_words": "o" * 2_000}, "/"),
    ],
)
def test_a_filled_in_form_leads_to_its_query(client, filled, address):
    response = client.get("/build", filled)

    assert response.status_code == 302
    assert response["Location"] == address


def test_the_form_is_filled_in_for_a_query(client):
    page = client.get("/build", {"q": 'oil -gas "black sea"'}).content.decode()

    assert 'name="all_words" value="oil"' in page
    assert 'name="none_words" value="gas"' in page
    assert 'name="phrase" value="black sea"' in page
    assert "says more" not in page


@pytest.mark.parametrize("q", ["oil OR (gas price)", "(((", "\x00", '"><script>'])
def test_any_query_gets_the_form(client, q):
    response = client.get("/build", {"q": q})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_query_that_the_form_cannot_say_is_named(client):
    page = client.get("/build", {"q": "oil OR (gas price)"}).content.decode()

    assert "uses operators that this form does not have" in page
