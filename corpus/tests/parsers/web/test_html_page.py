"""Web pages as saved."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.tests.documents import records
from corpus.tests.sample_files import PARAGRAPH, sample


def test_a_web_page_gives_the_article_and_what_it_states():
    (record,) = records(sample("talks.html"))

    assert record.title == "Envoys meet in the harbour town"
    assert "trade & tariffs" in record.body
    assert "Sport" not in record.body
    assert "Ferry service" not in record.body
    assert record.metadata == {
        "date": "2022-02-04",
        "date evidence": "4 February 2022, 6:10 pm",
        "date origin": "header",
        "date confidence": "0.8",
        "date caution": "Metadata says “datePublished: 2022-02-05T02:10:00Z”.",
        "source": "Harbour Gazette",
        "author": "Anna Writer",
        "url": "https://gazette.example/2022/02/04/envoys-meet",
    }
    assert record.original == sample("talks.html").decode()


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("windows-1251", "cp1251"), ("nonsense", "utf-8"), ("utf-8", "cp1251")],
)
def test_a_web_page_is_decoded_as_it_declares_or_else_as_it_is(declared, encoding):
    text = "Переговоры начались в портовом городе в пятницу, сообщили в посольстве. " * 9
    page = f'<html><head><meta charset="{declared}"></head><body><p>{text}</p></body></html>'

    (record,) = records(page.encode(encoding))

    assert "портовом городе" in record.body


@pytest.mark.parametrize(
    "page",
    [b"<html></html>", b"<!DOCTYPE html>", b"<html><body><nav>Home</nav></body></html>"],
)
def test_a_web_page_without_an_article_is_named(page):
    with pytest.raises(UnreadableError, match=r"HTML|no article"):
        records(page)


def test_a_web_page_nested_without_end_is_read_or_refused():
    page = b"<html><body>" + b"<div>" * 100_000 + PARAGRAPH.encode() * 5

    try:
        records(page)
    except UnreadableError:
        return


def test_a_page_too_long_to_be_an_article_is_refused(monkeypatch):
    monkeypatch.setattr("corpus.importing.source_file.MOST_ARTICLE_CHARS", 2000)

    with pytest.raises(UnreadableError, match="too long for one article"):
        records(f"<html><body><p>{PARAGRAPH * 99}</p></body></html>".encode())


def test_pictures_written_into_a_page_do_not_make_it_too_long(monkeypatch):
    monkeypatch.setattr("corpus.importing.source_file.MOST_ARTICLE_CHARS", 2000)
    picture = "data:image/png;base64," + "iVBORw0KGgo" * 999
    page = f'<html><body><p>{PARAGRAPH * 5}</p><img src="{picture}"></body></html>'

    (record,) = records(page.encode())

    assert "harbour town" in record.body
    assert picture in record.original
