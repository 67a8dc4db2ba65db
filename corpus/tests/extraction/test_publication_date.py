"""Which date is believed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.publication_date import date_article
from corpus.records import PublishedDate, RawRecord

TODAY = dt.date(2024, 6, 30)
PROSE = "Talks began in the harbour town."


def dated(
    body: str = PROSE, file_name: str = "a.txt", key: str = "", **metadata: str
) -> PublishedDate:
    stated = {name.replace("_", " "): value for name, value in metadata.items()}
    raw = RawRecord(body=body, original=body, key=key, metadata=stated)
    return date_article(raw, body.split("\n"), file_name, TODAY)


def shown(published: PublishedDate) -> tuple[str, str, str]:
    return str(published.day), published.precision, published.origin


@pytest.mark.parametrize(
    ("metadata", "day"),
    [
        ({"header_date": "date 2022-02-04"}, "2022-02-04"),
        ({"header_date": "Friday, 4 February 2022"}, "2022-02-04"),
        ({"date": "1987-02-26T15:01:01"}, "1987-02-26"),
        ({"date": "2022-02-04T23:30:00-08:00"}, "2022-02-04"),
        ({"date": "2022-02-04 01:00:00+11:00"}, "2022-02-04"),
        ({"date": "Fri, 04 Feb 2022 10:00:00 GMT"}, "2022-02-04"),
        ({"date": "20220204"}, "2022-02-04"),
        ({"date": "20220204T101500Z"}, "2022-02-04"),
        ({"date": "20220204101500"}, "2022-02-04"),
        ({"date": "1643932800"}, "2022-02-04"),
        ({"date": "1643932800000"}, "2022-02-04"),
        ({"url": "https://x.test/news/2022/02/04/talks.html"}, "2022-02-04"),
        ({"url": "https://x.test/2022-02-04-talks"}, "2022-02-04"),
        ({"url": "https://x.test/news-20220204-talks"}, "2022-02-04"),
        ({"url": "https://x.test/2022/feb/04/talks"}, "2022-02-04"),
        ({"url": "https://x.test/2022-02/04/c_1128.htm"}, "2022-02-04"),
        ({"url": "https://x.test/n1/2022/0204/c1001-3.html"}, "2022-02-04"),
        ({"date": "2022-02-04T23:01:00Z", "url": "https://x.test/2022/02/05/a"}, "2022-02-05"),
        ({"date": "2022-02-04T20:01:00Z", "url": "https://x.test/2022/02/03/a"}, "2022-02-04"),
        ({"date": "04/05/2022", "url": "https://x.test/2022/05/04/talks"}, "2022-05-04"),
        ({"date": "04/05/2022", "url": "https://x.test/2022/04/talks"}, "2022-04-05"),
        ({"date": "12/05/2024"}, "2024-05-12"),
    ],
)
def test_a_day_is_read_as_printed(metadata, day):
    found = dated(**metadata)

    assert (str(found.day), found.precision) == (day, "day")


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"date": "2022"}, ("2022-01-01", "year", "metadata")),
        ({"date": "2022-02"}, ("2022-02-01", "month", "metadata")),
        ({"date": "2022-02-00"}, ("2022-02-01", "month", "metadata")),
        ({"date": "February 2022"}, ("2022-02-01", "month", "metadata")),
        ({"url": "https://x.test/2022/02/talks"}, ("2022-02-01", "month", "url")),
    ],
)
def test_less_than_a_day_is_kept_as_less(metadata, expected):
    assert shown(dated(**metadata)) == expected


@pytest.mark.parametrize(
    "metadata",
    [
        {"date": "0000-00-00"},
        {"date": "1970-01-01T00:00:00Z"},
        {"date": "1900-01-01"},
        {"date": "2031-01-01"},
        {"date": "9999-12-31"},
        {"date": "04/05/2022"},
        {"date": "yesterday"},
        {"date": "-"},
        {"url": "https://x.test/articles/20221399/talks"},
        {"url": "http://[::1/2022/02/04/talks"},
    ],
)
def test_what_cannot_be_believed_leaves_it_undated(metadata):
    assert replace(dated(**metadata), doubt="") == PublishedDate()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("GENEVA, Feb 4, 2022 (Meridian Wire) - Talks.", ("2022-02-04", "day", "dateline")),
        ("GENEVA, Feb 22 (Meridian Wire) - Talks.", ("None", "none", "none")),
        ("Published: 4 February 2022\n\nTalks.", ("2022-02-04", "day", "header")),
        ("Friday, February 4, 2022 10:15 am\n\nTalks.", ("2022-02-04", "day", "header")),
        ("Xi met Putin on February 4, 2022.", ("None", "none", "none")),
        ("Today: July 24, 2008\n\nTalks.", ("None", "none", "none")),
        (
            "Retrieved 15 March 2022\n\nCourier, 4 February 2022\n\nTalks.",
            ("2022-02-04", "day", "header"),
        ),
        (
            "Updated: March 5, 2022\nPublished: February 4, 2022\n\nTalks.",
            ("2022-02-04", "day", "header"),
        ),
        (
            "Talks.\n\nMore.\n\nLast.\n\nEnd.\n\nAP-ES-02-04-22 0615EST<",
            ("2022-02-04", "day", "dateline"),
        ),
    ],
)
def test_datelines_and_date_lines_tell_but_prose_does_not(body, expected):
    assert shown(dated(body)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2022-02-04-talks.txt", ("2022-02-04", "day", "filename")),
        ("wire_20220204.txt", ("2022-02-04", "day", "filename")),
        ("2022_02.txt", ("2022-02-01", "month", "filename")),
        ("000_a5e86d79eac43df6.txt", ("None", "none", "none")),
        ("120220204.txt", ("None", "none", "none")),
        ("2022-02-31.txt", ("None", "none", "none")),
        ("courier-4-Feb-2022.txt", ("2022-02-04", "day", "filename")),
        ("courier_13.02.2022.txt", ("2022-02-13", "day", "filename")),
        ("220204-courier.txt", ("2022-02-04", "day", "filename")),
        ("Feb_4_2022.txt", ("2022-02-04", "day", "filename")),
        ("2022-02-04T0615.txt", ("2022-02-04", "day", "filename")),
        ("20220204123000.txt", ("2022-02-04", "day", "filename")),
        ("04-02-2022_courier.txt", ("None", "none", "none")),
        ("sn84001/1910-10-31/ed-1/seq-1/ocr.txt", ("1910-10-31", "day", "filename")),
        ("courier/2022/02/04/tide.txt", ("2022-02-04", "day", "filename")),
    ],
)
def test_a_file_name_tells(name, expected):
    assert shown(dated(file_name=name)) == expected


def test_a_dump_s_name_does_not_date_its_records():
    assert dated(file_name="2022-02-04.jsonl", key="17") == PublishedDate()


def test_the_more_trustworthy_place_wins():
    found = dated(
        "GENEVA, Feb 1, 2022 (Meridian Wire) - Talks.",
        "2022-02-05.txt",
        header_date="date 2022-02-04",
        url="https://x.test/2022/02/03/talks",
    )

    assert shown(found) == ("2022-02-04", "day", "header")


def test_a_date_line_yields_to_metadata():
    found = dated("July 24, 2008\n\nTalks.", date="2006-06-12")

    assert shown(found) == ("2006-06-12", "day", "metadata")


def test_a_dateline_s_day_is_completed_by_a_stated_year():
    found = dated("GENEVA, Feb 22 (Meridian Wire) - Talks.", header_date="date 2022")

    assert shown(found) == ("2022-02-22", "day", "dateline")
    assert found.evidence == "Feb 22; year from the header"


@pytest.mark.parametrize(
    ("dateline", "stated"), [("Feb 22", "2022-03"), ("Feb 29", "2022"), ("Feb 22, 2021", "2022")]
)
def test_a_dateline_s_day_that_does_not_fit_completes_nothing(dateline, stated):
    found = dated(f"GENEVA, {dateline} (Meridian Wire) - Talks.", date=stated)

    assert found.origin == "metadata"
    assert found.precision != "day"


@pytest.mark.parametrize("metadata", [{"date": "2022-02-31"}, {"header_date": "date 2022-02-31"}])
def test_a_stated_day_that_the_calendar_lacks_is_an_error(metadata):
    with pytest.raises(ValueError, match="2022-02-31"):
        dated(**metadata)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=30))
def test_date_article_gives_a_day_exactly_where_it_gives_a_precision(stated, body, name):
    try:
        found = dated(body, name, date=stated, url=f"https://x.test/{stated}")
    except ValueError:
        return
    assert (found.day is None) == (found.precision == "none") == (found.origin == "none")


@pytest.mark.parametrize(
    ("body", "metadata", "doubt"),
    [
        ("Talks.", {"date": "1970-01-01"}, "Metadata says “1970-01-01”, a placeholder."),
        (
            "GENEVA, Feb 4, 2022 (Meridian Wire) - Talks.",
            {"header_date": "2031-01-01"},
            "The header says “2031-01-01”, in the future.",
        ),
        (
            "Talks.",
            {"date": "2022-02-04", "url": "https://x.test/2021/02/04/talks"},
            "The address says “2021/02/04”.",
        ),
        (
            "GENEVA, March 4, 2021 (Meridian Wire) - Talks.",
            {"date": "2022-02-04"},
            "The dateline says “March 4, 2021”.",
        ),
        (
            "Updated: 4 May 2022\n\nTalks.",
            {"url": "https://x.test/2022/02/04/talks"},
            "A line near the top says “Updated: 4 May 2022”.",
        ),
        # Near enough, coarser but the same, less trusted and impossible, or of a stated date.
        ("GENEVA, Feb 1, 2022 (Meridian Wire) - Talks.", {"date": "2022-02-04"}, ""),
        ("Talks.", {"date": "2022-02-04", "url": "https://x.test/2022/01/talks"}, ""),
        ("Talks.", {"date": "2022-02-04", "url": "https://x.test/2031/02/04/talks"}, ""),
        ("Due 1 April 1999\n\nTalks.", {"date": "2022-02-04"}, ""),
        ("Talks.", {}, ""),
        (
            "Talks.",
            {"date": "04/05/2022"},
            "Metadata says “04/05/2022”, which may be 4 May 2022 or 5 April 2022.",
        ),
        (
            "Talks.",
            {"date": "19th century"},
            "Metadata says “19th century”, a century, in which no year is certain.",
        ),
        (
            "Updated: 4 May 2022\n\nTalks.",
            {},
            "It is the day of a change; no day of publishing is told.",
        ),
    ],
)
def test_what_speaks_against_a_date_is_told(body, metadata, doubt):
    assert dated(body, **metadata).doubt == doubt
