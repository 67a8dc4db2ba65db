"""Sources on the desk: listed, renamed, merged, given other names and deleted."""

from __future__ import annotations

import pytest

from corpus.models import Article, OutboxEntry, Source
from corpus.tests.factories import stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def wire() -> Source:
    stored("/a", source="Meridian Wire")
    stored("/b", source="Harbour Gazette", text="The ferry was late.")
    return Source.objects.get(name="Meridian Wire")


def test_sources_are_listed_with_their_articles_and_narrowed_by_name(client, anna, wire):
    stored("/c", source="Meridian Wire", text="Another.")

    page = client.get("/desk/sources/?name=meridian").content.decode()

    assert "Meridian Wire" in page
    assert '<td class="number">2</td>' in page
    assert "Harbour Gazette" not in page


def test_rename_is_followed_by_later_imports(client, anna, wire):
    OutboxEntry.objects.all().delete()

    client.post(f"/desk/sources/{wire.pk}/", {"name": "Meridian News"})
    stored("/c", source="Meridian Wire", text="Another.")

    assert set(Article.objects.filter(source=wire).values_list("origin", flat=True)) == {"/a", "/c"}
    wire.refresh_from_db()
    assert wire.name == "Meridian News"
    assert OutboxEntry.objects.exists()


def test_name_of_another_source_merges_the_two(client, anna, wire):
    gazette = Source.objects.get(name="Harbour Gazette")

    answer = client.post(f"/desk/sources/{wire.pk}/", {"name": "Harbour Gazette"}, follow=True)

    assert "Merged into Harbour Gazette." in answer.content.decode()
    assert gazette.articles.count() == 2
    assert Source.objects.get() == gazette


def test_other_name_is_added_and_removed(client, anna, wire):
    client.post(f"/desk/sources/{wire.pk}/", {"name": wire.name, "alias": "MW"})
    assert Source.objects.standing(["mw"]) == {"mw": wire}

    client.post(f"/desk/sources/{wire.pk}/alias", {"alias": "MW"})
    assert Source.objects.standing(["mw"]) == {}


def test_other_name_that_another_source_has_is_refused(client, anna, wire):
    answer = client.post(
        f"/desk/sources/{wire.pk}/", {"name": wire.name, "alias": "harbour gazette"}
    )

    assert "“Harbour Gazette” has this name already." in answer.content.decode()


def test_deleted_source_leaves_its_articles(client, chief, wire):
    client.post(f"/desk/sources/{wire.pk}/remove")

    assert Article.objects.get(origin="/a").source is None
    assert not Source.objects.filter(name="Meridian Wire").exists()
