"""The article page: its marks, its paragraphs, where its date comes from, what is hidden."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import User

from corpus.models import Article
from corpus.records import HiddenLine
from search.article.article_page import article_page
from search.highlight.snippet import Piece
from search.query.search_query import SearchQuery
from search.tests.archive import change_unindexed, published, store
from search.tests.sessions import session, texts

pytestmark = pytest.mark.django_db

TODAY = dt.date(2024, 6, 15)


def opened(article: Article, q: str = "", *, editable: bool = False, **given):
    return article_page(
        article, SearchQuery(q, **given), session(), editable=editable, quotation=""
    )


def test_article_numbers_its_marks_through_title_and_text():
    article = store(
        "Summit in Geneva", "The summit began.\n\nNo one left the summit.", "2022-02-04"
    )

    page = opened(article, "summit")

    assert page.hit_count == 3
    assert page.title_pieces == (Piece("Summit", 1), Piece(" in Geneva"))
    assert [paragraph.pieces for paragraph in page.paragraphs] == [
        (Piece("The "), Piece("summit", 2), Piece(" began.")),
        (Piece("No one left the "), Piece("summit", 3), Piece(".")),
    ]


def test_article_marks_a_phrase_over_two_paragraphs_as_one_match():
    article = store("Talks", "They met at the grand\n\nsummit of the year.")

    page = opened(article, '"grand. Summit"')

    assert page.hit_count == 1
    assert [paragraph.pieces for paragraph in page.paragraphs] == [
        (Piece("They met at the "), Piece("grand", 1)),
        (Piece("summit", 1, continued=True), Piece(" of the year.")),
    ]


def test_article_without_words_has_no_marks():
    page = opened(store("Talks", "They met."), "", included=(("source", "TASS"),))

    assert (page.hit_count, page.q) == (0, "")


def test_article_with_some_of_the_words_has_these_marked():
    page = opened(store("Talks", "They met at the summit."), "summit zebra")

    assert page.hit_count == 1


def test_article_that_changed_since_indexing_is_unmarked_and_says_so(monkeypatch):
    article = store("Talks", "They met at the summit.")
    change_unindexed(article, "Before all, they met at the summit.")

    page = opened(article, "summit")

    assert page.hit_count == 0
    assert texts(page.notices) == (
        "This article has just changed; its matches are marked once it is indexed.",
    )


@pytest.mark.parametrize(
    ("date", "origin", "label", "explained"),
    [
        ("2022-02-04", "header", "4 February 2022", "From the file's header: 2022-02-04."),
        ("2022-02", "url", "February 2022", "From the address: 2022-02. Only the month is known."),
        ("2022", "filename", "2022", "From the file name: 2022. Only the year is known."),
        ("2022-02-04", "editor", "4 February 2022", "Set by an editor: 2022-02-04."),
        ("", "none", "Undated", "No date found; we do not guess."),
    ],
)
def test_article_explains_its_date(date, origin, label, explained):
    page = opened(store("Talks", "They met.", published=published(date, origin)))

    assert (page.date.iso, page.date.label, page.date_explained) == (date, label, explained)


def test_article_leads_back_to_the_same_results(client):
    article = store("Talks", "They met at the summit.", source="Meridian Wire")
    address = f"{article.get_absolute_url()}?q=summit&source=Meridian+Wire&page=7"

    page = client.get(address).context["article"]

    assert page.back_url == f"/?q=summit&source=Meridian+Wire#article-{article.pk}"
    assert page.source_url == "/?source=Meridian+Wire"


def test_a_new_search_from_an_article_keeps_how_results_are_shown(client):
    article = store("Grain", "The ships left.")

    page = client.get(f"{article.get_absolute_url()}?q=ships&snippets=1&source=TASS&page=2")

    assert page.context["article"].kept_params == (("snippets", "1"),)
    assert '<input type="hidden" name="snippets" value="1">' in page.content.decode()


def test_article_shows_hidden_lines_with_their_reasons(client):
    line = HiddenLine(3, "see <more>", "a teaser's link")
    article = store("Talks", "They met.", hidden_lines=(line,))

    body = client.get(article.get_absolute_url()).content.decode()

    assert "see &lt;more&gt;" in body
    assert "a teaser&#x27;s link" in body


def test_raw_gives_the_original_text_as_text(client):
    article = store("Talks", "They met.", original="date 2022 <b>They</b> met.\nsee more")

    response = client.get(f"{article.get_absolute_url()}?raw=1")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content.decode() == "date 2022 <b>They</b> met.\nsee more"


def test_hidden_article_is_not_found(client):
    article = store("Talks", "They met.")
    Article.objects.revise(article, hidden=True)

    assert client.get(article.get_absolute_url()).status_code == 404


def test_only_staff_see_the_link_to_correct_an_article(client):
    article = store("Talks", "They met.")
    user = User.objects.create_superuser("ed")

    assert client.get(article.get_absolute_url()).context["article"].edit_url == ""
    client.force_login(user)
    edit_url = client.get(article.get_absolute_url()).context["article"].edit_url
    assert edit_url == f"/desk/articles/{article.pk}/"


@pytest.mark.parametrize("q", ["", "(", '"', "x" * 3000, "\x00\ud800", "a AND", "-x"])
def test_article_opens_with_any_query(client, q):
    article = store("Talks", "They met.")
    encoded = {"q": q.encode("utf-8", "replace").decode()}

    assert client.get(article.get_absolute_url(), encoded).status_code == 200
