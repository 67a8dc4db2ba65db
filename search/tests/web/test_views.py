"""The pages over HTTP: page, fragment and JSON of one search, and everything odd in an address."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urlencode

import pytest

from search.engines import get_engine
from search.tests.archive import store, store_many
from search.tests.sessions import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return store_many()


def test_page_and_fragment_and_json_come_from_one_address(client, archive):
    page = client.get("/?q=summit")
    fragment = client.get("/?q=summit", headers={"HX-Request": "true"})
    answer = client.get("/?q=summit&format=json").json()

    assert page.status_code == fragment.status_code == 200
    assert b"<!doctype html>" in page.content
    assert b'id="results"' in page.content
    assert b"<!doctype html>" not in fragment.content
    assert b'id="results"' in fragment.content
    assert page.context["page"].total == fragment.context["page"].total == answer["total"] > 0


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_boosted_and_restoring_requests_get_the_whole_page(client, archive, header):
    response = client.get("/?q=summit", headers={"HX-Request": "true", header: "true"})

    assert b"<!doctype html>" in response.content


def test_answer_varies_on_the_headers_that_choose_its_form(client, archive):
    vary = client.get("/?q=summit")["Vary"]

    assert {"HX-Request", "HX-Boosted", "HX-History-Restore-Request"} <= set(vary.split(", "))


def test_tally_never_counts_partial_matches_as_whole_ones(client):
    store("Talks", "They met at the summit.", "2022-02-04")

    page = client.get("/?q=summit+zebra").content.decode()

    assert "article with some words of" in " ".join(page.split())
    assert "article for" not in page


def test_json_has_the_names_that_programs_rely_on(client, archive):
    answer = client.get("/?q=talks&from=2022-03&to=2022-03&format=json").json()

    assert set(answer) >= {
        "query", "total", "page", "pages", "took_ms", "hits", "facets", "histogram",
        "did_you_mean", "suggestions", "notices",
    }  # fmt: skip
    assert set(answer["hits"][0]) >= {
        "id", "url", "title", "source", "author", "date", "date_precision", "date_origin",
        "score", "hit_count", "snippets",
    }  # fmt: skip
    assert set(answer["facets"]) == {
        "year", "month", "day", "undated", "source", "author", "lang",
    }  # fmt: skip
    assert set(answer["facets"]["year"][0]) == {"value", "label", "count", "selected", "url"}
    assert set(answer["histogram"]) == {"interval", "buckets"}
    assert set(answer["histogram"]["buckets"][0]) == {"from", "to", "count", "url"}
    assert answer["query"] == "talks"
    assert answer["did_you_mean"] is None
    assert answer["suggestions"] == []


def test_json_marks_are_code_points_of_the_snippet(client):
    store("Notes", "𝄞 café at the sümmit, and the summit’s end", "2022-02-04")

    answer = client.get("/?q=summit&format=json").json()

    snippet = answer["hits"][0]["snippets"][0]
    marked = [snippet["text"][start:end] for start, end in snippet["marks"]]
    assert marked == ["sümmit", "summit’s"]
    assert answer["hits"][0]["hit_count"] == 2
    assert answer["hits"][0]["date"] == "2022-02-04"


def test_json_says_null_for_no_date_and_the_known_part_for_less(client):
    store("Old notes", "papers without a day")
    store("Year notes", "papers of a year", "2021")

    hits = client.get("/?q=papers&format=json").json()["hits"]

    assert {hit["title"]: (hit["date"], hit["date_precision"]) for hit in hits} == {
        "Old notes": (None, "none"),
        "Year notes": ("2021", "year"),
    }


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"q": "summit", "page": "0"}, "“page” is a number from 1"),
        ({"q": "summit", "page": "9" * 20}, "of results; this is the last"),
        ({"q": "summit", "page": "9" * 5000}, "of results; this is the last"),
        ({"q": "summit", "from": "yesterdayish"}, "“yesterdayish” is not a date"),
        ({"q": "summit", "to": "2022-02-31"}, "2022-02-31"),
        ({"q": "summit", "sort": "sideways"}, "no order “sideways”"),
        ({"q": "x" * 10_000}, "first 2,000 characters"),
        ({"q": "summit " * 1_400}, "first 2,000 characters"),
        ({"q": "summit", "undated": "1", "from": "2022"}, "so the dates were ignored"),
        ({"q": "(((", "per_page": "-1"}, "“per_page” is a number from 1"),
    ],
)
def test_bad_parameters_give_a_page_with_a_notice(client, archive, params, said):
    for more in ({}, {"format": "json"}):
        response = client.get("/", params | more)

        assert response.status_code == 200
        body = response.content.decode()
        page_notices = () if more else response.context["page"].notices
        notices = json.loads(body)["notices"] if more else texts(page_notices)
        assert [notice for notice in notices if said in notice], notices


def test_every_naughty_string_gives_a_page(client, archive, shared):
    strings = json.loads((shared / "corpora" / "blns.json").read_text(encoding="utf-8"))

    for naughty in strings:
        encoded = urlencode({"q": naughty}, errors="surrogatepass")
        assert client.get(f"/?{encoded}").status_code == 200, naughty
        odd = urlencode(
            dict.fromkeys(("q", "from", "to", "source", "-author", "page", "sort"), naughty),
            errors="surrogatepass",
        )
        assert client.get(f"/?{odd}&format=json").status_code == 200, naughty


@pytest.mark.parametrize(
    "query_string", ["q=%00", "q=%ED%A0%80", "q=%FF%FE", "q=a%00b&source=%00", "&&&=&q", "q=%"]
)
def test_broken_bytes_give_a_page(client, archive, query_string):
    assert client.get(f"/?{query_string}").status_code == 200


def test_nothing_but_reading_is_allowed(client):
    assert client.post("/?q=x").status_code == 405


def test_page_asks_the_database_for_its_hits_and_its_state(
    client, archive, django_assert_num_queries
):
    client.get("/")

    # The third is the version of the equal words.
    with django_assert_num_queries(3):
        assert len(client.get("/?q=talks&per_page=50&format=json").json()["hits"]) == 50


def test_first_page_of_an_empty_archive_says_so(client):
    get_engine().rebuild([])

    page = client.get("/").context["page"]

    assert (page.total, page.archive_total, page.notices) == (0, 0, ())


def test_text_of_articles_and_queries_is_escaped_everywhere(client):
    evil = "<script>alert(1)</script> \"quoted\" 'single' & <b onclick=x>bold</b> summit"
    article = store(evil, f"{evil}\n\n{evil}", "2022-02-04", source=evil[:60], author=evil)

    for address in (
        "/", "/?q=summit", f"/?{urlencode({'q': evil})}", f"/?{urlencode({'source': evil})}",
        f"{article.get_absolute_url()}?q=summit", f"{article.get_absolute_url()}?q=script",
    ):  # fmt: skip
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<b onclick" not in body
        assert '"quoted"' not in body


def test_marks_add_nothing_to_the_text_of_an_article(client):
    table = " MONTH     LAST\n Summit    1249\n Talks     1255\n Summit    1261"
    article = store("The summit’s end", f"At the summit, they met.\n\n{table}", "2022-02-04")

    page = client.get(f"{article.get_absolute_url()}?q=summit").content.decode()

    elements = re.findall(r"<(h1|p) [^>]*dir=[^>]*>(.*?)</\1>", page, re.DOTALL)
    assert [html.unescape(re.sub("<[^>]*>", "", inner)).rstrip("\n") for _, inner in elements] == [
        "The summit’s end",
        "At the summit, they met.",
        table,
    ]


def test_unknown_page_is_a_404_of_our_own(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_robots_are_led_to_articles(client, archive):
    assert client.get("/")["X-Robots-Tag"] == "noindex"
    assert "Disallow: /*?" in client.get("/robots.txt").content.decode()


def test_opensearch_describes_the_site(client):
    response = client.get("/opensearch.xml")

    assert response["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    body = response.content.decode()
    assert "http://testserver/?q={searchTerms}" in body
    assert "http://testserver/suggest?q={searchTerms}" in body


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("pipe", ["pipeline"]),
        ("foreign Pipe", ["foreign pipeline"]),
        ("summit Pipe", []),
        ("-pipe", ["-pipeline"]),
        ("title:pipe", ["title:pipeline"]),
        ("summit ", []),
        ("", []),
        ("zzz", []),
    ],
)
def test_suggest_completes_the_last_word(client, archive, typed, completed):
    response = client.get("/suggest", {"q": typed})

    assert response["Content-Type"] == "application/x-suggestions+json; charset=utf-8"
    assert json.loads(response.content) == [typed, completed]


def test_healthz_counts_articles_and_index(client, archive):
    response = client.get("/healthz")

    assert response.status_code == 200
    values = response.json()
    assert set(values) == {
        "status", "engine", "articles", "indexed", "pending", "generation", "schema_version",
        "watched", "problems",
    }  # fmt: skip
    assert (values["status"], values["articles"], values["indexed"]) == ("ok", 60, 60)


@pytest.mark.parametrize("address", ["/?q=summit", "/?q=zxqvy", "/?q=summit&view=kwic"])
def test_articles_come_before_facets_chart_and_toolbar(client, archive, address):
    page = client.get(address).content.decode()

    assert '<a class="skip" href="#found">' in page
    target = page.index('id="found" tabindex="-1"')
    assert page.index('class="tally"') < target
    beside = ('id="histogram"', "<aside", 'class="toolbar"')
    assert all(page.index(each) > target for each in beside if each in page)


@pytest.mark.parametrize("address", ["/?q=summit", "/?q=summit+talks&sort=newest"])
def test_first_article_is_few_tab_stops_from_the_top(client, archive, address):
    page = client.get(address).content.decode()

    above = page[page.index("<body") : page.index('<ol class="hits"')]
    assert len(re.findall(r"<a |<button|<input(?! type=\"hidden)|<summary|<select", above)) <= 12
