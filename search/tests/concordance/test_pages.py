"""The concordance over HTTP: page, fragment, JSON, CSV, and the way there and back."""

from __future__ import annotations

import csv

import pytest

from search.tests.archive import store, store_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(db):
    return store_many()


def rows_of(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(text.splitlines()))


def test_the_page_switches_between_articles_and_matches(client, archive):
    articles = client.get("/?q=summit&source=Meridian+Wire&sort=oldest&per_page=5")
    views = {link.label: link for link in articles.context["page"].views}

    matches = client.get(views["Concordance"].url)

    page = matches.context["page"]
    assert views["Articles"].current
    assert page.concordance.total > page.total > 0
    assert {line.source for line in page.concordance.lines} == {"Meridian Wire"}
    assert [link.url for link in page.views] == [
        "/?q=summit&sort=oldest&source=Meridian+Wire",
        "/?q=summit&view=kwic&sort=oldest&source=Meridian+Wire",
    ]
    assert page.facets == articles.context["page"].facets or page.total
    assert 'id="lines"' in matches.content.decode()


def test_every_order_has_an_address(client, archive):
    page = client.get("/?q=minister&view=kwic").context["page"]

    for link in (*page.sorts, *page.concordance.word_sorts):
        again = client.get(link.url).context["page"]
        assert again.concordance.total == page.concordance.total
        marked = (*again.sorts, *again.concordance.word_sorts)
        assert [other.label for other in marked if other.current] == [link.label]


def test_a_fragment_is_the_list_alone(client, archive):
    response = client.get("/?q=summit&view=kwic", headers={"HX-Request": "true"})

    assert response.content.decode().lstrip().startswith("<title>")
    assert 'id="lines"' in response.content.decode()


def test_form_and_filters_keep_the_view(client, archive):
    page = client.get("/?q=summit&view=kwic&sort=1L").context["page"]

    assert ("view", "kwic") in page.form.hidden
    assert ("sort", "1L") in page.form.hidden
    links = [value.url for facet in page.facets for value in facet.values]
    assert all("view=kwic" in url for url in links)


def test_json_has_the_lines_of_the_page(client, archive):
    answer = client.get("/?q=summit&view=kwic&sort=2R&per_page=7&page=2&format=json").json()
    page = client.get("/?q=summit&view=kwic&sort=2R&per_page=7&page=2").context["page"]

    assert answer["matches"] == answer["matches_listed"] == page.concordance.total
    assert answer["page"] == 2
    assert [
        (line["id"], line["start"], line["end"], line["left"], line["match"], line["right"])
        for line in answer["lines"]
    ] == [
        (line.id, line.start, line.end, line.before, line.match, line.after)
        for line in page.concordance.lines
    ]
    assert "lines" not in client.get("/?q=summit&format=json").json()


def test_the_table_is_a_file_of_all_matches(client, archive):
    response = client.get("/?q=summit+-embargo&view=kwic&sort=1L&format=csv")
    total = client.get("/?q=summit+-embargo&view=kwic").context["page"].concordance.total

    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="summit-embargo.csv"'
    assert len(rows_of(response)) == total


def test_the_table_answers_the_search_that_the_page_answers(client, archive):
    page = client.get("/?q=summit+zebra&view=kwic").context["page"]

    rows = rows_of(client.get("/?q=summit+zebra&view=kwic&format=csv"))

    assert page.partial
    assert len(rows) == page.concordance.total > 0


def test_of_two_tables_at_once_the_second_is_asked_to_wait(client, archive):
    address = "/?q=summit&view=kwic&format=csv"
    first = client.get(address)

    second = client.get(address)
    rows = rows_of(first)
    third = client.get(address)

    assert second.status_code == 503
    assert second["Retry-After"] == "60"
    assert "Another download is being written" in second.content.decode()
    assert rows_of(third) == rows != []


def test_search_without_words_says_that_it_has_no_lines(client, archive):
    body = client.get("/?q=date:2021&view=kwic").content.decode()

    assert "The articles of this search contain none of its words." in body


def test_markup_in_texts_stays_text(client):
    store("T", "<script>oil</script> & <b>oil</b>", "2022")

    body = client.get("/?q=oil&view=kwic").content.decode()

    assert "<script>oil" not in body
    assert "&lt;script&gt;" in body
    assert "<mark>oil</mark>" in body


def test_orders_by_words_are_for_lines_only(client, archive):
    page = client.get("/?q=summit&sort=1L").context["page"]

    assert any("no order “1l”" in notice.text for notice in page.notices)
    assert "sort" not in dict(page.form.hidden)


def test_matches_have_the_colour_of_their_clause(client):
    store("Grain talks", "They spoke of grain, of the summit and of grain.", "2022-02-04")

    response = client.get("/?q=grain+summit&view=kwic&sort=newest")

    page = response.context["page"]
    assert [(line.match, line.tone, line.clauses) for line in page.concordance.lines] == [
        ("Grain", 1, "1"),
        ("grain", 1, "1"),
        ("summit", 2, "2"),
        ("grain", 1, "1"),
    ]
    assert '<span class="tone-2" data-clause="2"><mark>summit</mark></span>' in str(
        response.content, "utf-8"
    )
    assert 'class="legend"' in str(response.content, "utf-8")


def test_matches_of_a_single_clause_are_plain(client):
    store("Grain talks", "They spoke of grain.", "2022-02-04")

    page = client.get("/?q=grain&view=kwic").context["page"]

    assert {line.tone for line in page.concordance.lines} == {0}


def test_shortened_source_keeps_its_name_in_the_title(client):
    for number, name in enumerate(("Reid", "Kerry", "Bond", "Leahy")):
        store(f"Grain {number}", "Grain.", "2022-02-04", source=f"Press release: {name}")

    page = client.get("/?q=grain&view=kwic").content.decode()

    assert '<span class="source" title="Press release: Reid">Reid</span>' in page
