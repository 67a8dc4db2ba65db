from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.builder import QueryBoxes
from search.query.form_fields import boxes_of
from search.query.nodes import And
from search.query.parser.query_parser import parse
from search.tests.query.test_builder import texts


@pytest.mark.parametrize(
    ("query", "boxes"),
    [
        ("", QueryBoxes()),
        ("oil price", QueryBoxes(all_words="oil price")),
        ('oil "black sea" -gas', QueryBoxes(all_words="oil", phrase="black sea", none_words="gas")),
        ("oil (gas OR grain)", QueryBoxes(all_words="oil", any_words="gas grain")),
        ("title:oil title:gas", QueryBoxes(title_words="oil gas")),
        ('"oil gas"~5', QueryBoxes(near="oil gas", near_distance=5)),
        ("atleast4:oil atleast4:gas", QueryBoxes(often="oil gas", often_count=4)),
        ("oil* source:wire", QueryBoxes(all_words="oil*", source="wire")),
        (
            "oil date:2022",
            QueryBoxes(all_words="oil", date_from="2022-01-01", date_to="2022-12-31"),
        ),
        ('"a b" "c d"', None),
        ("atleast4:oil atleast3:gas", None),
        ("oil OR (gas price)", None),
        ("-(oil gas)", None),
        ("oil pre/3 gas", None),
        ("=oil", None),
        ("lead:oil", None),
        ("oil^2", None),
        ("source:a source:b", None),
        ("oil~", None),
    ],
)
def test_boxes_of_a_query(query, boxes):
    assert boxes_of(parse(query).node) == boxes


def parts(node):
    return Counter(node.children if isinstance(node, And) else (node,))


@given(texts, texts, texts, st.sampled_from(["", "2021", "7d"]))
def test_boxes_come_back_with_the_same_meaning(every, phrase, some, date):
    query = QueryBoxes(all_words=every, phrase=phrase, any_words=some, date_from=date).query()
    node = parse(query).node

    boxes = boxes_of(node)

    assert boxes is None or parts(parse(boxes.query()).node) == parts(node)
