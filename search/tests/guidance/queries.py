"""Random searches of the small archive, and what a link finds."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from django.http import QueryDict
from hypothesis import strategies as st

from search.query.search_query import SearchQuery
from search.search_page import search
from search.tests.sessions import session
from search.web.params import from_params

TODAY = dt.date(2024, 6, 15)

_pieces = st.sampled_from(
    [
        "summit", "grain", "zebra", "sumit", "grian", "minist*", "geneva", '"foreign minister"',
        "-embargo", "OR",
        "AND", "NOT", "(", ")", "gene", "title:talks", "source:wire", "sumit~1",
        "author:(ann OR bo)", '"summit minister"~9', "w/5", "after:2021", "date:2020",
        "=talks", "p?rt", "or", '"', "the", "title:", "before:0001", "lead:observers", "like:3",
        "like:60", "talks^2",
    ]
)  # fmt: skip
queries = st.builds(
    SearchQuery,
    st.lists(_pieces, max_size=6).map(" ".join),
    date_from=st.sampled_from(["", "", "2021", "2020-02"]),
    included=st.sampled_from([(), (), (("source", "Meridian Wire"),), (("lang", ""),)]),
    excluded=st.sampled_from([(), (), (("author", "Bo Ek"),)]),
    match=st.sampled_from(["all", "all", "some"]),
    explain=st.booleans(),
)


def total_behind(url: str) -> int:
    query, _ = from_params(QueryDict(urlsplit(url).query), TODAY)
    return search(query, session()).total
