"""Public keys: the same wherever a file lies, different for different articles."""

from __future__ import annotations

import itertools

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.public_key import (
    HALF_LENGTH,
    MAX_KEY_LENGTH,
    keys_of_copies,
    public_key,
    record_key_of,
)
from corpus.models import Article
from corpus.tests.factories import hash_of, parsed, stored

text = st.text(max_size=40)


def test_public_key_does_not_depend_on_the_folder():
    assert public_key("/mnt/a/2022.jsonl#12", "12", "h") == public_key("2022.jsonl#12", "12", "h")
    assert public_key("/mnt/a/talks.txt", "", "h") == public_key("/home/C#/talks.txt", "", "h")


def test_public_key_keeps_half_for_a_newer_edition_and_for_a_renamed_file():
    key = public_key("/a/talks.txt", "", "h")

    assert public_key("/a/talks.txt", "", "newer")[:HALF_LENGTH] == key[:HALF_LENGTH]
    assert public_key("/a/other.txt", "", "h")[HALF_LENGTH:] == key[HALF_LENGTH:]


def test_public_key_is_the_same_with_the_record_key_read_from_the_origin():
    origin = "/a/wires.zip/x.jsonl#https://wire.example/7"

    assert public_key(origin, "https://wire.example/7", "h") == public_key(
        origin, record_key_of(origin), "h"
    )


@given(text, text, text)
def test_public_key_is_short_and_never_a_number(origin, record_key, content):
    key = public_key(origin, record_key, content)

    assert len(key) == 2 * HALF_LENGTH <= MAX_KEY_LENGTH
    assert key.isascii()
    assert key.isalnum()
    assert not key.isdecimal()


def test_keys_of_copies_are_numbered():
    assert list(itertools.islice(keys_of_copies("k"), 3)) == ["k", "k-2", "k-3"]


@pytest.mark.django_db
def test_fresh_import_in_another_order_from_another_folder_gives_the_same_keys():
    items = [("a.txt", "", "One."), ("b.jsonl", "1", "Two."), ("b.jsonl", "2", "Three.")]

    def imported(folder: str, order: list[tuple[str, str, str]]) -> dict[str, str]:
        Article.objects.all().delete()
        for name, key, words in order:
            origin = f"{folder}/{name}#{key}" if key else f"{folder}/{name}"
            Article.objects.store(parsed(origin, text=words, key=key))
        return dict(Article.objects.values_list("text", "key"))

    assert imported("/mnt/one", items) == imported("/srv/two", items[::-1])


@pytest.mark.django_db
def test_key_stays_when_the_article_is_updated_or_corrected():
    article = stored("/a/talks.txt", text="Talks began.")
    stored("/a/talks.txt", text="Talks began, and ended.")
    Article.objects.revise(article, title="Another headline")

    assert article.text == "Talks began, and ended."
    assert article.key == public_key("talks.txt", "", hash_of("Talks began."))


@pytest.mark.django_db
def test_copies_in_files_of_one_name_get_numbered_keys():
    for folder in "abc":
        Article.objects.store(parsed(f"/{folder}/x.jsonl#1", key="1", text="Same."))

    keys = sorted(Article.objects.values_list("key", flat=True))

    assert keys == [keys[0], f"{keys[0]}-2", f"{keys[0]}-3"]


@pytest.mark.django_db
def test_address_of_an_article_names_its_key_and_title():
    article = stored(title="Talks in Geneva")

    expected = reverse("article", args=(article.key, "talks-in-geneva"))
    assert article.get_absolute_url() == expected
