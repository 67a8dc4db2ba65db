"""An article for programs: formats, and what the head of its page says."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
import rispy

from search.tests.archive import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return store(
        'Talks & </script><script>alert("1")',
        "They met.\n\nThey left.",
        "2022-02-04",
        source="Meridian Wire",
        author="Ann Lee",
        url="https://wire.example/7",
        language="en",
    )


def test_article_as_json_says_all_that_is_known(client, article):
    answer = client.get(f"{article.get_absolute_url()}?format=json").json()

    assert answer["key"] == article.key
    assert answer["title"] == article.title
    assert answer["text"] == article.text
    assert (answer["date"], answer["date_precision"]) == ("2022-02-04", "day")
    assert answer["url"] == f"http://testserver{article.get_absolute_url()}"
    assert answer["original_url"] == "https://wire.example/7"
    assert answer["citations"]["apa"].startswith("Lee, A. (2022, February 4).")


@pytest.mark.parametrize("name", ["ris", "bib", "csl", "md"])
def test_article_has_a_record_in_each_format(client, article, name):
    response = client.get(f"{article.get_absolute_url()}?format={name}")

    assert response.status_code == 200
    assert article.key in response.content.decode()
    assert response["Content-Disposition"].startswith(f'attachment; filename="{article.key}.')
    if name == "ris":
        assert rispy.loads(response.content.decode())[0]["authors"] == ["Lee, Ann"]


def test_unknown_format_of_an_article_is_refused(client, article):
    response = client.get(f"{article.get_absolute_url()}?format=xml")

    assert (response.status_code, response["Content-Type"]) == (406, "text/plain; charset=utf-8")


def test_text_is_left_out_where_the_archive_gives_none_out(client, article, settings):
    settings.SEARCH = replace(settings.SEARCH, export_text=False)

    answer = client.get(f"{article.get_absolute_url()}?format=json").json()

    assert "text" not in answer


def test_head_of_an_article_is_read_by_machines(client, article):
    body = client.get(article.get_absolute_url()).content.decode()
    url = f"http://testserver{article.get_absolute_url()}"

    assert f'<link rel="canonical" href="{url}">' in body
    assert '<meta name="description" content="They met. They left.">' in body
    assert '<meta name="citation_author" content="Ann Lee">' in body
    assert '<meta name="citation_publication_date" content="2022/02/04">' in body
    assert f'<meta property="og:url" content="{url}">' in body


def test_linked_data_cannot_end_its_element(client, article):
    body = client.get(article.get_absolute_url()).content.decode()

    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body)
    data = json.loads(written)
    assert data["@type"] == "NewsArticle"
    assert data["headline"] == article.title
    assert data["datePublished"] == "2022-02-04"
    assert "<script>alert" not in body


def test_article_page_has_its_citations(client, article):
    body = client.get(article.get_absolute_url()).content.decode()

    assert "<cite>Meridian Wire</cite>" in body
    assert all(f'<dt class="label">{style}</dt>' in body for style in ("APA", "Chicago", "MLA"))
