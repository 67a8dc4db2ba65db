"""Changes to the list of equal words, in the log, and back."""

from __future__ import annotations

import pytest

from corpus.curation.synonyms.synonym_edits import (
    MAX_WORDS,
    WantedSynonyms,
    change_list,
    read_words,
)
from corpus.curation.synonyms.synonym_list import equal_words, list_version, shipped_sets
from corpus.curation.undo import UndoRefusedError, undo
from corpus.models import ChangeSet, SynonymSet

pytestmark = pytest.mark.django_db

KYIV = ("Kyiv", "Kiev")
OWN = ("Norhaven", "Northaven")


def active(words) -> bool:
    return any(one.active for one in equal_words() if set(one.words) == set(words))


def changed(*wanted: WantedSynonyms) -> ChangeSet:
    made = change_list(wanted, None)
    assert made is not None
    return made


def test_words_are_read_as_an_editor_writes_them():
    assert read_words(" Kyiv =  Kiev=kiev ") == ("Kyiv", "Kiev")
    assert read_words("Sept. 11\n11  September") == ("Sept. 11", "11 September")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kyiv",
        "Kyiv = kyiv",
        "Kyiv = -",
        "Kyiv = Ki\x00ev",
        "Kyiv = Ki\ud800ev",
        "a" * 81 + " = b",
        "=".join(map(str, range(13))),
    ],
)
def test_what_makes_no_set_is_refused(text):
    assert MAX_WORDS == 12
    with pytest.raises(ValueError, match=r"\w"):
        read_words(text)


def test_sets_are_added_and_switched_and_each_change_is_logged():
    version = list_version()

    made = changed(WantedSynonyms(OWN))

    assert str(made) == "Equal words: Norhaven = Northaven"
    assert made.kind == ChangeSet.Kind.SYNONYMS
    assert active(OWN)
    assert list_version() != version
    assert change_list([WantedSynonyms(OWN)], None) is None

    off = changed(WantedSynonyms(KYIV, False))

    assert str(off) == "No longer equal: Kyiv = Kiev"
    assert not active(KYIV)
    assert [str(row) for row in off.synonym_changes.all()] == ["Kyiv = Kiev: off"]


def test_order_and_case_make_no_other_set():
    change_list([WantedSynonyms(("kiev", "KYIV"), False)], None)

    assert not active(KYIV)
    assert len(equal_words()) == len(shipped_sets())


def test_undo_takes_back_and_does_again():
    added = changed(WantedSynonyms(OWN), WantedSynonyms(KYIV, False))

    undone = undo(added, None)

    assert not active(OWN)
    assert active(KYIV)

    undo(undone, None)

    assert active(OWN)
    assert not active(KYIV)


def test_undo_leaves_what_was_changed_since():
    added = changed(WantedSynonyms(OWN))
    change_list([WantedSynonyms(OWN, False)], None)

    with pytest.raises(UndoRefusedError, match="Norhaven = Northaven"):
        undo(added, None)

    assert not active(OWN)
    assert SynonymSet.objects.count() == 1


def test_shipped_sets_are_sound():
    shipped = shipped_sets()

    assert len(shipped) > 300
    for one in shipped.values():
        assert read_words(" = ".join(one.words)) == one.words
