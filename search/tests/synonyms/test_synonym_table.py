"""The table of equal words: forms of a word, doers and deeds, versions."""

from __future__ import annotations

import pytest

from corpus.curation.synonyms.british_american import british_american_pairs
from corpus.curation.synonyms.synonym_edits import WantedSynonyms, change_list
from search.synonyms.synonym_table import SynonymTable, current_table, terms_of

TABLE = SynonymTable([("programme", "program"), ("centre", "center"), ("Sept. 11", "11 September")])


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("programme", ("program",)),
        ("Programmes", ("program",)),
        ("programs", ("programme",)),
        ("programmer", ()),
        ("programming", ()),
        ("centres", ("center",)),
        ("centers", ("centre",)),
        ("sept 11", ("11 September",)),
        ("september", ()),
        ("東京", ()),
        ("", ()),
    ],
)
def test_a_word_is_found_in_its_forms(text, others):
    assert TABLE.others(text) == others


@pytest.mark.django_db
def test_the_table_follows_the_list():
    before = current_table()
    assert current_table() is before
    assert before.others("labour") == ("labor",)
    assert before.others("4 July") == ("July 4", "4 Jul", "Jul 4")
    assert before.others("norhaven") == ()

    change_list(
        [WantedSynonyms(("Norhaven", "Northaven")), WantedSynonyms(("labour", "labor"), False)],
        None,
    )

    assert current_table().others("norhaven") == ("Northaven",)
    assert current_table().others("labour") == ()


def test_no_shipped_pair_says_what_stemming_says():
    """Such a pair would add nothing, and could not be switched off alone."""
    seen: dict[tuple[str, ...], str] = {}
    for british, american in british_american_pairs():
        assert terms_of(british) != terms_of(american), british
        assert terms_of(british) not in seen, (british, seen[terms_of(british)])
        seen[terms_of(british)] = british
