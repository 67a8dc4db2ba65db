"""RIS files."""

from __future__ import annotations

from corpus.parsers.tables.reference_file import ReferenceFile
from corpus.tests.documents import read

REFERENCES = b"""TY  - NEWS
TI  - Bridge opens
AU  - Oldt, Maren
AU  - Lanck, Ivo
T2  - The Gazette
DA  - 2021/02/04/
PY  - 2021
AB  - Ministers met in the harbour,
on Friday.
UR  - https://gazette.test/a
ER  -

TY  - NEWS
T1  - Bakers close
AB  - They rest.
"""


def test_reference_is_an_article_with_its_abstract():
    first, second = read(ReferenceFile(), REFERENCES)

    assert (first.title, first.body) == (
        "Bridge opens",
        "Ministers met in the harbour,\non Friday.",
    )
    assert first.metadata == {
        "author": "Oldt, Maren; Lanck, Ivo",
        "source": "The Gazette",
        "date": "2021/02/04",
        "url": "https://gazette.test/a",
    }
    assert first.flags == ("summary only",)
    assert (second.title, second.body) == ("Bakers close", "They rest.")
