"""One file for each format that articles are read from, and the table of them.

To add a format:
1. Write `corpus/parsers/<room>/<format>.py` with a class that keeps to `base.Parser`: a `name`,
   `recognises()`, which looks at the first bytes, and `records()`, which yields a
   `RawRecord` for each article. Leave cleaning, dating and titles alone: they come after.
   A record's `key` must name it within its file, always the same for the same record.
2. A record that cannot be read is a `BadRecord`; a file that cannot, raises `UnreadableError`.
   Say why in words that help whoever owns the file.
3. Put it into PARSERS below, above the formats whose content it would also pass for.
4. A library that few archives need goes into `requirements-formats.in`, asked for through
   `optional.needed()`; others into `requirements.in`.
5. Add `corpus/tests/parsers/<room>/test_<format>.py` with a real file and a broken one, and a
   row to `WHOLE` in `test_formats.py`, which tries it under a wrong name and cut short.
"""

from __future__ import annotations

from corpus.importing.source_file import Document, UnreadableError
from corpus.parsers.base import Parser
from corpus.parsers.databases.html_export import HtmlExport
from corpus.parsers.databases.text_export import TextExport
from corpus.parsers.databases.vendors.europresse import Europresse
from corpus.parsers.databases.vendors.factiva_page import FactivaPage
from corpus.parsers.databases.vendors.factiva_xml import FactivaXml
from corpus.parsers.form_feeds import FormFeeds
from corpus.parsers.mail import Mail
from corpus.parsers.mailbox import Mailbox
from corpus.parsers.markdown import Markdown
from corpus.parsers.ocr.alto import Alto
from corpus.parsers.ocr.hocr import Hocr
from corpus.parsers.ocr.mets import Mets
from corpus.parsers.ocr.page_xml import PageXml
from corpus.parsers.office.odt import OpenText
from corpus.parsers.office.pdf import Pdf
from corpus.parsers.office.rtf import Rtf
from corpus.parsers.office.spreadsheet import Spreadsheet
from corpus.parsers.office.word import Word
from corpus.parsers.tables.json_file import JsonFile
from corpus.parsers.tables.jsonl import JsonLines
from corpus.parsers.tables.parquet import Parquet
from corpus.parsers.tables.reference_file import ReferenceFile
from corpus.parsers.tables.table import Table
from corpus.parsers.text import PlainText
from corpus.parsers.web.epub import Epub
from corpus.parsers.web.feed_file import Feed
from corpus.parsers.web.html_page import HtmlPage
from corpus.parsers.web.web_archive import WebArchive
from corpus.parsers.xml.mediawiki import MediaWiki
from corpus.parsers.xml.news_xml import NewsXml
from corpus.parsers.xml.reuters_sgml import ReutersSgml
from corpus.parsers.xml.tei import Tei
from corpus.parsers.xml.wordpress_export import WordPressExport
from corpus.parsers.xml.xml_records import XmlRecords

#: Asked in this order; plain text takes what no other recognises.
PARSERS: tuple[Parser, ...] = (
    Pdf(),
    Epub(),
    Word(),
    OpenText(),
    Spreadsheet(),
    Rtf(),
    WebArchive(),
    Parquet(),
    JsonLines(),
    JsonFile(),
    ReutersSgml(),
    Mets(),
    Alto(),
    PageXml(),
    FactivaXml(),
    NewsXml(),
    WordPressExport(),
    MediaWiki(),
    Tei(),
    Feed(),
    TextExport(),
    FormFeeds(),
    Mailbox(),
    ReferenceFile(),
    Mail(),
    Hocr(),
    FactivaPage(),
    Europresse(),
    HtmlExport(),
    XmlRecords(),
    HtmlPage(),
    Markdown(),
    Table(),
    PlainText(),
)


def parser_for(document: Document) -> Parser:
    """Return the parser for a file. Raises UnreadableError where it is empty."""
    if not document.head():
        raise UnreadableError("empty file")
    return next(parser for parser in PARSERS if parser.recognises(document))
