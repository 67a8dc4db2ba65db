from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.analyzer import offsets, offsets_of
from search.engines.base import Document, Match
from search.highlight.highlighter import pieces, ranges, snippets
from search.highlight.snippet import Piece
from search.query.parser.query_parser import parse
from search.tests.reference_matcher import brute_force

NEWS = (
    "The summit began in Harbour City on Monday. Ministers from nine countries came, among "
    "them the U.S. and Norway. Mr. Olsen spoke first.\n\n"
    "Nobody expected a quick agreement. The price of oil had risen for six weeks, and the "
    "delegates from the importing countries said so at every turn, in the hall and outside it. "
    "A walk along the harbour was cancelled because of rain. The press waited in a tent.\n\n"
    "On Tuesday the talks about grain were resumed. A text was agreed at midnight. It mentions "
    "oil once. The next summit will be held in Oslo."
)
WORDS = [
    "oil",
    "summit",
    "the",
    "U.S.",
    "東京都",
    "東",
    "กรุงเทพ",
    "é",
    "e\u0301",
    "<b>",
    "&amp;",
    "1,500",
]
BETWEEN = [" ", " ", " ", ". ", ".\n\n", "\n", ", ", "", "🇺🇦", "\u3000", "。"]
texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)).map("".join), max_size=120
).map("".join) | st.text(max_size=300)


def found(text, query):
    return brute_force(Document(1, "", text), parse(query).node)[1]


@st.composite
def texts_with_matches(draw):
    text = draw(texts)
    count = len(offsets(text))
    borders = sorted(draw(st.sets(st.integers(0, count), max_size=40)))
    pairs = pairwise(borders)
    return text, [Match("text", *pair) for pair in pairs if draw(st.booleans())]


def one_line(text):
    return "".join(" " if char.isspace() else char for char in text)


def show(snippet):
    marked = "".join(f"[{p.text}]" if p.mark else p.text for p in snippet.pieces)
    return ("… " if snippet.cut_before else "") + marked + (" …" if snippet.cut_after else "")


def test_ranges_are_the_places_of_matches():
    text = "Talks in the U.S. on oil prices"

    assert ranges(text, [Match("text", 3, 4), Match("text", 5, 7)]) == ((13, 17), (21, 31))


def test_ranges_of_unspaced_text_do_not_overlap():
    # Terms 東京, 京都, 都: each stands where its first character does.
    assert ranges("東京都", [Match("text", 0, 1), Match("text", 1, 2)]) == ((0, 1), (1, 2))
    assert ranges("東京都", [Match("text", 0, 3)]) == ((0, 3),)


def test_a_match_of_unspaced_text_is_marked_whole():
    text = "首相は東京都にいる"

    assert [text[a:b] for a, b in ranges(text, found(text, "東京都"))] == ["東京都"]


@given(texts_with_matches())
def test_every_match_has_one_range_apart_from_the_next(case):
    text, matches = case

    marks = ranges(text, matches)

    assert len(marks) == len(matches)
    assert all(start < end for start, end in marks)
    assert all(a[1] <= b[0] for a, b in pairwise(marks))


@given(texts_with_matches(), st.data())
def test_pieces_are_the_text_and_lose_no_mark(case, data):
    text, matches = case
    marks = ranges(text, matches)
    cut = data.draw(st.integers(0, len(text)))

    whole = pieces(text, marks)
    parts = pieces(text, marks, 0, cut) + pieces(text, marks, cut, len(text))

    assert "".join(piece.text for piece in whole) == text
    assert [piece.text for piece in whole if piece.mark] == [text[a:b] for a, b in marks]
    assert [piece.mark for piece in whole if piece.mark] == list(range(1, len(marks) + 1))
    assert "".join(piece.text for piece in parts) == text
    begun = [piece.mark for piece in parts if piece.mark and not piece.continued]
    assert begun == list(range(1, len(marks) + 1))


