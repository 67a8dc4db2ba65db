"""WARC files."""

from __future__ import annotations

import gzip

from corpus.tests.documents import failures, records
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
