"""Office documents that were cut short."""

from __future__ import annotations

import io
import zipfile

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.parsers import parser_for
from corpus.parsers.base import Record
from corpus.parsers.office.cut_zip import CutZip
from corpus.records import RawRecord
from corpus.tests.documents import document

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_export(documents: int, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A Word file of documents as Nexis Uni writes them."""
    lines = [
        line
        for number in range(documents)
        for line in (
            *(f"Envoys meet for the {number}. time", "The Harbour Gazette", "February 4, 2020"),
            *(
                "Length: 9 words",
                "Body",
                f"The envoys met {number * 7919} times.",
                "End of Document",
            ),
        )
    ]
    text = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{MAIN}"><w:body>{text}</w:body></w:document>',
        )
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_documents_before_the_cut_are_kept_and_the_cut_is_told(method):
    data = word_export(400, method)
    cut = document(data[: len(data) // 2], "nexis.docx")
    found: list[Record] = []

    with pytest.raises(UnreadableError, match="broken Word file"):
        found.extend(parser_for(cut).records(cut))  # Takes what comes before it is raised.

    assert 100 < len(found) < 400
    assert all(isinstance(record, RawRecord) for record in found)


def test_whole_part_of_a_cut_file_is_read_to_its_end():
    data = word_export(2)
    cut = CutZip(io.BytesIO(data[: data.index(b"PK\x01\x02")]))

    with cut.open("word/document.xml") as part:
        assert part.read().endswith(b"</w:document>")


def test_file_without_parts_is_no_zip():
    with pytest.raises(zipfile.BadZipFile):
        CutZip(io.BytesIO(b"PK\x03\x04"))
