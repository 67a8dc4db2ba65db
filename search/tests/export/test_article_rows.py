"""What downloads hold: exactly the articles of the search, in the order shown."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import bibtexparser
import pytest
import rispy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.models import Article
from search.engines import get_engine
from search.export.export_formats import EXPORT_FORMATS
from search.tests.archive import change_unindexed, store, store_many
from search.tests.export.workbooks import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return store_many()


def content(response) -> bytes:
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def _in_zip(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return [entry.rpartition(" ")[2].removesuffix(".txt") for entry in pack.namelist()[1:]]


#: The public keys in a download, in order, by its format.
KEYS: dict[str, Callable[[bytes], list[str]]] = {
    "csv": lambda data: [
        row["key"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    ],
    "xlsx": lambda data: [str(row[0]) for row in sheets(data)[0][1:]],
    "jsonl": lambda data: [json.loads(line)["key"] for line in data.decode().splitlines()],
    "ris": lambda data: [entry["id"] for entry in rispy.loads(data.decode())],
    "bib": lambda data: re.findall(r"^@article\{.*-(\w+),$", data.decode(), re.MULTILINE),
    "csl": lambda data: [item["id"] for item in json.loads(data)],
    "md": lambda data: re.findall(r"^## .*/article/(\w+)/", data.decode(), re.MULTILINE),
    "zip": _in_zip,
}


searches = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(
            [
                "summit",
                "grain OR treaty",
                '"foreign minister"',
                "talks -embargo",
                "summit zebra",
                "(",
            ]
        ),
        "source": st.sampled_from(["Meridian Wire", "A & B <News>", ""]),
        "-lang": st.just("de"),
        "from": st.sampled_from(["2020", "2021-02"]),
        "sort": st.sampled_from(["relevance", "newest", "oldest"]),
        "match": st.just("some"),
        "undated": st.just("1"),
    },
)


@pytest.mark.parametrize("name", EXPORT_FORMATS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(search=searches)
def test_download_holds_the_hits_of_the_page_in_their_order(client, archive, name, search):
    page = client.get(f"/?{urlencode({**search, 'per_page': 100})}&format=json").json()
    known = dict(Article.objects.values_list("pk", "key"))

    data = content(client.get(f"/?{urlencode(search)}&format={name}"))

    assert KEYS[name](data) == [known[hit["id"]] for hit in page["hits"]]
    assert len(page["hits"]) == page["total"]


def test_row_says_what_the_page_says(client, archive):
    address = "/?q=summit&source=Meridian+Wire"
    hits = client.get(f"{address}&per_page=100&format=json").json()["hits"]

    rows = [
        json.loads(line)
        for line in content(client.get(f"{address}&format=jsonl&text=1")).decode().splitlines()
    ]

    assert rows
    for hit, row in zip(hits, rows, strict=True):
        article = Article.objects.get(pk=hit["id"])
        assert row["url"] == f"http://testserver{article.get_absolute_url()}"
        assert (row["date"], row["date_precision"]) == (hit["date"], hit["date_precision"])
        assert row["matches"] == hit["hit_count"]
        assert (
            row["snippets"]
            == [snippet["text"] for snippet in hit["snippets"]][: len(row["snippets"])]
        )
        assert (row["title"], row["source"], row["text"]) == (
            article.title, "Meridian Wire", article.text,
        )  # fmt: skip
        assert row["words"] == article.word_count


def test_row_of_a_search_without_words_has_no_matches(client, archive):
    (first, *_) = content(client.get("/?format=jsonl")).decode().splitlines()

    assert json.loads(first)["matches"] is None
    assert json.loads(first)["snippets"] == []
    assert "text" not in json.loads(first)


def test_hidden_article_is_in_no_download(client):
    article = store("Talks", "They met at the summit.", "2022")
    Article.objects.filter(pk=article.pk).update(hidden=True)

    assert content(client.get("/?q=summit&format=jsonl")) == b""


def test_article_that_just_changed_is_listed_without_matches(client):
    article = store("Talks", "They met at the summit.", "2022")
    change_unindexed(article, "Another text.")

    row = json.loads(content(client.get("/?q=summit&format=jsonl")))

    assert (row["matches"], row["snippets"]) == (None, [])


def test_titles_of_every_kind_survive(client):
    titles = [
        '"Quoted", he said',
        "=SUM(A1)",
        "\u202eRTL\u202c",
        "\N{PILE OF POO}",
        "王 {x} \\ % &",
    ]
    for title in titles:
        store(title, "summit", "2022")

    data = content(client.get("/?q=summit&format=jsonl")).decode()

    assert sorted(json.loads(line)["title"] for line in data.splitlines()) == sorted(titles)


@pytest.mark.filterwarnings("ignore:.*deprecated")
def test_bibtex_of_many_articles_has_no_key_twice(client, archive):
    data = content(client.get("/?format=bib")).decode()

    entries = bibtexparser.loads(
        data, bibtexparser.bparser.BibTexParser(common_strings=True)
    ).entries

    assert len({entry["ID"] for entry in entries}) == len(entries) == 60


@pytest.mark.parametrize("name", ["xml", "pdf", "csv2", "<b>"])
def test_unknown_format_is_refused_in_a_sentence(client, archive, name):
    response = client.get(f"/?q=summit&format={name}")

    assert response.status_code == 406
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "There is no format" in response.content.decode()
    assert "csv, xlsx, jsonl, ris, bib, csl, md, zip" in response.content.decode()


def test_format_that_a_concordance_lacks_is_refused(client, archive):
    assert client.get("/?q=summit&view=kwic&format=ris").status_code == 406


@pytest.mark.parametrize("name", ["jsonl", "xlsx"])
def test_concordance_has_all_its_lines_in_other_formats(client, archive, name):
    total = client.get("/?q=summit&view=kwic&format=json").json()["matches"]
    data = content(client.get(f"/?q=summit&view=kwic&format={name}"))

    rows = data.decode().splitlines() if name == "jsonl" else sheets(data)[0][1:]

    assert len(rows) == total > 0


def test_full_texts_are_refused_where_the_archive_gives_none(client, archive, settings):
    settings.SEARCH = replace(settings.SEARCH, export_text=False)

    for address in ("/?format=csv&text=1", "/?format=zip"):
        response = client.get(address)
        assert response.status_code == 403
        assert response.content.decode() == "This archive does not give out full texts.\n"
    assert b"text" not in content(client.get("/?format=csv")).splitlines()[0].split(b",")


def test_head_of_a_download_does_no_work(client, archive, monkeypatch):
    monkeypatch.setattr("search.web.formats.export_views.export_list", None)

    response = client.head("/?q=summit&format=csv")

    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")


def test_download_is_refused_while_another_is_made_and_freed_when_its_reader_leaves(
    client, archive
):
    first = client.get("/?format=csv")

    assert client.get("/?format=ris").status_code == 503
    assert client.get("/?q=summit").status_code == 200
    first.close()
    assert client.get("/?format=ris").status_code == 200


def test_download_keeps_the_articles_that_it_began_with(client, archive):
    response = client.get("/?format=jsonl")
    get_engine().rebuild([])

    assert len(content(response).splitlines()) == 60