def test_a_match_over_a_border_goes_on_as_a_continued_piece():
    marks = [(2, 9)]

    assert pieces("ab cdef\ngh", marks, 0, 7, first_mark=4) == (Piece("ab"), Piece(" cdef", 4))
    assert pieces("ab cdef\ngh", marks, 8, 10, first_mark=4) == (
        Piece("g", 4, continued=True),
        Piece("h"),
    )


def test_a_snippet_is_cut_at_sentences():
    (snippet,) = snippets(NEWS, found(NEWS, "grain"), width=120)

    assert show(snippet) == (
        "On Tuesday the talks about [grain] were resumed. A text was agreed at midnight. "
        "It mentions oil once."
    )


def test_a_snippet_ends_with_its_paragraph():
    (snippet,) = snippets(NEWS, found(NEWS, "Norway"), width=150)

    assert show(snippet) == (
        "Ministers from nine countries came, among them the U.S. and [Norway]. "
        "Mr. Olsen spoke first."
    )


def test_a_snippet_in_a_long_sentence_is_cut_at_words():
    (snippet,) = snippets(NEWS, found(NEWS, "importing"), width=60)

    assert show(snippet) == "… delegates from the [importing] countries said so at every …"


def test_initials_and_titles_end_no_sentence():
    (olsen,) = snippets(NEWS, found(NEWS, "Olsen"), width=40)
    (norway,) = snippets(NEWS, found(NEWS, "Norway"), width=90)

    assert show(olsen) == "Mr. [Olsen] spoke first."
    assert show(norway).startswith("Ministers from nine countries came, among them the U.S. and")


def test_snippets_show_different_words_before_repeating_one():
    text = "oil oil oil oil. " + "nothing here. " * 30 + "grain. " + "nothing here. " * 30 + "oil."

    shown = snippets(text, found(text, "oil OR grain"), limit=2, width=60)

    assert [len(snippet.marks) for snippet in shown] == [4, 1]
    assert "grain" in shown[1].text


def test_snippets_of_a_book_come_from_around_its_first_match():
    text = "talks " + "word " * 19_990 + "summit " + "word " * 200 + "oil"
    matches = [Match("text", at, at + 1) for at in (0, 19_991, 20_192)]

    assert [snippet.text[:6] for snippet in snippets(text, matches)] == ["talks ", "word w"]
    assert not any("oil" in snippet.text for snippet in snippets(text, matches))


def test_snippets_stand_in_reading_order_and_apart():
    shown = snippets(NEWS, found(NEWS, "summit OR oil OR rain"), width=80)

    places = [NEWS.replace("\n", " ").index(snippet.text) for snippet in shown]
    assert len(shown) == 3
    assert places == sorted(places)
    assert sum(len(snippet.marks) for snippet in shown) == 4


def test_without_matches_the_beginning_is_shown():
    (snippet,) = snippets("\n " + NEWS, (), width=60)

    assert show(snippet) == "The summit began in Harbour City on Monday."
    assert snippet.marks == ()


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_text_gives_an_empty_snippet(text):
    (snippet,) = snippets(text, ())

    assert (snippet.text, snippet.pieces) == ("", ())


def test_a_short_text_is_shown_whole():
    (snippet,) = snippets("Oil rose", found("Oil rose", "oil"))

    assert (snippet.text, snippet.cut_before, snippet.cut_after) == ("Oil rose", False, False)


def test_markup_in_a_text_stays_text():
    text = '<script>alert("oil")</script>'

    (snippet,) = snippets(text, found(text, "oil"))

    assert snippet.text == text
    assert [piece.text for piece in snippet.pieces] == ['<script>alert("', "oil", '")</script>']


def test_line_breaks_become_single_spaces():
    (snippet,) = snippets("oil from\nand\tgrain", found("oil from and grain", "grain"))

    assert snippet.text == "oil from and grain"
    assert snippet.marks == ((13, 18),)


HEADED = (
    "Ministers met.\n\nWhat was agreed\n\nGrain will be shipped again. Nobody knows when.\n\n"
    "What was not"
)


