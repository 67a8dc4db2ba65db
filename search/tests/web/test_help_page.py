from __future__ import annotations

from pathlib import Path

import pytest

from corpus.importing.pipeline import ingest
from search.indexing.drain import drain
from search.query.parser.aliases import PREFIX_ALIASES, SEGMENT_ALIASES
from search.query.parser.operators import PREFIXES
from search.query.parser.query_parser import parse
from search.query.search_query import SearchQuery
from search.search_page import search
from search.tests.sessions import session
from search.web.help_page import help_sections

SEEDS = Path(__file__).resolve().parents[3] / "seeds"

QUERIES = [example.link.label for section in help_sections() for example in section.examples]


@pytest.mark.django_db
def test_every_example_finds_something_in_the_samples():
    ingest([SEEDS])
    drain()

    for query in QUERIES:
        page = search(SearchQuery(query), session())

        assert page.total, query
        assert not page.partial, query


@pytest.mark.parametrize("query", QUERIES)
def test_no_example_needs_repair(query):
    assert all(note.kind == "translated" for note in parse(query).notes)


def test_every_operator_has_an_example():
    written = " ".join(QUERIES)
    meant = " ".join(example.meaning for section in help_sections() for example in section.examples)

    assert [name for name in PREFIXES if f"{name}:" not in written and name != "="] == []
    known = [*PREFIX_ALIASES, *SEGMENT_ALIASES]
    assert [name for name in ("hd", "hlp", "headline", "until") if name not in known] == []
    assert all(f"{word}" in written for word in ("OR", '"', "-", "*", "?", "~", "^", "=", "w/"))
    assert "AROUND(5)" in meant


def test_the_page_links_to_every_answer(client):
    response = client.get("/help")

    assert response.status_code == 200
    assert 'href="/?q=summit+geneva"' in response.content.decode()
    assert response.content.decode().count("<dt>") >= len(QUERIES)
