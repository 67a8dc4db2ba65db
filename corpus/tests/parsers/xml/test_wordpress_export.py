"""WordPress exports."""

from __future__ import annotations

from corpus.importing.source_file import SkippedRecord
from corpus.parsers.xml.wordpress_export import WordPressExport, post_text
from corpus.records import RawRecord
from corpus.tests.documents import document
from corpus.tests.sample_files import sample


def test_published_posts_are_articles_and_nothing_else():
    found = list(WordPressExport().records(document(sample("wordpress.xml"))))

    records = [one for one in found if isinstance(one, RawRecord)]
    assert [(one.key, one.title, one.flags) for one in records] == [
        ("1", "Envoys meet", ()),
        ("2", "Bakers rest", ()),
        ("8", "About us", ("no article",)),
    ]
    assert [one.reason for one in found if isinstance(one, SkippedRecord)] == [
        "a draft",
        "a private post",
        "a post behind a password",
        "an attachment",
        "a menu item",
    ]
    assert "Nobody may read" not in "".join(one.original for one in records)


def test_post_has_its_own_day_and_the_name_of_its_author():
    record = next(WordPressExport().records(document(sample("wordpress.xml"))))

    assert isinstance(record, RawRecord)
    assert record.metadata == {
        "date": "2022-02-05 00:30:00",
        "source": "Harbour Gazette",
        "author": "Anna Writer",
        "url": "https://gazette.example/1/",
        "language": "en-GB",
    }


def test_text_has_no_shortcodes_and_keeps_words_in_brackets():
    record = next(WordPressExport().records(document(sample("wordpress.xml"))))

    assert isinstance(record, RawRecord)
    assert record.body == "The envoys met & left.\n\nThey will meet again [sic]."


def test_empty_lines_part_paragraphs_where_no_tags_do():
    assert post_text("One.\n\nTwo [b]bold[/b].") == "One.\n\nTwo bold."
