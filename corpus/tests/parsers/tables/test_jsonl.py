"""JSON Lines."""

from __future__ import annotations

import json

import pytest

from corpus.importing.source_file import SkippedRecord, UnreadableError
from corpus.parsers.tables.jsonl import JsonLines
from corpus.tests.documents import bad, document, read

FULL = {
    "id": "17",
    "title": "Talks\nbegin",
    "body": "The talks began.",
    "date": "2022-02-04",
    "source": "Meridian Wire",
    "author": None,
    "url": "https://x.test/17",
    "language": "en",
    "topics": ["talks"],
}


def test_a_line_is_a_record():
    line = json.dumps(FULL)

    (record,) = read(JsonLines(), f"{line}\n\n".encode())

    assert (record.key, record.title, record.body) == ("17", "Talks begin", "The talks began.")
    assert record.original == line
    assert record.metadata == {
        "date": "2022-02-04",
        "source": "Meridian Wire",
        "url": "https://x.test/17",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"headline": "Talks", "text": "They began."}, ("Talks", "They began.")),
        ({"Title": "Talks", "maintext": "They began."}, ("Talks", "They began.")),
        ({"title": "Talks", "body": "", "content": "They began."}, ("Talks", "They began.")),
        ({"title": "", "text": "They began."}, ("", "They began.")),
    ],
)
def test_fields_have_the_names_that_dumps_give_them(fields, expected):
    (record,) = read(JsonLines(), json.dumps(fields).encode())

    assert (record.title, record.body) == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        (["Anna Writer", "Ben Reporter"], "Anna Writer, Ben Reporter"),
        ({"name": "Anna Writer"}, "Anna Writer"),
        ([{"name": "Anna Writer"}], "Anna Writer"),
        ([["Anna Writer"]], "Anna Writer"),
    ],
)
def test_values_that_are_not_text_become_it(author, expected):
    (record,) = read(JsonLines(), json.dumps({"text": "x", "author": author}).encode())

    assert record.metadata["author"] == expected


def test_a_record_without_an_id_is_known_by_its_content():
    first, second, again = read(JsonLines(), b'{"text": "a"}\n{"text": "b"}\n{"text": "a"}\n')

    assert first.key == again.key != second.key
    assert len(first.key) == 16


def test_a_record_with_neither_text_nor_title_is_skipped():
    found = list(JsonLines().records(document(b'{"id": 5, "title": "", "body": ""}')))

    assert [one.reason for one in found if isinstance(one, SkippedRecord)] == [
        "neither text nor title"
    ]


def test_a_value_nested_too_deep_says_nothing():
    deep = "[" * 900 + '"x"' + "]" * 900

    (record,) = read(JsonLines(), f'{{"title": "Talks", "text": {deep}}}'.encode())

    assert (record.title, record.body) == ("Talks", "")


def test_a_bad_line_is_named_and_costs_no_other():
    lines = [
        b'{"text": "good"}',
        b'{"text": "cut sho',
        b"[1, 2]",
        b'{"name": "no text"}',
        b'{"text": "half a pair \\ud83d"}',
        b'{"text": "caf\xe9"}',
        b'{"text": "a\\u0000b"}',
        b'{"text": ""}',
        b'{"text": ' + b"[" * 100_000,
        b'{"text": "good too"}',
    ]

    data = b"\n".join(lines)

    assert [record.body for record in read(JsonLines(), data)] == ["good", "good too"]
    reasons = bad(JsonLines(), data)
    assert [place for place, _ in reasons] == [f"line {number}" for number in range(2, 10)]
    assert [reason.partition(":")[0] for _, reason in reasons] == [
        "broken JSON",
        "not a JSON object",
        "no field for its text among",
        "lone surrogates",
        "not UTF-8 at byte 13",
        "NUL characters",
        "neither text nor title",
        "JSON that cannot be read",
    ]


def test_a_line_without_end_is_refused():
    with pytest.raises(UnreadableError, match="line 2 is longer than"):
        list(JsonLines().records(document(b'{"text": "a"}\n{"text": "' + b"a" * 2_000_000)))


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b'{"text": "a"}\n{"text": "b"}', "dump", True),
        (b'\xef\xbb\xbf{"text": "a"}', "dump.jsonl", True),
        (b'{"text": "a"', "dump.ndjson", True),
        (b'{\n  "text": "a"\n}\n', "dump.json", False),
        (b'{"list": [{"text": "a"}\n,{"text": "b"}]}\n', "dump.json", False),
        (b"{curly} text\nand more", "a.txt", False),
        (b"Talks began.", "a.jsonl", False),
    ],
)
def test_it_is_told_by_its_content(data, name, expected):
    assert JsonLines().recognises(document(data, name)) is expected
