"""Nexis Uni: a cover page, then documents that end with "End of Document"."""

from __future__ import annotations

import io

import docx
import pytest
from docx.enum.text import WD_BREAK

from corpus.tests.documents import failures, records
from corpus.tests.parsers import export_samples as samples
from corpus.tests.sample_files import odt, rtf


def as_word(text: str) -> bytes:
    """A Word file with a paragraph for each line of a text."""
    file = docx.Document()
    for line in text.splitlines():
        paragraph = file.add_paragraph()
        if line.startswith("\f"):
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        paragraph.add_run(line.strip("\f"))
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


SAVED = {
    "text": samples.NEXIS_UNI.encode(),
    "Word": as_word(samples.NEXIS_UNI),
    "ODT": odt(*samples.NEXIS_UNI.replace("&", "&amp;").replace("\f", "").splitlines()),
    "RTF": rtf(*samples.NEXIS_UNI.replace("©", r"\'a9").replace("\f", r"\page ").splitlines()),
}


@pytest.mark.parametrize("saved", SAVED)
def test_nexis_uni_gives_each_document(saved):
    first, second = records(SAVED[saved])

    assert first.title == "Envoys meet again"
    assert first.metadata == {
        "date": "February 4, 2020 Tuesday",
        "source": "The Harbour Gazette",
        "author": "Anna Writer",
        "language": "ENGLISH",
    }
    assert first.body.split("\n\n") == [
        "A meeting in the harbour town.",
        "The envoys of both countries met for three hours on Friday.",
        "They will meet again.",
    ]
    assert second.title == "Herring catch rises"
    assert second.metadata == {"date": "January 30, 2020", "source": "The Herring Times"}
    assert second.body == "The catch rose by a tenth this season."


def test_cover_page_with_another_count_is_reported():
    text = samples.NEXIS_UNI.replace("Documents (2)", "Documents (7)")

    assert ("the file", "says that it holds 7 documents; 2 were found") in failures(text.encode())


def test_document_without_a_body_heading_is_read():
    text = (
        samples.NEXIS_UNI.replace("\nBody\n", "\n")
        .replace(
            "The envoys of both", "In the long night of the harbour town the many envoys of both"
        )
        .replace("hours on Friday", "hours on Friday, and again on Saturday and on Sunday")
    )

    first, _ = records(text.encode())

    assert first.title == "Envoys meet again"
    assert "They will meet again." in first.body


def test_german_surface_is_read():
    text = (
        "Gesandte treffen sich\n\nHafenblatt\n\nDonnerstag 4. Februar 2021\n\n"
        "Copyright 2021 Hafenblatt GmbH Alle Rechte vorbehalten\n\nRubrik: POLITIK; S. 3\n\n"
        "Länge: 24 Wörter\n\nAutor: Anna Schreiber\n\nBody\n\nSie trafen sich drei Stunden.\n\n"
        "Load-Date: 5. Februar 2021\n\nEnde des Dokuments\n"
    )

    (record,) = records(text.encode())

    assert (record.title, record.metadata["source"]) == ("Gesandte treffen sich", "Hafenblatt")
    assert record.metadata["author"] == "Anna Schreiber"
    assert record.body == "Sie trafen sich drei Stunden."
