"""Factiva, with and without indexing, as text, page and XML."""

from __future__ import annotations

import pytest

from corpus.parsers import parser_for
from corpus.tests.documents import document, records
from corpus.tests.parsers import export_samples as samples
from corpus.tests.sample_files import rtf

SAVED = {
    "text": samples.FACTIVA.encode(),
    "page": samples.FACTIVA_PAGE.encode(),
    "XML": samples.FACTIVA_XML.encode(),
    "RTF": rtf(*samples.FACTIVA.replace("\t", r"\cell ").splitlines()),
    "without indexing": samples.FACTIVA_TEXT.encode(),
    "RTF without indexing": rtf(
        *samples.FACTIVA_TEXT.replace("ö", r"\'f6").replace("©", r"\'a9").splitlines()
    ),
}


@pytest.mark.parametrize("saved", SAVED)
def test_factiva_gives_each_article_with_its_facts(saved):
    first, second = records(SAVED[saved])

    assert first.key == "HRBG000020210204eh240001a"
    assert first.title == "Envoys meet again"
    assert first.metadata["source"] == "The Harbour Gazette"
    assert first.metadata["date"] in ("4 February 2021", "2021-02-04")
    assert first.metadata["author"].removeprefix("By ") == "Anna Writer"
    assert first.metadata["language"].lower()[:2] == "en"
    assert "They will meet again." in first.body
    assert second.title in ("Herring catch rises", "Heringe steigen im Preis")
    assert second.metadata["source"] in ("The Herring Times", "Die Hafenzeitung")


@pytest.mark.parametrize("saved", SAVED)
def test_factiva_text_holds_no_field(saved):
    bodies = "\n".join(record.body for record in records(SAVED[saved]))

    for part in ("words", "Wörter", "Document ", "gcat", "01/01/2020", "(c) 2021", "HRBG", "Page"):
        assert part not in bodies


def test_sentence_that_begins_with_a_code_stays_in_the_text():
    first, _ = records(samples.FACTIVA.encode())

    assert "IN the harbour town nobody slept." in first.body


def test_codes_above_their_values_are_read():
    text = samples.FACTIVA.replace("\t", "\n")

    first, second = records(text.encode())

    assert (first.title, second.title) == ("Envoys meet again", "Herring catch rises")
    assert first.metadata["author"] == "By Anna Writer"


def test_page_without_known_header_is_read_by_its_classes():
    page = samples.FACTIVA_PAGE.replace("<div>9 Wörter</div>", "")

    _, second = records(page.encode())

    assert second.title == "Heringe steigen im Preis"
    assert second.body.strip() == "Der Fang ist um ein Zehntel gestiegen."


def test_page_of_another_kind_with_an_article_is_none_of_factiva():
    page = (
        "<html><body><div id='article-17'><div class='article main'>"
        f"<p class='articleParagraph'>{'The envoys met for three hours. ' * 5}</p></div></div>"
    )

    assert parser_for(document(page.encode(), "a.html")).name == "HTML"
