from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.columnar.codec.segment import Segment
from search.engines.whoosh.columnar.codec.sorted_terms import encode
from search.engines.whoosh.columnar.index.segment_buffer import IndexedDocument
from search.tests.columnar.codec.index_building import document, documents, stem, surfaces, write

Index = dict[str, list[tuple[int, list[int], list[int]]]]


def newest_first(docs: list[IndexedDocument]) -> list[IndexedDocument]:
    return sorted(docs, key=lambda doc: (-doc.first_day, -doc.article_id))


def plain_index(docs: list[IndexedDocument], group: str) -> Index:
    """By term, in order: (document, positions in the title, positions in the text)."""
    index: dict[str, dict[int, tuple[list[int], list[int]]]] = {}
    for number, doc in enumerate(docs):
        for field, text in enumerate((doc.title, doc.text)):
            for position, surface in enumerate(surfaces(text)):
                term = surface.lower() if group == "exact" else stem(surface.lower())
                index.setdefault(term, {}).setdefault(number, ([], []))[field].append(position)
    return {
        term: [(number, *places) for number, places in sorted(index[term].items())]
        for term in sorted(index, key=encode)
    }


def read_index(segment: Segment, group: Any) -> Index:
    terms = segment.group(group)
    result: Index = {}
    for number in range(len(terms)):
        postings = terms.postings(number)
        title = terms.positions(number, "title").tolist()
        text = terms.positions(number, "text").tolist()
        result[terms.term(number)] = rows = []
        for doc, in_title, in_text in zip(
            postings.docs.tolist(),
            postings.title_freqs.tolist(),
            postings.text_freqs.tolist(),
            strict=True,
        ):
            rows.append((doc, title[:in_title], text[:in_text]))
            title, text = title[in_title:], text[in_text:]
        assert (title, text) == ([], [])
    return result


@given(docs=documents())
def test_segment_holds_what_a_plain_index_holds(tmp_path_factory, docs):
    segment = write(tmp_path_factory.mktemp("segment") / "s", docs)

    ordered = newest_first(docs)
    for group in ("stem", "exact"):
        expected = plain_index(ordered, group)
        terms = segment.group(group)
        assert read_index(segment, group) == expected
        assert list(read_index(segment, group)) == list(expected)
        assert terms.doc_freqs.tolist() == [len(rows) for rows in expected.values()]


@given(docs=documents(), data=st.data())
def test_run_is_the_postings_of_its_terms_one_after_the_other(tmp_path_factory, docs, data):
    terms = write(tmp_path_factory.mktemp("segment") / "s", docs).group("exact")
    first = data.draw(st.integers(0, len(terms)))
    numbers = range(first, data.draw(st.integers(first, len(terms))))

    run = terms.run(numbers)

    each = [terms.postings(number) for number in numbers]
    assert run.docs.tolist() == [doc for one in each for doc in one.docs.tolist()]
    assert run.title_freqs.tolist() == [n for one in each for n in one.title_freqs.tolist()]
    assert run.text_freqs.tolist() == [n for one in each for n in one.text_freqs.tolist()]
    for field in ("title", "text"):
        positions = [p for n in numbers for p in terms.positions(n, field).tolist()]
        assert terms.run_positions(numbers, field).tolist() == positions


def test_segment_numbers_documents_newest_first(tmp_path):
    segment = write(
        tmp_path / "s",
        [
            document(3, "x", day=0),
            document(1, "x y", "z", day=9, source="B"),
            document(2, "", day=9, source="A"),
        ],
    )

    assert segment.article_ids.tolist() == [2, 1, 3]
    assert segment.fingerprints.tolist() == [14, 7, 21]
    assert segment.first_days.tolist() == [9, 9, 0]
    assert segment.last_days.tolist() == [9, 9, 0]
    assert segment.lengths("title").tolist() == [0, 1, 0]
    assert segment.lengths("text").tolist() == [0, 2, 1]
    assert segment.labels("source").labels == ("", "A", "B")
    assert segment.labels("source").codes.tolist() == [1, 2, 0]
    assert segment.labels("lang").labels == ("",)


def test_segment_keeps_long_documents_and_high_frequencies(tmp_path):
    segment = write(tmp_path / "s", [document(1, "w " * 70_000 + "end"), document(2, "w end")])

    terms = segment.group("stem")

    assert terms.postings(terms.find("w")).text_freqs.tolist() == [1, 70_000]
    assert terms.positions(terms.find("w"), "text")[-1] == 69_999
    assert terms.positions(terms.find("end"), "text").tolist() == [1, 70_000]


def test_segment_of_no_documents_is_readable(tmp_path):
    segment = write(tmp_path / "s", [])

    assert segment.doc_count == 0
    assert len(segment.group("stem")) == 0
    assert segment.group("stem").find("x") == -1
    assert segment.labels("source").labels == ()
