"""Pages that a reader has already are not made again, and never kept where they may change."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from corpus.curation.synonyms.synonym_edits import WantedSynonyms, change_list
from corpus.models import Article, OutboxEntry
from search.tests.archive import store, store_many

pytestmark = pytest.mark.django_db

#: Pages with enough hits that no other searches are offered.
ADDRESSES = ("/?q=summit", "/", "/?q=talks&page=2&sort=newest", "/?q=summit&view=kwic")


@pytest.fixture
def archive():
    return store_many()


def again(client, address: str, **headers: str):
    """Ask twice, the second time with the ETag of the first answer."""
    first = client.get(address, headers=headers)
    return first, client.get(address, headers=headers | {"If-None-Match": first["ETag"]})


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_that_a_reader_has_is_not_sent_again(client, archive, address):
    first, second = again(client, address)

    assert first["Cache-Control"] == second["Cache-Control"] == "no-cache"
    assert second.status_code == HTTPStatus.NOT_MODIFIED
    assert second.content == b""
    assert {"HX-Request", "Cookie"} <= set(second["Vary"].split(", "))


def test_unchanged_page_asks_the_database_for_its_state_alone(
    client, archive, django_assert_num_queries
):
    etag = client.get("/?q=summit")["ETag"]

    # The second is the version of the equal words.
    with django_assert_num_queries(2):
        client.get("/?q=summit", headers={"If-None-Match": etag})


def test_article_that_a_reader_has_is_not_sent_again(client, archive):
    address = f"{archive[0].get_absolute_url()}?q=talks"

    assert again(client, address)[1].status_code == HTTPStatus.NOT_MODIFIED


def test_page_changes_with_the_index(client, archive):
    etag = client.get("/?q=summit")["ETag"]
    store("Summit", "Another summit.", "2022-02-04")

    changed = client.get("/?q=summit", headers={"If-None-Match": etag})

    assert changed.status_code == HTTPStatus.OK
    assert changed["ETag"] != etag


def test_page_changes_with_the_equal_words(client, archive):
    etag = client.get("/?q=summit")["ETag"]
    change_list([WantedSynonyms(("summit", "conclave"))], None)

    changed = client.get("/?q=summit", headers={"If-None-Match": etag})

    assert changed.status_code == HTTPStatus.OK
    assert changed["ETag"] != etag


def test_page_changes_while_a_change_waits_for_the_index(client, archive):
    etag = client.get("/?q=summit")["ETag"]
    OutboxEntry.objects.queue([archive[0].pk])

    assert client.get("/?q=summit", headers={"If-None-Match": etag}).status_code == HTTPStatus.OK


def test_fragment_and_page_have_different_tags(client, archive):
    page = client.get("/?q=summit")["ETag"]
    fragment = client.get("/?q=summit", headers={"HX-Request": "true"})["ETag"]

    assert page != fragment


@pytest.mark.parametrize("cookie", [("theme", "dark"), ("theme", "light")])
def test_page_changes_with_the_theme(client, archive, cookie):
    etag = client.get("/?q=summit")["ETag"]
    client.cookies[cookie[0]] = cookie[1]

    assert client.get("/?q=summit")["ETag"] != etag


def test_people_never_share_a_tag(client, archive, django_user_model):
    tags = [client.get("/?q=summit")["ETag"]]
    for name in ("ann", "bo"):
        client.force_login(django_user_model.objects.create_user(name))
        tags.append(client.get("/?q=summit")["ETag"])

    assert len(set(tags)) == len(tags)


def test_article_is_made_anew_for_who_keeps_things_of_it(client, archive, django_user_model):
    client.force_login(django_user_model.objects.create_user("ann"))

    assert "ETag" not in client.get(archive[0].get_absolute_url())


def test_page_of_few_hits_has_no_tag_as_its_corrections_take_what_time_there_is(client, archive):
    store("Odd", "One oddity only.", "2022-02-04")

    page = client.get("/?q=oddity")

    assert "ETag" not in page
    assert page["Cache-Control"] == "no-cache"


def test_deleted_article_is_gone_for_who_had_it(client, archive):
    address = archive[0].get_absolute_url()
    etag = client.get(address)["ETag"]
    Article.objects.revise(archive[0], hidden=True)

    gone = client.get(address, headers={"If-None-Match": etag})

    assert gone.status_code == HTTPStatus.NOT_FOUND
