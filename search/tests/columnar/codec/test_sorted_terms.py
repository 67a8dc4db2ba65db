from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.codec import sorted_terms
from search.engines.whoosh.columnar.codec.container import Container, SectionWriter
from search.engines.whoosh.columnar.codec.disk import RealDisk
from search.engines.whoosh.columnar.codec.sorted_terms import SortedTerms, encode, write_terms

_TERMS = st.lists(st.text(alphabet="ab\x00é東\U0001f600\ud800", max_size=4), unique=True)


@given(
    terms=_TERMS,
    sought=st.text(alphabet="ab\x00é東\U0001f600\ud800", max_size=3),
    step=st.sampled_from([1, 2, 3, 32]),
)
def test_sorted_terms_answer_like_a_list(tmp_path_factory, terms, sought, step):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_terms, "_STEP", step)
        _assert_answers(tmp_path_factory, terms, sought)


def _assert_answers(tmp_path_factory, terms, sought):
    path = tmp_path_factory.mktemp("terms") / "file"
    sections = SectionWriter(RealDisk(), path, 1)
    ordered = sorted(encode(term) for term in terms)
    write_terms(sections, "t", ordered)
    sections.finish()
    key = encode(sought)

    read = SortedTerms(Container.open(path, 1), "t")

    assert len(read) == len(ordered)
    assert read.all() == ordered
    assert [read.term(number) for number in range(len(read))] == ordered
    assert read.find(key) == (ordered.index(key) if key in ordered else -1)
    assert [ordered[n] for n in read.prefix(key)] == [t for t in ordered if t.startswith(key)]
    blob, begin = read.spelling()
    assert blob.tobytes() == b"".join(ordered)
    assert begin.tolist() == [sum(map(len, ordered[:n])) for n in range(len(ordered) + 1)]
