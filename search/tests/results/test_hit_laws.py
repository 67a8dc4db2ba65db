"""Hits never lie: what the engine matched is what each page marks, counts and lists."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.models import Article
from corpus.tests.law_profiles import examples
from search.engines import get_engine
from search.engines.base import SearchRequest
from search.indexing.drain import document_of
from search.query.search_query import SearchQuery
from search.tests import strategies
from search.tests.archive import stored_only
from search.tests.guidance.queries import TODAY
from search.tests.sessions import session

pytestmark = pytest.mark.django_db

_OPERANDS = st.sampled_from(
    [
        "oil", "talks", "=talks", "kyiv", "U.S.", "東京", "the", "7", "co-op", "tal*", "t?lk*",
        "*il", "tolk~1", "oil~2", '"oil talks"', '"the talk*"', '"oil talks"~4', "talk!", "oil^2",
        "oil w/3 talks", "oil pre/2 the", "near3(oil talk)", '"the oil" ~5 talks', "oil /s the",
        "oil /p the", "(oil OR kyiv) w/4 talks", "atleast2:oil", "ATLEAST3(talks)", "lead:talks",
        "title:oil", "text:(oil the)", "title,lead:talks", "hd=oil", "words:>3", "words:<120",
        "date:2022", "after:2021-11", "on:02-04", "source:wire", 'raw:"leave a reply"',
        "hidden:reply", "intitle:talks", "headline(oil)", "talks /5 oil",
    ]
)  # fmt: skip
_queries = st.recursive(
    _OPERANDS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} -{pair[1]})"),
    ),
    max_leaves=4,
)
_searches = st.builds(
    SearchQuery,
    _queries,
    match=st.sampled_from(["all", "all", "some"]),
    date_from=st.sampled_from(["", "", "2021"]),
    excluded=st.sampled_from([(), (), (("source", "The Wire"),)]),
    sort=st.sampled_from(["relevance", "oldest", "1R", "2L", "match"]),
    view=st.just("kwic"),
    per_page=st.just(100),
)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.corpora(size=5), st.lists(_searches, min_size=2, max_size=4))
def test_marks_are_matches_are_counts_are_lines(client, documents, searches):
    Article.objects.all().delete()
    articles = [stored_only(document) for document in documents]
    get_engine().rebuild(map(document_of, articles))

    for query in searches:
        page = client.get(query.url()).context["page"]
        lines = _every_line(client, query)
        hits = client.get(query.seen_as("articles").url(per_page="100")).context["page"].hits

        counts = {hit.id: hit.hit_count for hit in hits}
        assert page.total == len(hits)
        assert Counter(line.id for line in lines) == Counter(counts)
        if page.concordance:
            assert page.concordance.total == len(lines)
            assert page.concordance.articles == len({line.id for line in lines})
        for hit in hits:
            marked = _marks(client.get(hit.url).content.decode())
            own = sorted((line.number, line.match) for line in lines if line.id == hit.id)
            assert marked == own, (query.q, hit.id)
            assert len(marked) == hit.hit_count
        if not page.partial:
            node = session().node(SearchQuery(page.q, match=query.match))
            asked = SearchRequest(node, query.filters(TODAY), limit=100, facets=False)
            found = get_engine().search(asked).hits
            assert {hit.id: len(hit.matches) for hit in found} == counts


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(strategies.corpora(size=5), _searches)
def test_the_table_holds_what_the_pages_list(client, documents, query):
    Article.objects.all().delete()
    articles = {a.pk: a for a in (stored_only(document) for document in documents)}
    get_engine().rebuild(map(document_of, articles.values()))

    response = client.get(query.url(format="csv"))
    rows = list(
        csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines())
    )

    lines = _every_line(client, query)
    assert [(int(row["article_id"]), row["match"], row["left"]) for row in rows] == [
        (line.id, line.match, line.before) for line in lines
    ]
    for row in rows:
        text = getattr(articles[int(row["article_id"])], row["field"])
        assert re.sub(r"\s+", " ", text[int(row["start"]) : int(row["end"])]) == row["match"]


def _every_line(client, query: SearchQuery):
    """Follow the pages of a concordance."""
    page = client.get(query.url()).context["page"]
    lines = list(page.concordance.lines) if page.concordance else []
    while page.pagination.next:
        page = client.get(page.pagination.next).context["page"]
        lines += page.concordance.lines
    return lines


def _marks(body: str) -> list[tuple[int, str]]:
    """Return the number and text of each mark of an article page; parts of one are joined."""
    found: dict[int, str] = {}
    number = 0
    for begun, text in re.findall(r'<mark(?: id="hit-(\d+)")?>(.*?)</mark>', body, re.DOTALL):
        number = int(begun or number)
        found[number] = found.get(number, "") + (text if begun else f" {text}")
    return [(number, re.sub(r"\s+", " ", text)) for number, text in found.items()]
