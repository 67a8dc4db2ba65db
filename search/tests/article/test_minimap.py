from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.article.minimap import SIZE, Lane, minimap, runs_from_the_right
from search.engines.base import Match


def test_article_without_matches_has_no_map():
    assert minimap((5, 100), ((), ()), (), ["oil"]) is None


def test_map_shows_each_match_in_the_lane_of_its_clause():
    matches = [Match("title", 0, 1, (1,)), Match("text", 3, 4, (2,)), Match("text", 9, 10, (1, 2))]

    drawn = minimap((10, 90), (((0, 3),), ((40, 45), (89, 90))), matches, ["oil", "gas"])

    assert drawn is not None
    assert [(line.first, line.last, line.label) for line in drawn.lines] == [
        (1, 1, "Match 1 of 3: oil"),
        (2, 2, "Match 2 of 3: gas"),
        (3, 3, "Match 3 of 3: oil, gas"),
    ]
    assert [line.lanes for line in drawn.lines] == [
        (Lane(0, 500, 1),),
        (Lane(500, 500, 2),),
        (Lane(0, 500, 1), Lane(500, 500, 2)),
    ]
    assert drawn.lines[0].y == 0
    assert 480 <= drawn.lines[1].y <= 520
    assert drawn.summary == (
        "3 matches: 1 in the first quarter, 1 in the third quarter, 1 in the last quarter "
        "of the article"
    )


def test_matches_at_one_place_share_a_line():
    marks = tuple((at, at + 1) for at in range(4))
    matches = [Match("text", at, at + 1, (1,)) for at in range(4)]

    drawn = minimap((0, 10_000), ((), marks), matches, ["oil"])

    assert drawn is not None
    assert [(line.first, line.last, line.label) for line in drawn.lines] == [
        (1, 4, "Matches 1 to 4 of 4: oil")
    ]


@given(st.integers(1, 3_000), st.sets(st.integers(0, 2_999), min_size=1), st.integers(1, 9))
def test_every_match_is_on_the_map_once_and_in_order(length: int, starts: set[int], clauses: int):
    marks = tuple((at, at + 1) for at in sorted(at % length for at in starts))
    matches = [Match("text", at, at + 1, (1 + at % clauses,)) for at, _ in marks]

    drawn = minimap((0, length), ((), marks), matches, [str(n) for n in range(clauses)])

    assert drawn is not None
    numbers = [n for line in drawn.lines for n in range(line.first, line.last + 1)]
    assert numbers == list(range(1, len(marks) + 1))
    places = [line.y for line in drawn.lines]
    assert places == sorted(set(places))
    for line in drawn.lines:
        assert line.y >= 0
        assert line.y + line.height <= SIZE
        assert line.lanes
        assert all(lane.x >= 0 and lane.x + lane.width <= SIZE + 1 for lane in line.lanes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", False),
        ("12 – (", False),
        ("The summit", False),
        ("القمة في الربيع", True),
        ("1. «הפסגה» in spring", True),
        ("Summit القمة", False),
    ],
)
def test_direction_is_that_of_the_first_letter_that_has_one(text: str, expected: bool):
    assert runs_from_the_right(text) is expected
