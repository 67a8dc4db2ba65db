"""Authors, split and written alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.author import authors_of, joined


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("", ()),
        ("Anna Writer", ("Anna Writer",)),
        ("By Anna Writer and Ben Editor", ("Anna Writer", "Ben Editor")),
        ("Anna Writer, Ben Editor and Cy Third", ("Anna Writer", "Ben Editor", "Cy Third")),
        ("Anna Writer; Ben Editor | Cy Third", ("Anna Writer", "Ben Editor", "Cy Third")),
        ("María José García-Pérez y Juan López", ("María José García-Pérez", "Juan López")),
        ("ANNA WRITER", ("Anna Writer",)),
        ("anna writer", ("Anna Writer",)),
        ("By ANNA DE VRIES and BEN O'NEILL", ("Anna de Vries", "Ben O'Neill")),
        ("By TED d'AFFLISIO, Reuters", ("Ted D'Afflisio",)),
        ("Chen Chien-kuo", ("Chen Chien-Kuo",)),
        ("MARY MCDONALD", ("Mary McDonald",)),
        ("Writer, Anna", ("Anna Writer",)),
        ("de Vries, Anna; Price, Ben J.", ("Anna de Vries", "Ben J. Price")),
        ("Martin King, Jr.", ("Martin King Jr.",)),
        ("Anna Writer (AFP)", ("Anna Writer",)),
        ("Anna Writer, Geneva", ("Anna Writer",)),
        ("Anna Writer in Geneva", ("Anna Writer",)),
        ("Anna Writer, Foreign Editor", ("Anna Writer",)),
        ("Anna Writer <anna@gazette.example>", ("Anna Writer",)),
        ("anna@gazette.example (Anna Writer)", ("Anna Writer",)),
        ("https://social.example/anna", ()),
        ("Anna Writer, ANNA WRITER", ("Anna Writer",)),
        ("Reuters", ("Reuters",)),
        ("AFP", ("AFP",)),
        ("The Editorial Board", ("The Editorial Board",)),
        ("山田太郎", ("山田太郎",)),
        ("admin", ()),
        ("By our correspondent", ()),
    ],
)
def test_a_field_gives_its_authors(field, names):
    assert authors_of(field) == names


@pytest.mark.parametrize("names", [("Cher",), ("Cher", "Anna Writer"), ("Anna Writer", "Ben Bo")])
def test_names_joined_are_the_same_names(names):
    assert authors_of(joined(names)) == names


_PARTS = st.sampled_from(
    ["Anna", "WRITER", "de", "Ben", "and", ",", ";", "(AFP)", "By", "Jr.", "-kuo", "O'NEILL", "&"]
)


@given(st.lists(_PARTS, max_size=9).map(" ".join))
def test_what_was_written_alike_stays(field):
    once = joined(authors_of(field))

    assert authors_of(joined(authors_of(once))) == authors_of(once)


@given(st.text(max_size=60))
def test_no_field_is_too_odd(field):
    assert all(name.strip() == name and "\n" not in name for name in authors_of(field))
