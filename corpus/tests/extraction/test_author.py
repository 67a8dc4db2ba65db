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
        ("['Maren Oldt', 'Ivo Lanck']", ("Maren Oldt", "Ivo Lanck")),
        ('[{"given": "Maren", "family": "Oldt"}]', ("Maren Oldt",)),
        ('{"name": "Maren Oldt"}', ("Maren Oldt",)),
        ("[]", ()),
        ("nan", ()),
        ("Maren Oldt, AP Writer", ("Maren Oldt",)),
        ("By MAREN OLDT Staff Writer", ("Maren Oldt",)),
        ("By Maren Oldt | Norhaven Courier", ("Maren Oldt",)),
        ("Oldt, Maren;Lanck, Ivo", ("Maren Oldt", "Ivo Lanck")),
        ("Oldt, Maren, and Ivo Lanck", ("Maren Oldt", "Ivo Lanck")),
        ("Smith, John, Jones, Mary", ("John Smith", "Mary Jones")),
        ("Oldt M, Lanck I", ("Oldt M", "Lanck I")),
        ("View all posts by Maren Oldt", ("Maren Oldt",)),
        ("Posted by Maren Oldt on February 4", ("Maren Oldt",)),
        ("Maren Oldt, Chief Political Correspondent, and Ivo Lanck", ("Maren Oldt", "Ivo Lanck")),
        ("Maren Oldt; Photographs by Ivo Lanck", ("Maren Oldt",)),
        ("Maren Oldt, New York", ("Maren Oldt",)),
        ("Maren Oldt, PhD, RD", ("Maren Oldt",)),
        ("本报记者 张三 李四", ("张三", "李四")),
        ("张三、李四", ("张三", "李四")),
        ("홍길동 기자", ("홍길동",)),
        ("@marenoldt", ()),
    ],
)
def test_a_field_gives_its_authors(field, names):
    assert authors_of(field) == names


def test_outlet_itself_is_no_author():
    assert authors_of("Norhaven Courier Ltd; Maren Oldt", "Norhaven Courier") == ("Maren Oldt",)
    assert authors_of("Norhaven Courier", "The Norhaven Courier") == ()


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
