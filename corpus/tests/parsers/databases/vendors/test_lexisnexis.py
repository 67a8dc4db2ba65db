"""LexisNexis: numbered documents, as text, page, RTF and Word."""

from __future__ import annotations

import pytest

from corpus.tests.documents import failures, records
from corpus.tests.parsers import export_samples as samples
from corpus.tests.sample_files import rtf

GERMAN = """\
                              Dokument 1 von 2


                          Frankfurter Hafenblatt

                       Donnerstag 4. Februar 2021
                               Hauptausgabe

Gesandte treffen sich wieder;
Drei Stunden am Freitag

AUTOR: Anna Schreiber

RUBRIK: POLITIK; S. 3

LÄNGE: 24 Wörter

Die Gesandten trafen sich am Freitag drei Stunden lang.

UPDATE: 5. Februar 2021

SPRACHE: GERMAN; DEUTSCH

                      Copyright 2021 Hafenblatt GmbH
                        Alle Rechte vorbehalten

                              Dokument 2 von 2

                          Die Heringszeitung

                       30. Dezember 2020

Heringe steigen im Preis

LÄNGE: 9 Wörter

Der Fang ist um ein Zehntel gestiegen.
"""

FRENCH = """\
                               1 de 1 DOCUMENT

                              La Gazette du port

                           jeudi 4 février 2021

Les émissaires se retrouvent

AUTEUR: Anne Plume

RUBRIQUE: MONDE; Pg. 14

LONGUEUR: 24 mots

Les émissaires se sont vus trois heures.

DATE-CHARGEMENT: 5 février 2021

LANGUE: FRENCH; FRANÇAIS
"""

TITLE_ABOVE_DAY = """\
                               1 of 1 DOCUMENTS

                    Copyright 1996 The Harbour Gazette Company
                              The Harbour Gazette

Envoys meet again

                     January 11, 1996, Thursday, Late Edition - Final

SECTION: Section A; Page 1

LENGTH: 24 words

DATELINE: HARBOUR TOWN, Jan. 10

BODY:
   The envoys met for three hours.

   They left.

GRAPHIC: Photo: the envoys

LOAD-DATE: January 11, 1996
"""


@pytest.mark.parametrize(
    "data",
    [samples.LEXISNEXIS.encode(), rtf(*samples.LEXISNEXIS.splitlines())],
    ids=["text", "RTF"],
)
def test_lexisnexis_gives_each_document(data):
    first, second = records(data)

    assert first.title.startswith("Envoys of eleven countries meet in the")
    assert first.metadata == {
        "source": "The Harbour Gazette",
        "date": "January 11, 2010 Monday",
        "author": "Anna Writer",
        "language": "ENGLISH",
    }
    assert (second.key, second.title) == ("2", "Herring catch rises")
    assert second.metadata["source"] == "The Herring Times"
    assert second.body == "The catch rose by a tenth this season."


def test_wrapped_title_is_one_line_and_no_field_is_text():
    first, _ = records(samples.LEXISNEXIS.encode())

    assert first.title == "Envoys of eleven countries meet in the harbour town"
    assert first.body == (
        "The envoys of both countries met for three hours on Friday.\n\n"
        "They will meet again: the herring fleet waits."
    )
    assert ("LOAD-DATE: January 12, 2010", "field of the database") in first.aside
    assert ("Late Edition", "header of the article") in first.aside


def test_lexisnexis_page_gives_each_document():
    first, second = records(samples.LEXISNEXIS_PAGE.encode())

    assert (first.title, first.metadata["date"]) == (
        "Envoys meet again",
        "February 4, 2021 Thursday",
    )
    assert first.metadata["author"] == "Anna Writer"
    assert first.body == "The envoys met for three hours.\n\nThey left."
    assert (second.title, second.metadata["source"]) == (
        "Herring catch rises",
        "The Herring Times",
    )


def test_german_labels_are_read():
    first, second = records(GERMAN.encode())

    assert first.title == "Gesandte treffen sich wieder; Drei Stunden am Freitag"
    assert first.metadata["author"] == "Anna Schreiber"
    assert first.metadata["language"] == "GERMAN"
    assert first.metadata["date"] == "Donnerstag 4. Februar 2021"
    assert first.body == "Die Gesandten trafen sich am Freitag drei Stunden lang."
    assert second.title == "Heringe steigen im Preis"


def test_french_labels_are_read():
    (record,) = records(FRENCH.encode())

    assert record.title == "Les émissaires se retrouvent"
    assert record.metadata["source"] == "La Gazette du port"
    assert record.body == "Les émissaires se sont vus trois heures."


