"""The list of equal words as a file, out and in again."""

from __future__ import annotations

import pytest

from corpus.curation.synonyms.synonym_csv import from_csv, to_csv
from corpus.curation.synonyms.synonym_edits import WantedSynonyms, change_list
from corpus.curation.synonyms.synonym_list import equal_words

OWN = WantedSynonyms(("Norhaven", "Northaven, Port"))


@pytest.mark.django_db
def test_what_is_written_is_read_again():
    change_list([OWN, WantedSynonyms(("Kyiv", "Kiev"), False)], None)

    wanted = from_csv("".join(to_csv(equal_words())).encode())

    assert OWN in wanted
    assert WantedSynonyms(("Kyiv", "Kiev"), False) in wanted
    assert len(wanted) == len(equal_words())
    assert change_list(wanted, None) is None


@pytest.mark.parametrize(
    "content",
    [
        "Norhaven,Northaven\n",
        "on,Norhaven,Northaven,,\n",
        "state,word 1,word 2\non,Norhaven,Northaven\n\n",
        "\ufeffNorhaven;Northaven\r\n",
    ],
)
def test_files_of_spreadsheet_programs_are_read(content):
    assert from_csv(content.encode()) == [WantedSynonyms(("Norhaven", "Northaven"))]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no equal words"),
        (b"Norhaven\n", "Row 1: Give at least two"),
        (b"a,b\n\non,c\n", "Row 3"),
        ("Zürich,Zurich".encode("latin-1"), "UTF-8"),
    ],
)
def test_bad_files_are_refused_with_a_reason(content, why):
    with pytest.raises(ValueError, match=why):
        from_csv(content)
