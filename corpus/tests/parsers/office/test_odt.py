"""OpenDocument texts."""

from __future__ import annotations

from corpus.tests.documents import records
from corpus.tests.sample_files import odt


def test_odt_gives_paragraphs_without_notes():
    note = "<text:note><text:note-body><text:p>aside</text:p></text:note-body></text:note>"
    (record,) = records(odt("Envoys meet", f"They<text:s text:c='2'/>met{note} today.<text:tab/>"))

    assert record.body == "Envoys meet\n\nThey  met today."


def test_rows_of_a_table_are_lines():
    cell = "<table:table-cell><text:p>%s</text:p></table:table-cell>"
    row = f"<table:table-row>{cell % 'HD'}{cell % 'Envoys meet'}</table:table-row>"
    (record,) = records(odt("Above", f"</text:p><table:table>{row}</table:table><text:p>Below"))

    assert "HD\tEnvoys meet" in record.body
