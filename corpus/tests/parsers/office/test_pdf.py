"""PDF files."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.tests.documents import records
from corpus.tests.sample_files import pdf


def test_a_pdf_gives_the_text_of_its_pages():
    (record,) = records(pdf(pages=2))

    assert record.body == "Envoys meet in the harbour town\n\nEnvoys meet in the harbour town"
    assert record.metadata == {}


def test_a_pdf_without_text_is_named():
    with pytest.raises(UnreadableError, match="without a text layer"):
        records(pdf(text=""))
