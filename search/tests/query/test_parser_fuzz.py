"""Whatever is typed, the parser reads it: hostile, random and naughty strings."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.nodes import (
    And,
    Everything,
    Ids,
    Node,
    Nothing,
)
from search.query.parser.query_parser import Limits, parse
from search.tests.query.tables import TODAY, A

HOSTILE = [
    "(" * 10_000,
    ")" * 10_000,
    "(" * 10_000 + "a" + ")" * 10_000,
    "-(" * 5_000 + "a",
    "NOT " * 5_000 + "a",
    "title:" * 2_000,
    "=" * 10_000,
    "a" * 1_000_000,
    "a~" * 5_000,
    "~" * 10_000 + "a",
    "*" * 10_000 + "a",
    "a" + "*a" * 5_000,
    '"' * 9_999,
    '"a b"~' + "9" * 9_000,
    "date:[" + " " * 9_000,
    "date:[" * 1_600,
    "date:" + "9" * 9_000 + "d",
    "date:" + "1" * 9_000,
    "OR " * 3_000,
    "a or " * 2_000,
    "東" * 10_000,
    "\ud800" * 10_000,
    "\x00" * 10_000,
    "a:" * 5_000,
    "before:0000",
    "after:99999d",
    "date:٢٠٢٢",
    "date:999999y",
    "a," * 5_000,
    "title," * 1_600,
    "a w/5 " * 1_600,
    "(a OR b) w/5 " * 700,
    "w/5 " * 2_500,
    "a w/99999 b",
    "(a OR b OR c) w/5 (d OR e OR f) " * 10,
    "title,text,source,author:a " * 60,
    "atleast2:" * 1_000 + "a",
    "a^" * 5_000,
    "a^" + "9" * 9_000,
    "words:" + "9" * 9_000,
    "atleast" + "9" * 9_000 + ":a",
    "(a)^2" * 2_000,
    "a w/5 -date:0001 w/5 -b",
    "(a OR b -" * 30 + "c" + ")" * 30,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_parse_survives(text):
    for match in ("all", "some"):
        parsed = parse(text, match=match, today=TODAY)

        check_spans(parsed.node, 0, len(text))
        assert_within_limits(parsed.node)
        assert "\ud800" not in "".join(parsed.notices)
        assert hash(parsed.node) == hash(parsed.node)


@pytest.mark.parametrize("depth", [0, 1, 10_000])
def test_parse_survives_any_limits(depth):
    text = "(" * 10_000 + "a" + ")" * 10_000

    assert parse(text, limits=Limits(10**6, 0, depth)).node == Nothing()
    assert parse(text, limits=Limits(10**6, 1, depth)).node == A


@given(st.text(), st.sampled_from(["all", "some"]))
def test_parse_reads_any_text(text, match):
    parsed = parse(text, match=match, today=TODAY)

    assert parsed.text == text
    assert parsed == parse(text, match=match, today=TODAY)


FRAGMENTS = [
    *"abc", " ", " ", " ", "(", ")", '"', "“", "-", "=", "*", "?", "~", "~5", "^2", ":", ",", "[",
    "]", "AND", "OR", "NOT", "or", " TO ", "title:", "source:", "date:", "before:", "after:", "7d",
    "2022", "2022-02", "[2021 TO 2022]", "東京", "ก", "é", "e\u0301", "\ud800", "\x00", "\n", "…",
    "http://", "U.S.", "1,500", "'", "’s", "🇺🇦", "\u200b", "\u3000", "/s", "w/5", " near5 ", "!",
    "AROUND(3)", "hd=", "headline(", "lead:", "atleast2:", "words:", ">8", "on:", "02-04", "^2",
    "title,text:", " pre/2 ", "&", "|",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_parse_reads_any_mixture_of_operators(text):
    check_any_mixture(text)


def check_any_mixture(text):
    for match in ("all", "some"):
        parsed = parse(text, match=match, today=TODAY)

        for note in parsed.notes:
            assert note.text.endswith(".")
            assert 0 <= note.span.start <= note.span.end <= len(text)
            parse(note.undone, match=match, today=TODAY)
        check_spans(parsed.node, 0, len(text))
        assert_within_limits(parsed.node)


def assert_within_limits(node):
    """What an engine with the default limits answers, inside of one more group."""
    count = 0
    level: list[Node] = [And((node, Ids((1,))))]
    for _ in range(20):
        count += len(level)
        level = [child for parent in level for child in parent.children]
    assert not level
    assert count <= 4 * 64


def check_spans(node, start, end):
    if isinstance(node, Everything | Nothing):
        return
    assert start <= node.span.start < node.span.end <= end, node
    children = getattr(node, "children", ()) or filter(None, [getattr(node, "child", None)])
    for child in children:
        check_spans(child, node.span.start, node.span.end)


def test_parse_reads_naughty_strings(shared):
    strings = json.loads((shared / "corpora" / "blns.json").read_text("utf-8"))

    for text in strings:
        check_any_mixture(text)


@pytest.mark.soak
def test_parse_reads_a_hundred_thousand_strings():
    chance = random.Random(4)
    for _ in range(100_000):
        size = chance.randrange(30)
        text = "".join(
            chance.choice(FRAGMENTS) if chance.random() < 0.9 else chr(chance.randrange(0x110000))
            for _ in range(size)
        )
        check_any_mixture(text)
