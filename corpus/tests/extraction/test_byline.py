"""Bylines."""

from __future__ import annotations

import pytest

from corpus.extraction.byline import read_byline


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Anna Writer", "Anna Writer"),
        ("BY ANNA WRITER", "ANNA WRITER"),
        ("By: Anna Writer", "Anna Writer"),
        ("By Anna Writer and Ben de Vries", "Anna Writer and Ben de Vries"),
        ("By Anna Writer, Geneva", "Anna Writer"),
        ("Von Anna Schreiber und Jörg Lang", "Anna Schreiber und Jörg Lang"),
        ("Par Odile Marchand", "Odile Marchand"),
        ("Por Tomás Ribera", "Tomás Ribera"),
        ("Автор: Анна Петрова", "Анна Петрова"),
        ("By Reuters", ""),
        ("By our correspondent in Geneva", ""),
        ("By STAFF", ""),
    ],
)
def test_read_byline_tells_whom_it_names(line, author):
    assert read_byline(line) == author


@pytest.mark.parametrize(
    "line",
    [
        "By the Red Sea, without Russia: forty countries talk about peace",
        "By the end of the week all had left.",
        "By a whisker: how the vote was won",
        "Von der Leyen reist nach Kyjiw",
        "Par temps de neige, les pourparlers reprennent",
        "Byron in Geneva",
        "",
    ],
)
def test_read_byline_leaves_other_lines_alone(line):
    assert read_byline(line) is None
