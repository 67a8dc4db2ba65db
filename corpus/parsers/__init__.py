"""One file for each format that articles are read from, and the table of them.

To add a format:
1. Write `corpus/parsers/<room>/<format>.py` with a class that keeps to `base.Parser`: a `name`,
   what it is `about`, `recognises()`, which looks at the first bytes, and `records()`, which
   yields a `RawRecord` for each article. Leave cleaning, dating and titles alone: they come after.
   A record's `key` must name it within its file, always the same for the same record.
2. A record that cannot be read is a `BadRecord`; a file that cannot, raises `UnreadableError`.
   Say why in words that help whoever owns the file.
3. Put its path into PARSERS below, above the formats whose content it would also pass for.
4. A library that few archives need goes into `requirements-formats.in`, asked for through
   `optional.needed()`; others into `requirements.in`.
5. Add `corpus/tests/parsers/<room>/test_<format>.py` with a real file and a broken one, and a
   row to `WHOLE` in `test_formats.py`, which tries it under a wrong name and cut short.
"""

from __future__ import annotations

from functools import cache

from django.utils.module_loading import import_string

from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Parser

#: Asked in this order; plain text takes what no other recognises. They are imported with the
#: first file: the libraries of all formats take longer to load than a command may.
PARSERS = (
    "office.pdf.Pdf",
    "web.epub.Epub",
    "office.word.Word",
    "office.odt.OpenText",
    "office.spreadsheet.Spreadsheet",
    "office.rtf.Rtf",
    "web.web_archive.WebArchive",
    "tables.parquet.Parquet",
    "tables.jsonl.JsonLines",
    "tables.json_file.JsonFile",
    "xml.reuters_sgml.ReutersSgml",
    "xml.trec_sgml.TrecSgml",
    "xml.agency_xml.AgencyXml",
    "ocr.mets.Mets",
    "ocr.alto.Alto",
    "ocr.page_xml.PageXml",
    "databases.vendors.factiva_xml.FactivaXml",
    "xml.news_xml.NewsXml",
    "xml.wordpress_export.WordPressExport",
    "xml.mediawiki.MediaWiki",
    "xml.tei.Tei",
    "web.feed_file.FeedFile",
    "databases.text_export.TextExport",
    "form_feeds.FormFeeds",
    "mailbox.Mailbox",
    "web.mhtml.Mhtml",
    "tables.reference_file.ReferenceFile",
    "mail.Mail",
    "ocr.hocr.Hocr",
    "databases.vendors.factiva_page.FactivaPage",
    "databases.vendors.europresse.Europresse",
    "databases.html_export.HtmlExport",
    "xml.xml_records.XmlRecords",
    "web.html_page.HtmlPage",
    "markdown.Markdown",
    "tables.table.Table",
    "text.PlainText",
)


@cache
def parsers() -> tuple[Parser, ...]:
    """Return a parser for each format, in the order of PARSERS."""
    return tuple(import_string(f"corpus.parsers.{path}")() for path in PARSERS)


def formats_table() -> str:
    """Return the table of formats as it stands in `docs/importing.md`, sorted by name."""
    rows = sorted((parser.name, parser.about) for parser in parsers())
    lines = [f"| {name[0].upper()}{name[1:]} | {about} |" for name, about in rows]
    return "\n".join(("| format | files, and what in them is an article |", "|---|---|", *lines))


def parser_for(document: SourceFile) -> Parser:
    """Return the parser for a file. Raises UnreadableError where it is empty."""
    if not document.head():
        raise UnreadableError("empty file")
    return next(parser for parser in parsers() if parser.recognises(document))
