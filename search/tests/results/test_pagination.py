"""Pages and the links between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.search_query import SearchQuery
from search.results.pagination import page_count, paginate


@pytest.mark.parametrize(
    ("number", "total", "labels"),
    [
        (1, 20, []),
        (1, 21, ["[1]", "2"]),
        (1, 400, ["[1]", "2", "3", "…", "20"]),
        (4, 400, ["1", "2", "3", "[4]", "5", "6", "…", "20"]),
        (5, 400, ["1", "2", "3", "4", "[5]", "6", "7", "…", "20"]),
        (10, 400, ["1", "…", "8", "9", "[10]", "11", "12", "…", "20"]),
        (20, 400, ["1", "…", "18", "19", "[20]"]),
    ],
)
def test_pages_near_the_current_one_are_linked(number, total, labels):
    links = paginate(SearchQuery("x", page=number), total, 1).links

    assert [f"[{link.label}]" if link.current else link.label for link in links] == labels


def test_pagination_says_which_hits_are_shown_and_what_is_beside():
    middle = paginate(SearchQuery("x", page=2), 45, 20)
    last = paginate(SearchQuery("x", page=3), 45, 5)

    assert (middle.first_hit, middle.last_hit, middle.pages) == (21, 40, 3)
    assert (middle.previous, middle.next) == ("/?q=x", "/?q=x&page=3")
    assert (last.first_hit, last.last_hit, last.next) == (41, 45, "")


def test_pagination_of_nothing_is_one_page_without_hits():
    nothing = paginate(SearchQuery("x"), 0, 0)

    assert (nothing.pages, nothing.first_hit, nothing.last_hit, nothing.links) == (1, 0, 0, ())


@given(st.integers(1, 100), st.integers(1, 5000), st.data())
def test_links_ascend_and_hold_first_current_and_last(per_page, total, data):
    pages = page_count(total, per_page)
    page = data.draw(st.integers(1, pages))

    links = paginate(SearchQuery("x", page=page, per_page=per_page), total, 1).links

    numbers = [int(link.label.replace(",", "")) for link in links if link.url]
    assert numbers == sorted(set(numbers))
    assert len(links) <= 11
    if pages > 1:
        assert (numbers[0], numbers[-1]) == (1, pages)
        assert [link.label for link in links if link.current] == [f"{page:,}"]