def test_a_heading_in_a_snippet_is_parted_from_what_follows():
    (snippet,) = snippets(HEADED, found(HEADED, "agreed OR grain"), clauses=2)

    assert snippet.text == (
        "What was agreed\n Grain will be shipped again. Nobody knows when.  What was not"
    )
    assert [piece.text for piece in snippet.pieces if piece.is_break] == ["\n"]
    assert [(piece.text, piece.tone, piece.sign) for piece in snippet.pieces if piece.mark] == [
        ("agreed", 1, "1"),
        ("Grain", 2, "2"),
    ]
    assert snippet.clauses == ((1,), (2,))


def test_paragraphs_of_single_lines_part_snippets_too():
    text = "What was agreed\n" + "Grain will be shipped again from all three ports. " * 3

    (snippet,) = snippets(text, found(text, "grain"), limit=1, width=60)

    assert snippet.text == "Grain will be shipped again from all three ports. Grain will"


def test_passages_with_more_clauses_come_first():
    far = "nothing here. " * 30
    text = f"Talks, talking, talked. {far}Talks on grain and oil. {far}Talk, talks, talking."

    (snippet,) = snippets(text, found(text, "talk* OR grain OR oil"), limit=1, clauses=3, width=60)

    assert "grain and oil" in snippet.text


def test_no_snippets_are_made_where_none_are_wanted():
    assert snippets(NEWS, found(NEWS, "oil"), limit=0) == ()


@given(texts_with_matches(), st.integers(1, 4), st.integers(20, 300))
def test_snippets_are_passages_of_the_text_with_its_marks(case, limit, width):
    text, matches = case
    marks = ranges(text, matches)

    shown = snippets(text, matches, limit=limit, width=width)

    assert 1 <= len(shown) <= limit
    at = 0
    for snippet in shown:
        assert len(snippet.text) <= width
        assert "".join(piece.text for piece in snippet.pieces) == snippet.text
        assert [piece.text for piece in snippet.pieces if piece.mark] == [
            snippet.text[start:end] for start, end in snippet.marks
        ]
        assert bool(snippet.marks) == bool(matches)
        assert len(snippet.clauses) == len(snippet.marks)
        at = one_line(text).index(one_line(snippet.text), at) + len(snippet.text)
    texts_of_marks = {one_line(text[a:b]) for a, b in marks}
    if width > max((b - a for a, b in marks), default=0):
        for snippet in shown:
            for start, end in snippet.marks:
                assert one_line(snippet.text[start:end]) in texts_of_marks


plain_words = st.text("abcdeoil", min_size=1, max_size=12)
plain_texts = st.lists(
    st.tuples(plain_words, st.sampled_from([" ", " ", " ", ". ", ", ", "\n\n", "\n"])).map("".join),
    min_size=1,
    max_size=150,
).map("".join)


@given(plain_texts, st.data(), st.integers(1, 3), st.integers(80, 600))
def test_snippets_are_cut_between_words(text, data, limit, width):
    count = len(offsets(text))
    starts = sorted(data.draw(st.sets(st.integers(0, count - 1), max_size=30)))
    matches = [Match("text", at, at + 1, (1 + at % 3,)) for at in starts]

    shown = snippets(text, matches, limit=limit, width=width, clauses=3)

    whole, at = one_line(text), 0
    for snippet in shown:
        at = whole.index(one_line(snippet.text), at)
        end = at + len(snippet.text)
        assert at == 0 or whole[at - 1] == " "
        assert end == len(whole) or whole[end] == " "
        assert snippet.text == snippet.text.strip()


@given(texts, st.lists(st.integers(0, 400)))
def test_offsets_of_some_positions_are_those_of_all(text, positions):
    every = dict(enumerate(offsets(text)))

    assert offsets_of(text, positions) == {p: every[p] for p in positions if p in every}


def test_offsets_far_into_a_long_text():
    text = "Oil prices rose 1,500 times in 東京都. " * 20_000
    every = offsets(text)

    last = len(every) - 1
    assert offsets_of(text, {0, 77_777, last, last + 1}) == {
        at: every[at] for at in (0, 77_777, last)
    }
