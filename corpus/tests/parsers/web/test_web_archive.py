"""WARC files."""

from __future__ import annotations

import gzip

import brotli

from corpus.importing.source_file import SkippedRecord
from corpus.parsers.web.web_archive import WebArchive
from corpus.records import RawRecord
from corpus.tests.documents import document, failures, records
from corpus.tests.sample_files import sample, warc


def test_a_web_archive_gives_its_pages():
    page = sample("talks.html")
    data = warc(
        ("https://gazette.example/17", page, "text/html; charset=utf-8"),
        ("https://gazette.example/x.png", b"\x89PNG", "image/png"),
        ("https://gazette.example/empty", b"<html></html>", "text/html"),
    )

    for form in (data, gzip.decompress(gzip.compress(data))):
        (record,) = records(form)
        assert record.key == record.metadata["url"] == "https://gazette.example/17"
        assert record.title == "Envoys meet in the harbour town"
    ((place, _),) = failures(data)
    assert place == "https://gazette.example/empty"


def test_page_under_two_addresses_is_one_article():
    page = sample("talks.html")
    data = warc(
        ("https://gazette.example/17", page, "text/html"),
        ("https://gazette.example/17?from=feed", page, "text/html"),
    )

    found = list(WebArchive().records(document(data)))

    assert [type(one) for one in found] == [RawRecord, SkippedRecord]
    assert isinstance(found[1], SkippedRecord)
    assert found[1].reason == "the same page as https://gazette.example/17"


def test_page_packed_with_brotli_is_read():
    page = brotli.compress(sample("talks.html"))
    data = warc(("https://gazette.example/17", page, "text/html"), encoding="br")

    (record,) = records(data)

    assert record.title == "Envoys meet in the harbour town"


def test_brotli_bomb_is_refused():
    packed = brotli.compress(b"a" * 9_000_000)
    data = warc(("https://g.example/", packed, "text/html"), encoding="br")

    assert failures(data) == [("https://g.example/", "page is too large")]


def test_text_of_a_page_is_an_article():
    text = "Envoys meet\nThe envoys met for three hours."
    data = warc(("https://gazette.example/17", text.encode(), "text/plain"), kind="conversion")

    (record,) = records(data)

    assert (record.title, record.body) == ("Envoys meet", "The envoys met for three hours.")
    assert record.metadata == {"url": "https://gazette.example/17"}


def test_archive_of_the_old_form_is_read():
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + sample("talks.html")
    head = b"1 0 Crawl\nURL IP-address Archive-date Content-type Archive-length\n"
    data = (
        b"filedesc://a.arc 0.0.0.0 20050101000000 text/plain %d\n%s\n" % (len(head), head)
        + b"https://gazette.example/17 127.0.0.1 20050204061500 text/html %d\n" % len(page)
        + page
        + b"\n"
    )

    (record,) = records(data)

    assert record.key == "https://gazette.example/17"
