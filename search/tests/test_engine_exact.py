"""Every engine: what stands behind = stands so in the text, capitals and accents too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import ConcordanceRequest, Document, Engine, SearchRequest
from search.query.parser.query_parser import parse
from search.tests.each_engine import ENGINES, articles
from search.tests.reference_matcher import brute_force

_TEXTS = articles(
    "Turkey signed; the WHO and the IT sector agreed.",
    "A turkey was roasted by the cook who made it.",
    "The Who played. It was TURKEY.",
    "Résumé and resume and RÉSUMÉ and iPhone.",
    "A Resume of the re-sign on the Iphone.",
    "They resign and re sign the O'Neil deal. Who's WHO's?",
    "Polish polish, from Poland: US troops told us.",
    "O Neil sold the database, the data-base, the data base.",
)


@pytest.fixture(scope="module", params=list(ENGINES.values()), ids=list(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine whose segments were merged and one of whose articles was replaced."""
    make: Callable[[Path], Engine] = request.param
    made = make(tmp_path_factory.mktemp("engine"))
    made.rebuild([Document(3, "WHO", "TURKEY it"), *_TEXTS[::2]])
    made.update(_TEXTS[1::2])
    made.update([_TEXTS[2]])
    return made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("=Turkey", {1: 1}),
        ("=turkey", {1: 1, 2: 1}),
        ("=TURKEY", {3: 1}),
        ("turkey", {1: 1, 2: 1, 3: 1}),
        ("=WHO", {1: 1, 6: 1}),
        ('="The Who"', {3: 1}),
        ('="the WHO"', {1: 1}),
        ("=IT", {1: 1}),
        ("=it", {2: 1, 3: 1}),
        ("=US", {7: 1}),
        ("=us", {7: 1}),
        ("=Polish", {7: 1}),
        ("=résumé", {4: 1}),
        ("=Résumé", {4: 1}),
        ("=RÉSUMÉ", {4: 1}),
        ("=Resume", {5: 1}),
        ("=resume", {4: 2, 5: 1}),
        ("=iPhone", {4: 1}),
        ("=Iphone", {5: 1}),
        ("=resign", {6: 1}),
        ("=re-sign", {5: 1}),
        ('="re sign"', {5: 1, 6: 1}),
        ("=O'Neil", {6: 1}),
        ("=database", {8: 1}),
        ("=data-base", {8: 1}),
        ("title:=WHO", {}),
    ],
)
def test_exact_words_are_counted_as_they_are_typed(
    engine: Engine, query: str, expected: dict[int, int]
) -> None:
    node = parse(query).node

    hits = engine.search(SearchRequest(node)).hits
    lines = engine.concordance(ConcordanceRequest(node))

    assert {hit.id: len(hit.matches) for hit in hits} == expected
    assert engine.count(node) == len(expected)
    assert lines.total == sum(expected.values())
    assert {d.id: len(brute_force(d, node)[1]) for d in _TEXTS if brute_force(d, node)[0]} == (
        expected
    )


@pytest.mark.parametrize(("query", "first"), [("WHO", 1), ("Turkey", 1), ("TURKEY", 3), ("Who", 3)])
def test_a_word_typed_with_capitals_ranks_first_where_it_has_them(
    tmp_path: Path, query: str, first: int
) -> None:
    for make in ENGINES.values():
        made = make(tmp_path / make.__name__)
        texts = ("the WHO, Turkey met", "the who, turkey met", "the Who, TURKEY met")
        made.rebuild(articles(*texts))

        hits = made.search(SearchRequest(parse(query).node)).hits

        assert len(hits) == 3
        assert hits[0].id == first


@pytest.mark.parametrize(("query", "first"), [("resign", 1), ("re-sign", 2)])
def test_the_spelling_that_was_typed_ranks_first(tmp_path: Path, query: str, first: int) -> None:
    for make in ENGINES.values():
        made = make(tmp_path / make.__name__)
        made.rebuild(articles("They resign the whole deal.", "They re-sign the deal.", "None."))

        hits = made.search(SearchRequest(parse(query).node)).hits

        assert len(hits) == 2
        assert hits[0].id == first
