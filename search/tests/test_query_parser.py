from __future__ import annotations

import datetime as dt
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Fuzzy,
    Ids,
    Length,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Span,
    Term,
    Wildcard,
    YearDay,
    children,
)
from search.query_parser import Limits, parse

TODAY = dt.date(2024, 3, 15)


def terms(*words, field=None, exact=False):
    return tuple(Term(word, field, exact) for word in words)


A, B, C, D = terms("a", "b", "c", "d")

OPERATORS = [
    ("summit", Term("summit")),
    ("a b", And((A, B))),
    ("a AND b", And((A, B))),
    ("a OR b", Or((A, B))),
    ("a OR b c", Or((A, And((B, C))))),
    ("a b OR c d", Or((And((A, B)), And((C, D))))),
    ("(a OR b) c", And((Or((A, B)), C))),
    ("a (b c) d", And((A, B, C, D))),
    ("a OR (b OR c)", Or((A, B, C))),
    ("-a", Not(A)),
    ("-a -b", And((Not(A), Not(B)))),
    ("a -b OR c", Or((And((A, Not(B))), C))),
    ("a NOT b", And((A, Not(B)))),
    ("a AND NOT b", And((A, Not(B)))),
    ("a OR NOT b", Or((A, Not(B)))),
    ("NOT NOT a", A),
    ("-(a OR b) c", And((Not(Or((A, B))), C))),
    ('"oil price"', Phrase("oil price")),
    ('"summit"', Phrase("summit")),
    ('-"oil price"', Not(Phrase("oil price"))),
    ('"a b"~5', Near((A, B), 5)),
    ('"a b"~0', Phrase("a b")),
    ('"a b"~', Phrase("a b")),
    ('"a"~5', Phrase("a")),
    ('"interest rat*"', Near((Term("interest"), Prefix("rat")), 0, ordered=True)),
    ('"rat* rise"~3', Near((Prefix("rat"), Term("rise")), 3)),
    ("pre*", Prefix("pre")),
    ("pre**", Prefix("pre")),
    ("pre*,", Prefix("pre")),
    ("w?m", Wildcard("w?m")),
    ("w*m", Wildcard("w*m")),
    ("w?m*", Wildcard("w?m*")),
    ("*ism", Wildcard("*ism")),
    ("word~", Fuzzy("word", 1)),
    ("word~1", Fuzzy("word", 1)),
    ("word~2", Fuzzy("word", 2)),
    ("word~0.8", Term("word")),
    ("=running", Term("running", exact=True)),
    ('="to run"', Phrase("to run", exact=True)),
    ("=(a b)", And(terms("a", "b", exact=True))),
    ("title:a", Term("a", "title")),
    ("TITLE:a", Term("a", "title")),
    ("title: a b", And((Term("a", "title"), B))),
    ("text:a", Term("a", "text")),
    ('title:"oil price"', Phrase("oil price", "title")),
    ('title:"a b"~5', Near(terms("a", "b", field="title"), 5)),
    ("title:(a OR b)", Or(terms("a", "b", field="title"))),
    ("title:(a author:b)", And((Term("a", "title"), Term("b", "author")))),
    ("title:pre*", Prefix("pre", "title")),
    ("title:-a", Not(Term("a", "title"))),
    ("-title:a", Not(Term("a", "title"))),
    ("title:=a", Term("a", "title", exact=True)),
    ("=title:a", Term("a", "title", exact=True)),
    ("title:before:2022", DateRange(None, dt.date(2021, 12, 31))),
    ("source:Reuters", Term("Reuters", "source")),
    ('source:"Harbour Gazette"', Phrase("Harbour Gazette", "source")),
    ("author:Smith", Term("Smith", "author")),
    ("before:2022-02", DateRange(None, dt.date(2022, 1, 31))),
    ("after:2022-02-04", DateRange(dt.date(2022, 2, 5), None)),
    ("after:2022", DateRange(dt.date(2023, 1, 1), None)),
    ("after:7d", DateRange(dt.date(2024, 3, 9), None)),
    ("before:7d", DateRange(None, dt.date(2024, 3, 8))),
    ("date:2022", DateRange(dt.date(2022, 1, 1), dt.date(2022, 12, 31))),
    ("date:yesterday", DateRange(dt.date(2024, 3, 14), dt.date(2024, 3, 14))),
    ("date:last-month", DateRange(dt.date(2024, 2, 1), dt.date(2024, 2, 29))),
    ('date:"last month"', DateRange(dt.date(2024, 2, 1), dt.date(2024, 2, 29))),
    ("date:[2021 TO 2022-03]", DateRange(dt.date(2021, 1, 1), dt.date(2022, 3, 31))),
    ("date:[2021 to 2022-03]", DateRange(dt.date(2021, 1, 1), dt.date(2022, 3, 31))),
    ("date:[* TO 2022]", DateRange(None, dt.date(2022, 12, 31))),
    ("date:2021..2022", DateRange(dt.date(2021, 1, 1), dt.date(2022, 12, 31))),
    ("before:0001", Nothing()),
    ("after:9999", Nothing()),
    ("-date:2022", Not(DateRange(dt.date(2022, 1, 1), dt.date(2022, 12, 31)))),
    ("date:(2021 OR 2022-01-01)", Or((
        DateRange(dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        DateRange(dt.date(2022, 1, 1), dt.date(2022, 1, 1)),
    ))),
]  # fmt: skip

PROXIMITY = [
    ("a w/5 b", Near((A, B), 5)),
    ("a near5 b", Near((A, B), 5)),
    ("a NEAR/5 b", Near((A, B), 5)),
    ("a NEAR b", Near((A, B), 10)),
    ("a n/5 b", Near((A, B), 5)),
    ("a pre/5 b", Near((A, B), 5, ordered=True)),
    ("a adj5 b", Near((A, B), 5, ordered=True)),
    ("a w5 b", Near((A, B), 5, ordered=True)),
    ("a AROUND(5) b", Near((A, B), 5)),
    ('"c d" ~10 "a b"', Near((Phrase("c d"), Phrase("a b")), 10)),
    ("a w/5 b w/5 c", Near((A, B, C), 5)),
    ("a w/5 b w/3 c", And((Near((A, B), 5), Near((B, C), 3)))),
    ("a w/5 (b OR c)", Or((Near((A, B), 5), Near((A, C), 5)))),
    ("(a OR b) w/5 (c OR d)", Or((
        Near((A, C), 5), Near((A, D), 5), Near((B, C), 5), Near((B, D), 5),
    ))),
    ("(a b) w/5 c", Near((A, B, C), 5)),
    ("pre* w/5 word~", Near((Prefix("pre"), Fuzzy("word")), 5)),
    ('"rat* rise" w/5 b', Near((Wildcard("rat* rise"), B), 5)),
    ("a w/5 b c", And((Near((A, B), 5), C))),
    ("c a w/5 b OR d", Or((And((C, Near((A, B), 5))), D))),
    ("-a w/5 b", Not(Near((A, B), 5))),
    ("title:a w/5 title:b", Near(terms("a", "b", field="title"), 5)),
    ("title:(a w/5 b)", Near(terms("a", "b", field="title"), 5)),
    ("a w/99999 b", Near((A, B), 1000)),
    ("near5 a", And((Term("near5"), A))),
    ("a w/5", And((A, Term("w/5")))),
    ("/s a", And((Term("/s"), A))),
]  # fmt: skip

COUNTED = [
    ("atleast3:a", AtLeast(A, 3)),
    ("ATLEAST3:a", AtLeast(A, 3)),
    ("atleast3:title:a", AtLeast(Term("a", "title"), 3)),
    ("title:atleast3:a", AtLeast(Term("a", "title"), 3)),
    ('atleast2:"a b"', AtLeast(Phrase("a b"), 2)),
    ("atleast2:pre*", AtLeast(Prefix("pre"), 2)),
    ("atleast2:(a OR b)", Or((AtLeast(A, 2), AtLeast(B, 2)))),
    ("atleast1:a", A),
    ("-atleast3:a", Not(AtLeast(A, 3))),
    ("lead:a", Term("a", "lead")),
    ('lead:("a b" c)', And((Phrase("a b", "lead"), Term("c", "lead")))),
    ("title,lead:a", Or((Term("a", "title"), Term("a", "lead")))),
    ("lead:a w/5 lead:b", Near(terms("a", "b", field="lead"), 5)),
    ("hidden:a", Term("a", "hidden")),
    ("raw:a", Or((A, Term("a", "hidden")))),
    ('raw:"leave a reply"', Or((Phrase("leave a reply"), Phrase("leave a reply", "hidden")))),
    ("words:>800", Length(801, None)),
    ("words:>=800", Length(800, None)),
    ("words:<800", Length(0, 799)),
    ("words:<=1,500", Length(0, 1500)),
    ("words:800", Length(800, 800)),
    ("words:300..800", Length(300, 800)),
    ("words:300-800", Length(300, 800)),
    ("words:300..*", Length(300, None)),
    ("words:[300 TO 800]", Length(300, 800)),
    ("a words:<0", And((A, Length(0, 0)))),
    ("on:02-04", YearDay(2, 4)),
    ("on:2-29", YearDay(2, 29)),
    ("on:2022-02-04", DateRange(dt.date(2022, 2, 4), dt.date(2022, 2, 4))),
    ("on:today", DateRange(TODAY, TODAY)),
    ("a^2", Boost(A, 2.0)),
    ("a^0.5 b", And((Boost(A, 0.5), B))),
    ('"a b"^2', Boost(Phrase("a b"), 2.0)),
    ('"a b"~5^2', Boost(Near((A, B), 5), 2.0)),
    ("(a OR b)^3", Boost(Or((A, B)), 3.0)),
    ("title:a^2", Boost(Term("a", "title"), 2.0)),
    ("-a^2", Not(Boost(A, 2.0))),
    ("a^2 w/5 b", Near((A, B), 5)),
    ("a^1", A),
    ("pre*^2", Boost(Prefix("pre"), 2.0)),
    ("a~^2", Boost(Fuzzy("a"), 2.0)),
]  # fmt: skip

NOT_COUNTED = [
    ("atleast3:source:a", Term("a", "source")),
    ('atleast3:"a b"~5', Near((A, B), 5)),
    ("words:many a", A),
    ("words:800..300 a", A),
    ("on:02-31 a", A),
    ("a^99", Boost(A, 10.0)),
    ("a^0.01", Boost(A, 0.1)),
]

NOT_NEAR = [
    ("a w/5 -b", And((A, Not(B)))),
    ("a w/5 source:b", And((A, Term("b", "source")))),
    ("a w/5 date:2022-01-01", And((A, DateRange(dt.date(2022, 1, 1), dt.date(2022, 1, 1))))),
    ("(a b) pre/5 c", And((A, B, C))),
    ("() w/5 b", B),
    ("a w/5 ()", A),
]

TRANSLATED = [
    ("intitle:a", Term("a", "title")),
    ("hd=a", Term("a", "title")),
    ("HD=(a OR b)", Or(terms("a", "b", field="title"))),
    ("headline(a b)", And(terms("a", "b", field="title"))),
    ("byline:Smith", Term("Smith", "author")),
    ("since:2022", DateRange(dt.date(2023, 1, 1), None)),
    ("newer_than:7d", DateRange(dt.date(2024, 3, 9), None)),
    ("wage!", Prefix("wage")),
    ("hlead(a)", Or((Term("a", "title"), Term("a", "lead")))),
    ("hlp=a", Or((Term("a", "title"), Term("a", "lead")))),
    ("a /s b", Near((A, B), 25)),
    ("a w/p b", Near((A, B), 75)),
    ("wc>800", Length(801, None)),
    ("ATLEAST3(a)", AtLeast(A, 3)),
    ("atl3:a", AtLeast(A, 3)),
]

FIELD_LISTS = [
    ("title,author:a", Or((Term("a", "title"), Term("a", "author")))),
    ("title,text:(a b)", And((
        Or((Term("a", "title"), Term("a", "text"))), Or((Term("b", "title"), Term("b", "text"))),
    ))),
    ('title,text:"a b"', Or((Phrase("a b", "title"), Phrase("a b", "text")))),
    ("title,nothing:a", And((Term("title"), Term("nothing"), A))),
    ("a & b", And((A, B))),
    ("a | b", Or((A, B))),
    ("a || b && c", Or((A, And((B, C))))),
]  # fmt: skip

AS_THEY_STAND = [
    ("", Everything()),
    ("   ", Everything()),
    ("Note: a", And((Term("Note"), A))),
    ("Note:a", And((Term("Note"), A))),
    ("https://example.com/a?b=c", Term("https://example.com/a?b=c")),
    ("10:30", Term("10:30")),
    ("state-of-the-art", Term("state-of-the-art")),
    ("U.S.", Term("U.S.")),
    ("1,500", Term("1,500")),
    ("Beijing, Moscow", And(terms("Beijing", "Moscow"))),
    ("Beijing,Moscow", And(terms("Beijing", "Moscow"))),
    ("or", Term("or")),
    ("or else", And(terms("or", "else"))),
    ("either or", And(terms("either", "or"))),
    ("who won?", And(terms("who", "won?"))),
    ("東京", Term("東京")),
    ("東", Prefix("東")),
    ("東京*", Term("東京")),
    ("before: the", And(terms("before", "the"))),
]

REPAIRED = [
    ("“oil price”", Phrase("oil price"), "oil price"),
    ("«oil price»", Phrase("oil price"), "oil price"),
    ('a "oil price', And((A, Phrase("oil price"))), "a  oil price"),
    ("(a OR b", Or((A, B)), " a OR b"),
    ("a) b", And((A, B)), "(a) b"),
    ("a or b", Or((A, B)), 'a "or" b'),
    ("OR a", A, '"OR" a'),
    ("a OR", A, 'a "OR"'),
    ("a AND OR b", And((A, B)), 'a AND "OR" b'),
    ("a OR AND b", Or((A, B)), 'a OR "AND" b'),
    ("a NOT", A, 'a "NOT"'),
    ("NOT OR a", A, '"NOT" "OR" a'),
    ('a"', A, ""),
    ("title:", Term("title"), ""),
    ("a ()", A, ""),
    ("a -", A, ""),
    ("a !!!", A, ""),
    ('a ""', A, ""),
    ("date:2022-02-31 a", A, ""),
    ("date:soon a", A, ""),
    ("date:[2022 TO 2021] a", A, ""),
    ("word~9", Fuzzy("word", 2), ""),
    ("!!!", Everything(), ""),
]


@pytest.mark.parametrize(("text", "node"), OPERATORS)
def test_parse_reads_operators(text, node):
    parsed = parse(text, today=TODAY)

    assert parsed.node == node
    assert not [note for note in parsed.notes if note.kind != "limited"]


@pytest.mark.parametrize(("text", "node"), PROXIMITY + FIELD_LISTS + COUNTED)
def test_parse_reads_proximity_field_lists_and_counts(text, node):
    assert parse(text, today=TODAY).node == node


@pytest.mark.parametrize(("text", "node"), NOT_NEAR + NOT_COUNTED)
def test_an_operator_that_cannot_work_is_left_out_and_named(text, node):
    parsed = parse(text, today=TODAY)

    assert parsed.node == node
    assert parsed.notes


@pytest.mark.parametrize(("text", "node"), TRANSLATED)
def test_other_programs_spelling_is_shown_translated(text, node):
    parsed = parse(text, today=TODAY)

    assert parsed.node == node
    assert [note.kind for note in parsed.notes] == ["translated"]


@pytest.mark.parametrize(("text", "node"), AS_THEY_STAND)
def test_parse_takes_ordinary_text_as_it_stands(text, node):
    assert parse(text, today=TODAY).node == node


@pytest.mark.parametrize(("text", "node", "undone"), REPAIRED)
def test_parse_repairs_and_says_so(text, node, undone):
    parsed = parse(text, today=TODAY)

    assert parsed.node == node
    assert len(parsed.notes) == 1
    assert parsed.notes[0].text.endswith(".")
    assert parsed.notes[0].undone.strip() == undone.strip()


@pytest.mark.parametrize("undone", [undone for _, _, undone in REPAIRED if undone])
def test_a_repair_undone_needs_no_repair_itself(undone):
    assert not parse(undone, today=TODAY).notes


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("a b", Or((A, B))),
        ("a b AND c", Or((A, And((B, C))))),
        ("a OR b c", Or((A, B, C))),
        ("a b -c", And((Or((A, B)), Not(C)))),
        ("a source:x b", And((Or((A, B)), Term("x", "source")))),
        ("a OR source:x", Or((A, Term("x", "source")))),
        ("a after:2021", And((A, DateRange(dt.date(2022, 1, 1), None)))),
        ("-a -b", And((Not(A), Not(B)))),
        ("a (b AND c) d", Or((A, And((B, C)), D))),
        ("a hidden:b", Or((A, Term("b", "hidden")))),
    ],
)
def test_parse_with_match_some_makes_words_alternatives(text, node):
    assert parse(text, match="some", today=TODAY).node == node


