"""Names of authors, taken apart for citations."""

from __future__ import annotations

import pytest

from search.citation.person_names import PersonName, person_name


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        ("Ann Lee", "Lee, Ann"),
        ("Ben de Vries", "de Vries, Ben"),
        ("Vincent van der Berg", "van der Berg, Vincent"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Sting", "Sting"),
        ("Associated Press", "Associated Press"),
        ("Kyiv Bureau", "Kyiv Bureau"),
        ("王 小明", "王 小明"),
        ("Jr.", "Jr."),
        ("Lee Jr.", "Lee Jr."),
    ],
)
def test_person_name_is_inverted_for_persons_only(name, inverted):
    assert person_name(name).inverted == inverted


def test_person_name_keeps_the_whole_name():
    assert person_name("Ann Lee") == PersonName("Ann Lee", "Lee", "Ann")
