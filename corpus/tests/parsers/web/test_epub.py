"""EPUB files."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.tests.documents import records
from corpus.tests.sample_files import PARAGRAPH, epub


def test_an_epub_gives_its_articles_in_order():
    first, second = records(epub())

    assert (first.key, first.title) == ("OPS/a one.xhtml", "Envoys meet")
    assert first.body == f"Envoys meet\n\n{PARAGRAPH}\n\n{PARAGRAPH}"
    assert first.metadata == {"date": "2022-02-04", "source": "Gazette Weekly", "language": "en"}
    assert second.title == "Again"


def test_an_epub_that_names_what_is_not_there_is_named():
    package = '<package><manifest><item id="a" href="../../../etc/passwd"/></manifest>'
    data = epub(**{"OPS/package.opf": f'{package}<spine><itemref idref="a"/></spine></package>'})

    with pytest.raises(UnreadableError):
        records(data)
