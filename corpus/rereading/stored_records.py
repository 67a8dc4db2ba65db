"""The record of a stored article, read again from its original."""

from __future__ import annotations

import io
import re
from typing import cast

from django.conf import settings

from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.models import Article
from corpus.parsers import parser_for
from corpus.records import RawRecord

# Of these formats a record's original is not what its parser reads: a row has no heading, the
# text of a book or an office document is not its file.
_NOT_KEPT_WHOLE = frozenset(
    (
        *("csv", "tsv", "tab", "xlsx", "xls", "ods", "parquet", "pdf", "doc", "docx", "odt", "rtf"),
        *("epub", "xml", "sgm", "sgml", "mbox", "gz", "warc", "wacz", "arc", "ris", "mht", "mhtml"),
    )
)
_READABLE = frozenset({"HTML", "plain text", "Markdown", "e-mail", "JSON Lines", "JSON"})
_ORDERED = re.compile(r", (?P<order>(?:day|month|year) first) (?P<reason>as .*)")


def place_of(article: Article) -> tuple[str, str]:
    """The file of an article, and its key within it."""
    file, parted, key = article.origin.partition("#")
    return file, key if parted else ""


def stored_record(article: Article, original: str) -> RawRecord:
    """Read an article's original as it was imported.

    Raises UnreadableError where that cannot be done, with the reason.
    """
    file, key = place_of(article)
    name = file.rpartition("/")[2]
    suffix = name.rpartition(".")[2].lower()
    if not original:
        raise UnreadableError("its original is not kept")
    if suffix in _NOT_KEPT_WHOLE:
        raise UnreadableError(f"an article of a {suffix.upper()} file is not kept as its file was")
    stream = cast("io.BufferedReader", io.BufferedReader(io.BytesIO(original.encode())))
    options = ImportOptions.from_json(article.batch.options if article.batch else {})
    document = SourceFile(name, stream, settings.CORPUS.max_file_bytes, options)
    parser = parser_for(document)
    if parser.name not in _READABLE:
        raise UnreadableError(f"its original is read as {parser.name}")
    records = [record for record in parser.records(document) if isinstance(record, RawRecord)]
    if len(records) != 1:
        raise UnreadableError("its original is not one record")
    return _as_known(records[0], article, key)


def _as_known(record: RawRecord, article: Article, key: str) -> RawRecord:
    """The record with what other records of its file told: its key, the order of its days."""
    stated = dict(record.metadata)
    if article.url:
        stated.setdefault("url", article.url)
    if ordered := _ORDERED.search(article.date_evidence):
        stated |= {"date order": ordered["order"], "date order reason": ordered["reason"]}
    return RawRecord(
        body=record.body,
        original=record.original,
        key=key,
        title=record.title,
        metadata=stated,
        flags=record.flags,
        aside=record.aside,
    )