def test_every_node_knows_its_place():
    text = 'a title:(b OR c) -"d e"'

    node = parse(text).node

    assert isinstance(node, And)
    spans = [child.span for child in node.children if hasattr(child, "span")]
    assert [text[span.start : span.end] for span in spans] == ["a", "title:(b OR c)", '-"d e"']
    assert node.span == Span(0, len(text))


def test_places_stay_true_behind_unreadable_characters():
    node = parse("\ud800\x00\ufeff summit").node

    assert node == Term("summit")
    assert node.span == Span(4, 10)


def test_limits_are_kept_and_named():
    long = parse("word " * 5, limits=Limits(chars=10))
    many = parse("a b c OR (d", limits=Limits(clauses=2))
    phrase = parse('"a b c d"', limits=Limits(clauses=2))
    deep = parse("((((((a OR b) c OR d) a OR b) c OR d) a OR b) c", limits=Limits(depth=8))
    broad = parse("title,text,author:(a b c d e)", limits=Limits(clauses=5))

    assert long.node == And(terms("word", "word"))
    assert long.notices == ("Only the first 10 characters of the query are read.",)
    assert many.node == And((A, B))
    assert len(many.notes) == 1
    assert phrase.node == Phrase("a b")
    assert deep.notices[-1] == "Parentheses more than 3 deep are ignored."
    assert broad.notices[-1] == "Only the first 3 words and phrases of the query are searched for."


def test_plain_words_are_not_explained():
    assert parse("oil price").notices == ()


def test_operators_are_explained_in_plain_english():
    parsed = parse('(a OR b) title:"c d" -e after:2021', today=TODAY)

    assert parsed.notices == (
        "Articles with (“a” or “b”) and the phrase “c d” in the title, "
        "published on or after 1 January 2022, without “e”.",
    )


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
    "(a OR b -" * 30 + "c" + ")" * 30,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_parse_survives(text):
    for match in ("all", "some"):
        parsed = parse(text, match=match, today=TODAY)

        assert_within_limits(parsed.node)
        assert "\ud800" not in "".join(parsed.notices)
        assert hash(parsed.node) == hash(parsed.node)


@pytest.mark.parametrize("depth", [0, 1, 10_000])
def test_parse_survives_any_limits(depth):
    text = "(" * 10_000 + "a" + ")" * 10_000

    assert parse(text, limits=Limits(10**6, 0, depth)).node == Everything()
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
        level = [child for parent in level for child in children(parent)]
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
