"""JSON files."""

from __future__ import annotations

import json

import pytest

from corpus.importing.source_file import NoArticlesError, UnreadableError
from corpus.parsers.tables.json_file import JsonFile
from corpus.tests.documents import bad, document, read

ITEMS = [{"id": 1, "text": "one"}, {"id": 2, "text": "two"}]


@pytest.mark.parametrize(
    "value",
    [
        ITEMS,
        {"articles": ITEMS},
        {"response": {"docs": ITEMS}},
        {"hits": {"hits": [{"_id": "9", "_source": item} for item in ITEMS]}},
    ],
    ids=["array", "object", "solr", "elastic"],
)
@pytest.mark.parametrize("indent", [None, 1])
def test_articles_are_found_where_exports_put_them(value, indent):
    records = read(JsonFile(), json.dumps(value, indent=indent).encode())

    assert [(record.key, record.body) for record in records] == [("1", "one"), ("2", "two")]


def test_an_object_may_be_an_article():
    (record,) = read(JsonFile(), b'{"title": "Talks", "text": "They began."}')

    assert record.title == "Talks"
    assert record.original == '{"title": "Talks", "text": "They began."}'


def test_an_array_longer_than_a_piece_is_streamed(monkeypatch):
    monkeypatch.setattr("corpus.parsers.tables.json_stream._PIECE_CHARS", 7)

    records = read(JsonFile(), json.dumps(ITEMS).encode())

    assert [record.body for record in records] == ["one", "two"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'[{"text": "a"}, {"text": ', "broken JSON in record 2"),
        (b'[{"text": "a"}', "cut short"),
        (b'{"text": "a"', "broken JSON"),
        (b"[" * 200_000, "cannot be read"),
        (b'{"articles": ' + b"[" * 200_000, "cannot be read"),
    ],
)
def test_broken_json_is_named(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        read(JsonFile(), data)


def test_a_bad_record_costs_no_other():
    data = b'[{"text": "a"}, 5, {"text": "\\ud800"}, {"text": "caf\xe9"}, {"text": "b"}]'

    assert [record.body for record in read(JsonFile(), data)] == ["a", "b"]
    assert [place for place, _ in bad(JsonFile(), data)] == ["record 2", "record 3", "record 4"]


@pytest.mark.parametrize(
    "data",
    [
        b'[{"text": "a"}, {"text": "b", "tags": "caf\xe9"}]',
        b'{"items": [{"text": "a"}, {"text": "b", "tags": "\\ud800"}]}',
    ],
)
def test_broken_unicode_in_any_field_is_named(data):
    assert [record.body for record in read(JsonFile(), data)] == ["a"]
    ((place, reason),) = bad(JsonFile(), data)
    assert (place, reason[:14]) == ("record 2", "broken Unicode")


@pytest.mark.parametrize("data", [b"[]", b'[{"file": "a"}]', b'{"name": "settings"}', b'["a"]'])
def test_json_of_another_kind_holds_no_articles(data):
    records = JsonFile().records(document(data))

    if data == b"[]":
        assert list(records) == []
    else:
        with pytest.raises(NoArticlesError, match="holds no articles"):
            list(records)
