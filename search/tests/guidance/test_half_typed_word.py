"""Which word of a query may still be half typed."""

from __future__ import annotations

import pytest

from search.guidance.half_typed_word import last_word
from search.query.parser.query_parser import parse


@pytest.mark.parametrize(
    ("q", "word"),
    [
        ("negotiatio", "negotiatio"),
        ("peace negotiatio", "negotiatio"),
        ("(gas OR oil) pric", "pric"),
        ("gas OR oi", "oi"),
        ("title:summ", "summ"),
        ("title:(peace summ", "summ"),
        ("title,author:summ", "summ"),
        ('"security guar', "guar"),
        ("cease-fi", "fi"),
        ("przystań", "przystań"),
        ("", ""),
        ("peace ", ""),
        ("p", ""),
        ("=negotiatio", ""),
        ("peace -negotiatio", ""),
        ("peace NOT negotiatio", ""),
        ('"security guar"', ""),
        ("(peace summ)", ""),
        ("negotiatio*", ""),
        ("negotiatio~1", ""),
        ("peace date:2022", ""),
        ("peace w/5", ""),
        ("北京会", ""),
        ("?!", ""),
    ],
)
def test_last_word_is_the_one_being_typed(q, word):
    assert last_word(q, parse(q).node) == word
