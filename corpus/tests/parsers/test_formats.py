"""Every format has a real file, is told by its content, and bears being cut short."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from corpus.importing.source_file import BadRecord, UnreadableError
from corpus.parsers import formats_table, parser_for, parsers
from corpus.tests.documents import document, records
from corpus.tests.parsers import export_samples
from corpus.tests.parsers.ocr import test_alto, test_hocr, test_mets, test_page_xml
from corpus.tests.parsers.web import test_mhtml
from corpus.tests.parsers.xml import test_agency_xml, test_trec_sgml
from corpus.tests.sample_files import (
    PARAGRAPH,
    epub,
    odt,
    parquet,
    pdf,
    rtf,
    sample,
    warc,
    word,
    xlsx,
)

XML = (
    b"<?xml version='1.0'?><list><entry><headline>Envoys meet</headline><text>They met for hours"
    b" in the town.</text></entry><entry><headline>Bakers</headline><text>They rest.</text></entry>"
    b"</list>"
)
WHOLE: dict[str, tuple[bytes, str]] = {
    "HTML": (sample("talks.html"), "f"),
    "Markdown": (sample("talks.md"), "f"),
    "CSV": (sample("talks.csv"), "f"),
    "RSS or Atom feed": (sample("feed.rss"), "f"),
    "e-mail": (sample("message.eml"), "f"),
    "Reuters SGML": (sample("stories.sgm"), "f"),
    "NITF or NewsML-G2": (sample("nitf.xml"), "f"),
    "PDF": (pdf(), "f"),
    "Word": (word(), "f"),
    "OpenDocument text": (odt(), "f"),
    "RTF": (rtf(), "f"),
    "spreadsheet": (xlsx([["title", "text"], ["Envoys meet", PARAGRAPH]]), "f"),
    "ALTO": (test_alto.PAGE.encode(), "f"),
    "PAGE": (test_page_xml.PAGE.encode(), "f"),
    "METS": ((test_mets.METS % "").encode(), "f"),
    "TREC SGML": (test_trec_sgml.TREC.encode(), "f"),
    "RCV1 or NewsML 1": (test_agency_xml.RCV1.encode(), "f"),
    "MHTML": (test_mhtml.MHTML, "f"),
    "hOCR": (test_hocr.PAGE.encode(), "f"),
    "Parquet": (parquet(), "f"),
    "news database export": (export_samples.LEXISNEXIS.encode(), "f"),
    "news database page": (export_samples.LEXISNEXIS_PAGE.encode(), "f"),
    "Factiva page": (export_samples.FACTIVA_PAGE.encode(), "f"),
    "Factiva XML": (export_samples.FACTIVA_XML.encode(), "f"),
    "Europresse page": (export_samples.EUROPRESSE_PAGE.encode(), "f"),
    "mailbox": (export_samples.MAILBOX.encode(), "f"),
    "text with form feeds": (export_samples.FORM_FEEDS.encode(), "f"),
    "EPUB": (epub(), "f"),
    "WARC": (warc(("https://gazette.example/17", sample("talks.html"), "text/html")), "f"),
    "JSON": (b'[{"text": "a"}]', "f"),
    "JSON Lines": (b'{"text": "a"}\n{"text": "b"}\n', "f"),
    "RIS": (b"TY  - NEWS\nTI  - Envoys meet\nAB  - They met for hours.\nER  - \n", "f"),
    "XML": (XML, "f"),
    "WordPress export": (sample("wordpress.xml"), "f"),
    "MediaWiki export": (sample("mediawiki.xml"), "f"),
    "TEI": (sample("tei.xml"), "f"),
    "plain text": (b"Envoys meet\n\nThey met.", "f"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_format_is_told_by_its_content(name):
    data, file_name = WHOLE[name]

    assert parser_for(document(data, file_name)).name == name


@pytest.mark.parametrize("name", WHOLE)
def test_a_misleading_name_does_not_matter(name):
    data, _ = WHOLE[name]

    assert parser_for(document(data, "misleading.txt")).name == name


def test_every_parser_has_a_sample():
    assert {parser.name for parser in parsers()} == WHOLE.keys()


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_cut_short_gives_records_or_reasons_and_nothing_else(name, share):
    data, file_name = WHOLE[name]
    cut = data[: int(len(data) * share)]

    try:
        found = list(parser_for(document(cut, file_name)).records(document(cut, file_name)))
    except UnreadableError as error:
        found = [BadRecord("", str(error))]
    assert found
    assert all(record.reason for record in found if isinstance(record, BadRecord))


@pytest.mark.parametrize("name", ["Parquet"])
def test_a_missing_library_is_named_with_what_to_install(name, monkeypatch):
    def missing(wanted: str) -> Any:
        raise ImportError(wanted)

    monkeypatch.setattr("importlib.import_module", missing)

    with pytest.raises(UnreadableError, match=r"requirements-formats\.txt"):
        records(*WHOLE[name])


def test_table_of_formats_in_the_guide_is_that_of_the_parsers():
    guide = (Path(settings.BASE_DIR) / "docs" / "importing.md").read_text(encoding="utf-8")

    written = guide.partition("formats_table -->\n")[2].partition("\n<!-- /formats -->")[0]

    assert written == formats_table()
