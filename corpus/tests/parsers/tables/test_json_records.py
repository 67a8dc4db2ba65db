"""Where the records of a JSON file stand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import NoArticlesError, SkippedRecord, SourceFile
from corpus.parsers.tables.json_file import JsonFile
from corpus.records import RawRecord
from corpus.tests.documents import document

PROSE = "Ministers of eight towns met in the harbour to share the cost of a bridge"
ROWS = [
    {"title": "Bridge opens", "text": "Ministers met in the harbour.", "date": "2021-02-04"},
    {"title": "Bakers close", "text": "Bakers in the valley rest.", "date": "2020-12-30"},
]


def titles(value: Any, max_bytes: int = 1_000_000, records: str = "") -> list[str]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    given = document(data, "a.json", max_bytes)
    given = SourceFile("a.json", given.stream, max_bytes, ImportOptions(records=records))
    found = JsonFile().records(given)
    return [record.title for record in found if isinstance(record, RawRecord)]


@pytest.mark.parametrize(
    "value",
    [
        {"0": ROWS[0], "1": ROWS[1]},
        {"https://g.test/a": ROWS[0], "https://g.test/b": ROWS[1]},
        {name: {"0": ROWS[0][name], "1": ROWS[1][name]} for name in ROWS[0]},
        {name: [ROWS[0][name], ROWS[1][name]] for name in ROWS[0]},
        {"columns": list(ROWS[0]), "index": [0, 1], "data": [list(row.values()) for row in ROWS]},
        {"schema": {"fields": []}, "data": ROWS},
        [list(ROWS[0]), *(list(row.values()) for row in ROWS)],
        {"features": [], "rows": [{"row_idx": n, "row": row} for n, row in enumerate(ROWS)]},
        {"a": {"b": [{"name": "World", "stories": [ROWS[0]]}, {"stories": [ROWS[1]]}]}},
        {
            "response": {
                "status": "ok",
                "message": "success",
                "zone": [{"records": {"article": ROWS}}],
            }
        },
        [{"section": "World", "stories": ROWS}],
    ],
    ids=[
        *("index", "addresses", "columns", "lists", "split", "table", "rows", "dataset"),
        *("deep", "service", "sections"),
    ],
)
def test_records_are_found_wherever_they_stand(value):
    assert titles(value) == ["Bridge opens", "Bakers close"]


def test_rows_without_names_are_read_by_their_values():
    value = [["Bridge opens in May", f"{PROSE} 1"], ["Bakers close their shops", f"{PROSE} 2"]]

    assert titles(value) == ["Bridge opens in May", "Bakers close their shops"]


def test_article_with_lists_in_it_is_one_record():
    value = {**ROWS[0], "comments": ROWS, "related": [{"title": "x", "url": "https://g.test"}]}

    assert titles(value) == ["Bridge opens"]


def test_path_to_the_records_may_be_stated():
    value = {"old": {"stories": ROWS[:1]}, "new": ROWS[1:], "more": ROWS}

    assert titles(value, records="old.stories[]") == ["Bridge opens"]


def test_path_that_leads_nowhere_is_refused_with_the_lists_there_are():
    with pytest.raises(NoArticlesError, match=r"--records stories\[\].*data\.items\[\]"):
        titles({"data": {"items": ROWS}}, records="stories[]")


def test_objects_one_after_the_other_are_read():
    data = "\n".join(json.dumps(row, indent=1) for row in ROWS).encode()

    assert titles(data) == ["Bridge opens", "Bakers close"]


def test_script_that_assigns_an_array_is_read():
    data = b"window.YTD.tweets.part0 = " + json.dumps(ROWS).encode()

    assert titles(data) == ["Bridge opens", "Bakers close"]


def test_object_too_large_to_be_held_is_streamed():
    value = {"meta": {"n": 2}, "tags": ["a", "b"], "archive": {"stories": ROWS * 50}, "end": 1}

    assert len(titles(value, max_bytes=2_000)) == 100


def test_private_chats_of_a_messenger_are_skipped():
    message = {"id": 1, "type": "message", "date": "2021-02-04T06:15:00", "text": "A word or two."}
    chats = [
        {"name": "Ann", "type": "personal_chat", "messages": [message]},
        {"name": "Gazette", "type": "public_channel", "messages": [{**message, "text": "News."}]},
    ]
    data = json.dumps({"chats": {"list": chats}}).encode()

    found = list(JsonFile().records(document(data, "result.json")))

    assert [one.body for one in found if isinstance(one, RawRecord)] == ["News."]
    assert any(isinstance(one, SkippedRecord) for one in found)


def test_messages_are_of_their_channel():
    runs = ["Bridge ", {"type": "link", "text": "opens"}, " today."]
    value = {
        "name": "Gazette",
        "type": "public_channel",
        "id": 9,
        "messages": [
            {"id": 1, "type": "service", "date": "2021-02-03T06:15:00", "text": ""},
            {"id": 2, "type": "message", "date": "2021-02-04T06:15:00", "text": runs},
        ],
    }

    found = list(JsonFile().records(document(json.dumps(value).encode(), "result.json")))

    (record,) = [one for one in found if isinstance(one, RawRecord)]
    assert (record.body, record.metadata["source"]) == ("Bridge opens today.", "Gazette")
    assert [one.reason for one in found if isinstance(one, SkippedRecord)] == ["a service message"]
