"""Equal words on the desk: listed, added, switched, taken back, as a file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from corpus.curation.synonyms.synonym_list import equal_words
from corpus.models import ChangeSet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("anna")]

PAGE = "/desk/equal-words/"


def active(*words: str) -> bool:
    return any(one.active for one in equal_words() if set(one.words) == set(words))


def test_list_is_narrowed_by_word_and_list(client):
    page = client.get(f"{PAGE}?word=kiev").content.decode()

    assert "Kyiv = Kiev" in page
    assert "labour" not in page
    assert "labour = labor" in client.get(f"{PAGE}?list=spelling&word=labour").content.decode()
    assert "and so for each day" in client.get(f"{PAGE}?list=day").content.decode()
    assert "No equal words." in client.get(f"{PAGE}?list=editor").content.decode()


def test_set_is_added_and_taken_back_under_changes(client):
    client.post(PAGE, {"words": "Norhaven = Northaven"})

    assert active("Norhaven", "Northaven")
    made = ChangeSet.objects.get()
    assert made.made_by_name == "anna"
    shown = client.get(f"/desk/changes/{made.pk}/").content.decode()
    assert "Norhaven = Northaven: on" in shown

    client.post(f"/desk/changes/{made.pk}/undo")

    assert not active("Norhaven", "Northaven")


def test_what_makes_no_set_is_explained_and_kept_in_the_box(client):
    page = client.post(PAGE, {"words": "Norhaven"}).content.decode()

    assert "Give at least two different words" in page
    assert 'value="Norhaven"' in page
    assert not ChangeSet.objects.exists()


def test_set_that_comes_with_the_program_is_switched_off_and_on(client):
    client.post(f"{PAGE}switch", {"words": "Kyiv = Kiev", "active": "0"})
    assert not active("Kyiv", "Kiev")

    client.post(f"{PAGE}switch", {"words": "Kyiv = Kiev", "active": "1"})
    assert active("Kyiv", "Kiev")


def test_file_is_given_and_taken(client):
    response = client.get(f"{PAGE}file")
    content = b"".join(response.streaming_content).decode()
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "on,Kyiv,Kiev" in content

    sent = SimpleUploadedFile("words.csv", b"on,Norhaven,Northaven\noff,Kyiv,Kiev\n")
    client.post(f"{PAGE}file", {"file": sent})

    assert active("Norhaven", "Northaven")
    assert not active("Kyiv", "Kiev")


def test_bad_file_changes_nothing_and_says_why(client):
    sent = SimpleUploadedFile("words.csv", b"on,Norhaven,Northaven\non,Kyiv\n")

    page = client.post(f"{PAGE}file", {"file": sent}, follow=True).content.decode()

    assert "Row 2" in page
    assert not active("Norhaven", "Northaven")
    assert "Choose a CSV file first." in client.post(f"{PAGE}file", follow=True).content.decode()
