"""METS, which lists the files of a digitised issue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.ocr.alto import alto_record_blocks
from corpus.parsers.ocr.scanned_page import record_of
from corpus.parsers.xml.xml_safety import parse_xml


class Mets:
    """Pages that lie within the file are read; those beside it are files of their own."""

    name = "METS"
    about = "`.xml` with ALTO pages in it; pages beside it are read as they are found"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return b"<mets" in head or (b":mets" in head and b"loc.gov/METS" in head)

    def records(self, document: SourceFile) -> Iterator[Record]:
        root = parse_xml(document.read())
        title = next((one.text for one in root.iter("{*}title") if one.text), "") or ""
        issued = next((one.text for one in root.iter("{*}dateIssued") if one.text), "") or ""
        pages = list(root.iter("{*}alto"))
        if not pages:
            named = f" of “{' '.join(title.split())[:80]}”" if title.strip() else ""
            raise NoArticlesError(
                f"a METS file: it lists the pages{named}; the ALTO files beside it hold their text"
            )
        for number, page in enumerate(pages, start=1):
            try:
                record = record_of(alto_record_blocks(page), page=str(number))
            except UnreadableError as error:
                yield BadRecord(f"page {number}", str(error))
                continue
            stated = {"source": " ".join(title.split()), "date": issued.strip()}
            facts = {name: value for name, value in stated.items() if value}
            yield replace(record, key=f"page {number}", metadata=record.metadata | facts)
