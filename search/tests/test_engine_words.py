"""Every engine's words: suggested, and those that a leaf stands for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.base import (
    Document,
    Engine,
)
from search.tests import exhaustive, strategies
from search.tests.each_engine import each_engine


def test_suggest_gives_words_by_their_articles(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(
        [
            Document(1, "Talks", "talks about talking"),
            Document(2, "Talks", "tall oil"),
            Document(3, "Oil", "talking tall tall"),
            Document(4, "Tax", ""),
        ]
    )
    engine.update([], [4])

    assert engine.suggest("TA") == (("talking", 2), ("talks", 2), ("tall", 2))
    assert engine.suggest("tal", 1) == (("talking", 2),)
    assert engine.suggest("zz") == ()
    assert engine.suggest("…") == ()


@each_engine
@settings(max_examples=examples(60))
@given(st.data())
def test_words_are_those_a_leaf_stands_for(
    make: Callable[..., Engine], data: st.DataObject
) -> None:
    first = data.draw(strategies.corpora())
    second = data.draw(strategies.corpora())
    leaves = data.draw(st.lists(strategies.leaves, min_size=3, max_size=6))
    within = data.draw(strategies.nodes)
    documents = list(({d.id: d for d in first} | {d.id: d for d in second}).values())
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        engine.rebuild(first)
        engine.update(second)

        for leaf in leaves:
            assert engine.words(leaf, 50) == exhaustive.words(documents, leaf)
            assert engine.words(leaf, 2) == exhaustive.words(documents, leaf)[:2]
            inside = exhaustive.found(documents, within)
            assert engine.words(leaf, 50, within) == exhaustive.words(documents, leaf, inside)
