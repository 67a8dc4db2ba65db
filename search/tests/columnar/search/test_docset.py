from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import DocRange, DocSet, SortedDocs
from search.engines.whoosh.columnar.search.bm25f import QUANTUM

SIZE = 200
Model = dict[int, float]


@st.composite
def drawn(draw: st.DrawFn) -> tuple[DocSet, Model]:
    """A set in one of its forms, and the same as a dictionary of scores."""
    form = draw(st.sampled_from(["span", "listed", "dense", "unscored list", "unscored dense"]))
    if form == "span":
        start, stop = sorted([draw(st.integers(0, SIZE)), draw(st.integers(0, SIZE))])
        return DocRange(start, stop), dict.fromkeys(range(start, stop), 0.0)
    docs = sorted(draw(st.sets(st.integers(0, SIZE - 1), max_size=draw(st.sampled_from([3, 60])))))
    scores = {doc: QUANTUM * draw(st.integers(1, 2**18)) for doc in docs}
    if form.startswith("unscored"):
        scores = dict.fromkeys(docs, 0.0)
    whole = np.array(list(scores.values()), np.float32)
    found = SortedDocs(np.array(docs, np.intp), None if form.startswith("unscored") else whole)
    return (sets.dense(found, SIZE) if form.endswith("dense") else found), scores


def model_of(found: DocSet) -> Model:
    whole = sets.listed(found)
    scores = np.zeros(len(whole.docs)) if whole.scores is None else whole.scores
    return dict(zip(whole.docs.tolist(), scores.tolist(), strict=True))


@given(st.lists(drawn(), min_size=1, max_size=4), st.lists(drawn(), max_size=2))
def test_intersect_keeps_what_is_in_all_and_in_none(
    parts: list[tuple[DocSet, Model]], without: list[tuple[DocSet, Model]]
) -> None:
    result = sets.intersect([f for f, _ in parts], [f for f, _ in without], SIZE)

    assert model_of(result) == {
        doc: sum(model[doc] for _, model in parts)
        for doc in parts[0][1]
        if all(doc in model for _, model in parts) and not any(doc in m for _, m in without)
    }


@given(dense_above=st.sampled_from([0, 16]), parts=st.lists(drawn(), max_size=4))
def test_unite_adds_the_scores(dense_above: int, parts: list[tuple[DocSet, Model]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sets, "DENSE_ABOVE", dense_above)
        result = sets.unite([found for found, _ in parts], SIZE)

    every = sorted({doc for _, model in parts for doc in model})
    expected = {doc: sum(model.get(doc, 0.0) for _, model in parts) for doc in every}
    assert model_of(result) == expected
    assert sets.count(result) == len(expected)


@given(drawn(), st.lists(st.integers(0, SIZE - 1), max_size=9))
def test_complement_and_holds_agree(one: tuple[DocSet, Model], asked: list[int]) -> None:
    found, model = one
    docs = np.array(asked, np.intp)

    assert set(model_of(sets.complement(found, SIZE))) == set(range(SIZE)) - set(model)
    assert sets.holds(found, docs).tolist() == [doc in model for doc in asked]
