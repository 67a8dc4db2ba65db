"""How long a text is."""

from __future__ import annotations

import pytest

from corpus.extraction.word_count import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The U.S.-led talks began.", 4),
        ("Café naïve Übergröße", 3),
        ("両国の外相は会談した。", 10),
        ("Reuters 東京都 2022年", 6),
        ("นักข่าว", 5),
        ("서울 시장", 4),
    ],
)
def test_words_are_counted_and_characters_where_no_blanks_part_them(text, words):
    assert count_words(text) == words
