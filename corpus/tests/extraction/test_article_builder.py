"""From a record to an article."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.extraction.article_builder import content_hash, read_article
from corpus.importing.source_file import UnreadableError
from corpus.records import ParsedArticle, PublishedDate, RawRecord

TODAY = dt.date(2024, 6, 30)
PROSE = "The ministers met for three hours on Friday and agreed to meet again in the spring."


def article(body: str, key: str = "", title: str = "", **metadata: str) -> ParsedArticle:
    raw = RawRecord(body=body, original=body, key=key, title=title, metadata=metadata)
    return read_article(raw, "/x/a.txt", "a.txt", TODAY)


def test_a_whole_article_is_read():
    read = article(
        f"Talks begin\n\nGENEVA, Feb 4, 2022 (Meridian Wire) - {PROSE}\n\nADVERTISEMENT\n\n{PROSE}"
    )

    assert (read.title, read.title_origin) == ("Talks begin", "stated")
    assert read.text == f"GENEVA, Feb 4, 2022 (Meridian Wire) - {PROSE}\n\n{PROSE}"
    assert [line.text for line in read.hidden_lines] == ["ADVERTISEMENT"]
    assert read.published == PublishedDate(
        dt.date(2022, 2, 4), "day", "dateline", "Feb 4, 2022", confidence=0.8
    )
    assert read.source == "Meridian Wire"
    assert read.language == "en"


def test_the_text_begins_with_its_first_words():
    assert article(f"Talks begin\n\n{PROSE}").text == PROSE


def test_a_stated_title_is_taken_off_the_text():
    read = article(f"Talks begin\n{PROSE}", title="Talks begin")

    assert (read.title, read.text) == ("Talks begin", PROSE)


def test_without_a_title_the_first_sentence_serves_and_stays():
    read = article(f"Talks began on Friday. {PROSE}")

    assert (read.title, read.title_origin) == ("Talks began on Friday", "derived")
    assert read.text.startswith("Talks began on Friday.")


def test_wrongly_decoded_text_is_repaired_and_the_original_kept():
    read = article("The ministerâ€™s car was seen at the gate.")

    assert read.text == "The minister’s car was seen at the gate."
    assert read.original == "The ministerâ€™s car was seen at the gate."


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (f"Talks begin\n\nBy Anna Writer\n\n{PROSE}", "Anna Writer"),
        (
            f"Talks begin\n\nBy Anna Writer and Ben de Vries\n\n{PROSE}",
            "Anna Writer, Ben de Vries",
        ),
        (f"Talks begin\n\nBy Anna Writer, Geneva\n\n{PROSE}", "Anna Writer"),
        (f"Talks begin\n\nBy the end of the week all had left.\n\n{PROSE}", ""),
        (f"Talks begin\n\nBy the lake, without cameras\n\n{PROSE}", ""),
        (f"Talks begin\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\nBy Anna Writer", ""),
    ],
)
def test_a_byline_names_the_author(lines, author):
    assert article(lines).author == author


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        (f"GENEVA (Meridian Wire) - {PROSE}", "Meridian Wire"),
        (f"{PROSE}\n\nSource: Meridian Wire", "Meridian Wire"),
        (f"{PROSE}\n\n(Source: Meridian Wire)", "Meridian Wire"),
        (f"{PROSE}\n\nThe source: a man who knew the minister well and who told us all.", ""),
        (PROSE, ""),
    ],
)
def test_the_source_is_what_the_text_names(lines, source):
    assert article(lines).source == source


def test_what_metadata_states_goes_before_what_the_text_says():
    read = article(
        f"By Anna Writer\n\nGENEVA (Meridian Wire) - {PROSE}",
        source="Harbour Gazette",
        author="By Ben Reporter, Geneva",
        url="https://x.test/a",
        language="de-CH",
    )

    assert (read.source, read.author) == ("Harbour Gazette", "Ben Reporter")
    assert (read.url, read.language) == ("https://x.test/a", "de")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.test", "x", "https://x y"])
def test_only_web_addresses_are_kept(url):
    assert article(PROSE, url=url).url == ""


def test_a_file_without_words_is_refused():
    with pytest.raises(UnreadableError, match="no words"):
        article("* * *\n\n---")


def test_a_record_without_words_is_an_article_all_the_same():
    read = article("", key="12793")

    assert (read.title, read.title_origin, read.text) == ("Untitled", "derived", "")


def test_a_day_that_the_calendar_lacks_is_refused():
    with pytest.raises(UnreadableError, match=r"2022-02-31.*calendar"):
        article(PROSE, date="2022-02-31")


def test_content_hash_is_that_of_the_original():
    raw = RawRecord(body="changed", original="Talks")

    assert content_hash(raw) == ("b50d48e81a9e8acf0236a56a096da8b8c86affb1f032b816fda704fbb4b6f48f")
