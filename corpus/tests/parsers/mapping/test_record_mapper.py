"""Records of any shape: which of their fields is the title, the text, the date."""

from __future__ import annotations

import json
from typing import Any

import pytest

from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import (
    BadRecord,
    FileNote,
    NoArticlesError,
    SkippedRecord,
)
from corpus.parsers.mapping.record_mapper import MappedItem, map_records
from corpus.records import RawRecord

PROSE = "Ministers of eight coastal towns met in the harbour to share the cost of a new bridge."
OTHER = "Bakers in the valley have closed their shops until the price of flour comes down again."


def mapped(*values: Any, **options: Any) -> list[Any]:
    items = [
        MappedItem(value, json.dumps(value), f"record {n}") for n, value in enumerate(values, 1)
    ]
    return list(map_records(items, ImportOptions(**options)))


def only(*values: Any, **options: Any) -> RawRecord:
    (record,) = [one for one in mapped(*values, **options) if isinstance(one, RawRecord)]
    return record


@pytest.mark.parametrize(
    "value",
    [
        {"Publish Date": "2021-02-04", "Headline": "Bridge", "Article Body": PROSE},
        {"publishDate": "2021-02-04", "headline": "Bridge", "articleBody": PROSE},
        {"Datum": "2021-02-04", "Überschrift": "Bridge", "Volltext": PROSE},
        {"fecha": "2021-02-04", "título": "Bridge", "texto": PROSE},
        {"дата": "2021-02-04", "заголовок": "Bridge", "текст": PROSE},
        {"日期": "2021-02-04", "标题": "Bridge", "正文": PROSE},
        {"pub_date": "2021-02-04", "headline": {"main": "Bridge", "kicker": "x"}, "body": PROSE},
        {"date": {"$date": "2021-02-04"}, "title": "Bridge", "content": {"rendered": PROSE}},
        {"_id": {"$oid": "5"}, "_source": {"date": "2021-02-04", "title": "Bridge", "text": PROSE}},
        {
            "id": 1,
            "attributes": {"created": "2021-02-04", "title": "Bridge", "body": {"value": PROSE}},
        },
        {"webPublicationDate": "2021-02-04", "fields": {"headline": "Bridge", "bodyText": PROSE}},
        {"year": 2021, "month": 2, "day": 4, "title": "Bridge", "text": PROSE},
        {"text": PROSE, "metadata": {"title": "Bridge", "published": "2021-02-04"}},
    ],
    ids=lambda value: next(iter(value)),
)
def test_fields_are_known_by_the_names_of_many_dumps(value):
    record = only(value)

    assert (record.title, record.body) == ("Bridge", PROSE)
    assert record.metadata["date"] == "2021-02-04"


def test_text_is_taken_from_the_fullest_of_several_fields():
    record = only(
        {"title": "Bridge", "content": "Ministers met… [+80 chars]", "full_content": PROSE}
    )

    assert record.body == PROSE


def test_title_of_newspaper_is_the_source_where_headlines_differ():
    rows = [{"title": "The Gazette", "headline": f"Bridge {n}", "text": PROSE} for n in range(6)]

    records = [one for one in mapped(*rows) if isinstance(one, RawRecord)]

    assert [record.title for record in records][:2] == ["Bridge 0", "Bridge 1"]
    assert {record.metadata["source"] for record in records} == {"The Gazette"}


def test_trove_article_has_its_heading_as_title():
    record = only(
        {
            "id": "7",
            "heading": "BRIDGE",
            "title": {"id": "3", "value": "The Gazette"},
            "articleText": f"<p>{PROSE}</p>",
            "troveUrl": "https://trove.test/7",
        }
    )

    assert (record.title, record.body, record.metadata["source"]) == (
        "BRIDGE",
        PROSE,
        "The Gazette",
    )


def test_unknown_names_are_guessed_and_told_with_confidence():
    rows = [
        {"a": f"Bridge number {n} opens", "b": f"2021-02-0{n}", "c": f"{PROSE} {n}"}
        for n in (1, 2, 3)
    ]

    note, *records = mapped(*rows)

    assert isinstance(note, FileNote)
    assert "text from “c” (guessed, " in note.text
    assert records[0].title == "Bridge number 1 opens"
    assert records[0].metadata["date"] == "2021-02-01"


