from __future__ import annotations

import itertools

import pytest

from search.analysis import sentences
from search.analysis.analyzer import surfaces


def cut(text: str, unit: sentences.Unit) -> list[str]:
    words = surfaces(text)
    borders = [0, *sentences.starts(text, unit), len(words)]
    return [" ".join(words[a:b]) for a, b in itertools.pairwise(borders)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Talks began. They went on.", ["Talks began", "They went on"]),
        ("Will they? “They will!” he said.", ["Will they", "They will he said"]),
        ("“They will.” He left.", ["They will", "He left"]),
        ("Talks began. they went on.", ["Talks began they went on"]),
        ("It grew 2.5 percent. 1,500 came.", ["It grew 2.5 percent", "1,500 came"]),
        ("Sen. Bell and Mr. Lind met J. Doe.", ["Sen Bell and Mr Lind met J Doe"]),
        ("The U.S. Senate met. It sat.", ["The U.S. Senate met", "It sat"]),
        ("On Feb. 4 they met.", ["On Feb 4 they met"]),
        ("A heading\n\nThe text.", ["A heading", "The text"]),
        ("Talks began … They went on", ["Talks began", "They went on"]),
        ("京都。東京に。", ["京都 都", "東京 京に に"]),
        ("Wirklich? Ärger. Ende", ["Wirklich", "Ärger", "Ende"]),
        ("No stop", ["No stop"]),
        ("... Stop.", ["Stop"]),
        ("", [""]),
    ],
)
def test_a_sentence_ends_with_its_stop_or_its_paragraph(text, sentences):
    assert cut(text, "sentence") == sentences


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One. Two.\n\nThree.", ["One Two", "Three"]),
        ("One line\nof a column\n\nThree", ["One line of a column", "Three"]),
        (f"{'long ' * 30}\nThree", [("long " * 30).strip(), "Three"]),
        ("\n\n", [""]),
    ],
)
def test_a_paragraph_is_what_a_reader_sees_as_one(text, paragraphs):
    assert cut(text, "paragraph") == paragraphs


def test_pieces_hold_every_word():
    text = "京都。東京に。(Kyoto!) “Yes.” 1,500"

    assert [word for piece in sentences.pieces(text) for word in surfaces(piece)] == surfaces(text)
