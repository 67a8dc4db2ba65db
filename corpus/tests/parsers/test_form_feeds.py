"""Articles parted by form feeds."""

from __future__ import annotations

from corpus.tests.documents import records
from corpus.tests.parsers.export_samples import FORM_FEEDS


def test_form_feeds_part_articles():
    first, second = records(FORM_FEEDS.encode())

    assert (first.key, second.key) == ("1", "2")
    assert first.body.startswith("Envoys meet again")
    assert second.body.startswith("Herring catch rises")


def test_printed_pages_of_one_article_stay_together():
    text = "Envoys meet again\n\n4 February 2021\n\nThe envoys met\n\ffor three hours.\n"

    (record,) = records(text.encode())

    assert record.key == ""