def test_mapping_goes_before_names():
    record = only(
        {
            "title": "Slug",
            "k": {"kicker": "Bridge"},
            "text": "x",
            "p": [{"t": PROSE}, {"t": OTHER}],
        },
        fields={"title": "k.kicker", "body": "p[].t"},
    )

    assert (record.title, record.body) == ("Bridge", f"{PROSE}\n\n{OTHER}")


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ({"status": "draft"}, "a draft"),
        ({"status": "private"}, "a private post"),
        ({"type": "attachment"}, "an attachment"),
        ({"post_type": "nav_menu_item"}, "a menu item"),
        ({"is_published": "false"}, "a post that was not published"),
        ({"published": False}, "a post that was not published"),
        ({"draft": True}, "a post that was not published"),
        ({"post_password": "x"}, "a post behind a password"),
    ],
    ids=str,
)
def test_unpublished_record_is_skipped_with_the_reason(field, reason):
    _, record = mapped({"title": "Bridge", "text": PROSE, **field})

    assert record == SkippedRecord("record 1", reason)


def test_list_of_people_is_refused():
    with pytest.raises(NoArticlesError, match="a list of people"):
        mapped({"email": "reader@example.org", "first_name": "Ann", "plan": "free"})


def test_unknown_record_is_refused_with_its_fields_and_the_option():
    with pytest.raises(NoArticlesError, match="among: size, colour; --map text=NAME"):
        mapped({"size": 3, "colour": "red"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("['Maren Oldt', 'Ivo Lanck']", "Maren Oldt, Ivo Lanck"),
        (["Oldt, Maren", "Lanck, Ivo"], "Oldt, Maren; Lanck, Ivo"),
        ([{"first_name": "Maren", "last_name": "Oldt"}], "Maren Oldt"),
        ("[]", ""),
        ("nan", ""),
        (3, ""),
    ],
)
def test_authors_are_read_from_lists_of_any_kind(value, expected):
    record = only({"title": "Bridge", "text": PROSE, "authors": value})

    assert record.metadata.get("author", "") == expected


def test_title_with_address_stands_without_text_and_is_flagged():
    record = only({"title": "Bridge", "url": "https://g.test/a", "seendate": "20210204T061500Z"})

    assert (record.body, record.flags) == ("", ("no text",))


def test_summary_is_taken_for_a_missing_text_and_flagged():
    record = only({"title": "Bridge", "abstract": PROSE})

    assert (record.body, record.flags) == (PROSE, ("summary only",))


def test_long_text_that_is_not_read_is_told():
    other = f"{OTHER} {OTHER}"

    assert only({"title": "Bridge", "text": PROSE, "part two": other}).flags == ("words lost",)
    assert only({"title": "Bridge", "text": PROSE * 3, "raw": f"{PROSE * 3}"}).flags == ()


def test_summary_alone_is_no_article():
    with pytest.raises(NoArticlesError, match="no field for its text"):
        mapped({"name": "tool", "version": "1", "description": PROSE})


def test_field_deep_in_a_record_is_found_where_it_is_the_only_one():
    record = only({"a": {"b": {"headline": "Bridge", "date": "2021-02-04"}}, "text": PROSE})

    assert (record.title, record.metadata) == ("Bridge", {"date": "2021-02-04"})


def test_fields_of_somebody_else_are_not_the_records():
    record = only({"text": PROSE, "user": {"title": "Dr"}, "related": {"title": "Other"}})

    assert record.title == ""


def test_home_page_of_the_outlet_is_no_address_of_an_article():
    assert (
        "url"
        not in only({"title": "Bridge", "text": PROSE, "source_url": "https://g.test"}).metadata
    )
    assert (
        only({"text": PROSE, "SOURCEURL": "https://g.test/a"}).metadata["url"] == "https://g.test/a"
    )


def test_entities_are_read_and_missing_values_are_empty():
    record = only({"title": "Harbour&#8217;s bridge &amp; cost", "text": PROSE, "source": "NaN"})

    assert record.title == "Harbour’s bridge & cost"
    assert "source" not in record.metadata


def test_bad_record_costs_no_other():
    good = {"id": 1, "text": PROSE}

    records = mapped(good, {"id": 2, "text": "a\x00b"}, 5)

    assert [type(one) for one in records[1:]] == [RawRecord, BadRecord, BadRecord]
