from __future__ import annotations

import json
from array import array

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyzer
from search.engines.whoosh.columnar.index.term_interner import Analyzer, TermInterner
from search.engines.whoosh.news_analyzer import BATCH_ANALYZER as ANALYZER

_TEXT = st.text(
    st.one_of(
        st.sampled_from("aB1 .,'’-_\n\t\u00a0\u2003\u0301é東京ทคx"),
        st.characters(),
    ),
    max_size=40,
)


def _words(vocabulary: TermInterner, text: str) -> list[str]:
    codes = array("I")
    vocabulary.add(text, codes)
    numbers, _, counts = vocabulary.table().words(np.array(codes, np.uint32))
    assert counts.sum() == len(numbers)
    exact = vocabulary.term_tables(numbers)["exact"]
    return [exact.terms[place].decode("utf-8", "surrogatepass") for place in exact.term_of[numbers]]


@given(texts=st.lists(_TEXT, max_size=4))
def test_vocabulary_gives_the_terms_of_the_analyzer(texts):
    vocabulary = TermInterner(ANALYZER)

    for text in texts:
        assert _words(vocabulary, text) == analyzer.exact_terms(text)


def test_vocabulary_gives_the_terms_of_naughty_strings(shared):
    strings = json.loads((shared / "corpora" / "blns.json").read_text())
    vocabulary = TermInterner(ANALYZER)

    for text in [*strings, " ".join(strings)]:
        assert _words(vocabulary, text) == analyzer.exact_terms(text)


def test_vocabulary_keeps_no_piece_without_end():
    vocabulary = TermInterner(
        Analyzer(str.split, lambda word, _: word, lambda word, _: word, str, lambda _: "")
    )
    vocabulary.add("x" * 100, array("I"))
    known = len(vocabulary)

    vocabulary.add("x" * 100 + " y y y", array("I"))

    assert len(vocabulary) == known + 4  # the long piece again, and one new word
