"""Words that print broke, made whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.words.hyphenation import KnownWords, NotedQuestions, heal, visible


def healed(text: str, **known: int) -> str:
    archive = KnownWords(lambda words: [known.get(word, 0) for word in words]) if known else None
    return " ".join(" ".join(heal(text.split("\n"), archive)).split())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a new tide bar-\nrier at Norhaven", "a new tide barrier at Norhaven"),
        ("the under-\ntaking, they said", "the undertaking, they said"),
        ("for the fish-\n  ermen of the quarter", "for the fishermen of the quarter"),
        ("THE TIDE BAR-\nRIER", "THE TIDE BARRIER"),
        ("the inter­na­tional con-\ngress", "the international congress"),
        ("the con­\ngress met", "the congress met"),
        ("der Regierungs-\nchef sagte", "der Regierungschef sagte"),
        ("dis¬\ncussion", "discussion"),
    ],
)
def test_broken_word_is_made_whole(text, whole):
    assert healed(text) == whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("the well-\nknown group", "the well-known group"),
        ("in the re-\nelected mayor's house", "in the re-elected mayor's house"),
        ("the Norhaven-\nBressot axis", "the Norhaven-Bressot axis"),
        ("her mother-in-\nlaw", "her mother-in-law"),
        ("over-\nthe-counter trade", "over-the-counter trade"),
        ("twenty-\nfive of them", "twenty-five of them"),
        ("the 1990-\n91 season", "the 1990-91 season"),
        ("two-\nthirds voted", "two-thirds voted"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("Ein-\nund Ausfuhr", "Ein- und Ausfuhr"),
        ("the tax-\nhike, a tax-hike", "the tax-hike, a tax-hike"),
    ],
)
def test_hyphen_that_belongs_to_a_word_stays(text, whole):
    assert healed(text) == whole


def test_archive_tells_two_words_from_one():
    assert healed("the farm-\nhouse", farmhouse=9, farm=50, house=70) == "the farmhouse"
    assert healed("the farm-\nlobby", farm=50, lobby=70, other=1) == "the farm-lobby"


def test_word_broken_within_a_line_is_made_whole_where_it_is_known():
    assert healed("the bar- rier", barrier=3) == "the barrier"
    assert healed("the bar- rier and the barrier") == "the barrier and the barrier"
    assert healed("came in- side and went") == "came in- side and went"
    assert healed("pre- and post-war", preand=3) == "pre- and post-war"


def test_line_that_was_only_the_end_of_a_word_is_left_empty():
    assert heal(["the con-", "gress", "", "met"]) == ["the congress", "", "", "met"]


def test_marks_that_cannot_be_seen_are_left_out_and_apostrophes_are_one():
    assert visible("don\u02bct inter\u00adna\u200btional") == "don’t international"
    assert visible("می\u200cخواهم") == "می\u200cخواهم"


@given(st.lists(st.text("ab-\u00ad A1.\n", max_size=12), max_size=6))
def test_healing_loses_no_letter(lines):
    plain = [line for text in lines for line in text.split("\n")]

    def letters(some: list[str]) -> str:
        return "".join(filter(str.isalnum, "".join(some)))

    assert letters(heal(plain)) == letters(plain)


def test_questions_that_are_all_answered_no_leave_what_was_read():
    noted = NotedQuestions()
    text = ["the bar-", "rier of the air-", "raid post, and the com- mittee"]

    read = heal(text, noted)

    assert [question.whole for question in noted.asked] == ["barrier", "airraid", "committee"]
    assert read == heal(text)
    assert KnownWords(lambda words: [0] * len(words)).answer(noted.asked[0]) is False


def test_words_of_many_questions_are_asked_for_once():
    asked: list[str] = []

    def frequencies(words):
        asked.extend(words)
        return [3] * len(words)

    noted = NotedQuestions()
    heal(["the bar-", "rier and the bar-", "rier"], noted)
    known = KnownWords(frequencies)
    known.learn(noted.asked)

    assert [known.answer(question) for question in noted.asked] == [False, False]
    assert asked == ["barrier", "bar", "rier"]
