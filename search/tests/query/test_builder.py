from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.builder import QueryBoxes
from search.query.nodes import And, Everything, Not
from search.query.parser.query_parser import parse


@pytest.mark.parametrize(
    ("boxes", "query"),
    [
        (QueryBoxes(), ""),
        (QueryBoxes(all_words="oil price"), "oil price"),
        (QueryBoxes(phrase="oil price"), '"oil price"'),
        (QueryBoxes(any_words="oil gas"), "(oil OR gas)"),
        (QueryBoxes(any_words="oil"), "oil"),
        (QueryBoxes(none_words="oil gas"), "-oil -gas"),
        (QueryBoxes(title_words="oil price"), "title:oil title:price"),
        (QueryBoxes(near="oil price", near_distance=5), "oil w/5 price"),
        (QueryBoxes(near="oil"), "oil"),
        (QueryBoxes(often="oil price", often_count=4), "atleast4:oil atleast4:price"),
        (QueryBoxes(source="Meridian Wire"), 'source:"Meridian Wire"'),
        (QueryBoxes(author="Bell"), 'author:"Bell"'),
        (QueryBoxes(date_from="2021", date_to="2022-03"), "date:[2021 TO 2022-03]"),
        (QueryBoxes(date_from="2021"), "date:[2021 TO *]"),
        (QueryBoxes(date_from="2021", date_to="2021"), "date:2021"),
        (QueryBoxes(date_from="last month"), "date:[last-month TO *]"),
        (
            QueryBoxes(all_words="talks", phrase="oil price", none_words="gas", date_to="7d"),
            'talks "oil price" -gas date:[* TO 7d]',
        ),
    ],
)
def test_boxes_write_the_query(boxes, query):
    assert boxes.query() == query
    assert not parse(query).notes


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("AND OR not", '"AND" "OR" "not"'),
        ("this or that", 'this "or" that'),
        ("-oil", "oil"),
        ('"oil" (gas)', "oil gas"),
        ("Note:this source:that", '"Note:this" "source:that"'),
        ("oil* o?l", "oil* o?l"),
        ("oil~", '"oil~"'),
        ("oil, gas; - !!!", "oil gas"),
        ("near5", '"near5"'),
    ],
)
def test_what_stands_in_a_box_is_words(words, query):
    assert QueryBoxes(all_words=words).query() == query


texts = st.text(max_size=20) | st.lists(
    st.sampled_from(
        ["oil", "gas", "OR", "NOT", '"', "(", ")", "-", "title:", "w/5", "~2", "*", "="]
    )
).map(" ".join)


@given(texts, texts, texts, texts)
def test_any_words_in_boxes_need_no_repair(every, phrase, some, none):
    query = QueryBoxes(
        all_words=every,
        phrase=phrase,
        any_words=some,
        none_words=none,
        title_words=every,
        near=some,
        often=phrase,
    ).query()

    parsed = parse(query)

    assert not [note for note in parsed.notes if note.kind in ("repaired", "ignored")]


@given(texts)
def test_words_that_are_not_wanted_stay_unwanted(words):
    node = parse(QueryBoxes(none_words=words).query()).node

    parts = node.children if isinstance(node, And) else (node,)
    assert all(isinstance(part, Not | Everything) for part in parts)