def test_title_above_the_day_is_found():
    (record,) = records(TITLE_ABOVE_DAY.encode())

    assert record.title == "Envoys meet again"
    assert record.metadata["source"] == "The Harbour Gazette"
    assert record.metadata["date"] == "January 11, 1996, Thursday, Late Edition - Final"
    assert record.body.split() == [
        "The",
        "envoys",
        "met",
        "for",
        "three",
        "hours.",
        "They",
        "left.",
    ]


def test_missing_documents_are_reported():
    text = samples.LEXISNEXIS.replace("of 2 DOCUMENTS", "of 5 DOCUMENTS")

    assert failures(text.encode()) == [("the file", "says that it holds 5 documents; 2 were found")]


def test_prose_about_documents_is_no_export():
    text = "Leak\n\nThey published 1 of 3 documents on Friday.\n\nLENGTH: they did not say."

    (record,) = records(text.encode())

    assert record.key == ""


def documents(*texts: str) -> bytes:
    """An export of documents, each given without its number; "^" centres a line."""
    written = []
    for number, text in enumerate(texts, start=1):
        lines = [f"^{number} of {len(texts)} DOCUMENTS", "", *text.split("\n")]
        written += [line[1:].center(80).rstrip() if line[:1] == "^" else line for line in lines]
    return "\n".join(written).encode()


def test_dutch_document_is_read_below_its_notice():
    (record,) = records(
        documents(
            "^Copyright 2011 Havenuitgevers B.V.\n^All Rights Reserved\n^NRC Havenblad\n\n"
            "^15 december 2011 donderdag\n\nGezanten ontmoeten elkaar;\nDrie uur overleg\n\n"
            "BYLINE: Anna Schrijver\n\nLENGTH: 24 woorden\n\nZe spraken drie uur.\n\n"
            "LANGUAGE: DUTCH; NEDERLANDS"
        )
    )

    assert record.title == "Gezanten ontmoeten elkaar; Drie uur overleg"
    assert record.metadata["source"] == "NRC Havenblad"
    assert record.metadata["language"] == "DUTCH"
    assert record.body == "Ze spraken drie uur."


def test_spanish_labels_are_read():
    text = (
        "Documento 1 de 1\n\nEl Correo del Puerto\n\njueves 4 febrero 2021\n\n"
        "Los enviados se reúnen\n\nAUTOR: Ana Pluma\n\nLONGITUD: 9 palabras\n\n"
        "Se reunieron tres horas.\n\nFECHA-CARGA: 5 febrero 2021\n\nIDIOMA: SPANISH; ESPAÑOL\n"
    )

    (record,) = records(text.encode())

    assert (record.title, record.body) == ("Los enviados se reúnen", "Se reunieron tres horas.")
    assert record.metadata["author"] == "Ana Pluma"


def test_online_article_without_fields_has_its_address():
    (record,) = records(
        documents(
            "^haven.nl\n\nhttp://haven.nl/123.html\n\n^February 4, 2012 Saturday\n\n"
            "Envoys meet again\n\n24 words\n\nThe envoys met for three hours."
        )
    )

    assert record.metadata["url"] == "http://haven.nl/123.html"
    assert (record.title, record.body) == ("Envoys meet again", "The envoys met for three hours.")


def test_transcript_has_the_title_below_its_show():
    (record,) = records(
        documents(
            "^Harbour News\n\n^February 4, 2012 Saturday\n\n^SHOW: MORNING REPORT 8:00 AM\n\n"
            "Envoys meet again\n\nANCHORS: ANNA WRITER\n\nLENGTH: 24 words\n\n"
            "ANNA WRITER, host: Good morning.\n\nTYPE: SHOW\n\nLOAD-DATE: February 5, 2012"
        )
    )

    assert record.title == "Envoys meet again"
    assert record.body.startswith("ANNA WRITER, host: Good morning.")


def test_titles_that_look_like_fields_are_titles():
    head = "^The Gazette\n\n^February 4, 2012 Saturday\n\n"
    first, second = records(
        documents(
            f"{head}CORRECTION: Wrong day\n\nLENGTH: 9 words\n\nA day was wrong.",
            f"{head}PEOPLE: Who went where\n\nLENGTH: 9 words\n\nNobody went.",
        )
    )

    assert (first.title, first.body) == ("CORRECTION: Wrong day", "A day was wrong.")
    assert (second.title, second.body) == ("PEOPLE: Who went where", "Nobody went.")


def test_list_in_the_text_does_not_end_it():
    prose = "The harbour company went on to build a barrier, and nobody in the town objected to it."
    (record,) = records(
        documents(
            "^The Gazette\n\n^February 4, 2012\n\nWho built it\n\nLENGTH: 90 words\n\n"
            f"It was built by many.\n\nCOMPANY: Harbour Ltd\n\n{prose} {prose}\n\n{prose} {prose}"
            "\n\nLOAD-DATE: February 5, 2012"
        )
    )

    assert record.body.endswith(prose)
    assert "LOAD-DATE" not in record.body
