"""That the contestants do the same work: equal totals, equal months, on equal words."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.contestants import CONTESTANTS
from benchmarks.harness.corpora import Article
from benchmarks.harness.queries import KINDS, Query, choose

_WORDS = ("oil", "bank", "harbor", "zinc", "fork", "troop", "senator", "pilot", "rabbit", "jacket")
_FIRST_DAY = dt.date(2021, 11, 20)


def _articles(count: int = 120) -> list[Article]:
    pick = random.Random(1)
    return [
        Article(
            number,
            " ".join(pick.choices(_WORDS, k=2)),
            " ".join(pick.choices(_WORDS, weights=range(1, 11), k=12)),
            "Meridian Wire",
            _FIRST_DAY + dt.timedelta(days=pick.randrange(120)) if number % 7 else None,
        )
        for number in range(1, count + 1)
    ]


_QUERIES = [
    Query("common term", ("jacket",)),
    Query("middle term", ("oil",)),
    Query("rare term", ("absent",)),
    Query("AND of 2", ("zinc", "oil")),
    Query("OR of 2", ("bank", "oil")),
    Query("OR of 4", ("bank", "oil", "zinc", "fork")),
    Query("phrase", ("pilot", "rabbit")),
    Query("prefix", ("ra",)),
    Query("exclusion", ("bank", "rabbit")),
    Query("date range", ("pilot",), dt.date(2021, 12, 3), dt.date(2022, 1, 20)),
    Query("fuzzy", ("pilt",)),
]


@pytest.mark.parametrize("name", CONTESTANTS)
def test_contestant_counts_what_is_there(name: str, tmp_path: Path) -> None:
    articles = _articles()
    contestant = CONTESTANTS[name](tmp_path / name)
    contestant.build(articles)

    for query in _QUERIES:
        run = contestant.prepare(query)
        if run is None:
            continue
        answer = run()

        found = [article for article in articles if _matches(query, article)]
        months = [article.month for article in found if article.day]
        assert answer.total == len(found), query
        assert answer.months == {month: months.count(month) for month in months}, query
        assert len(answer.top) == min(20, len(found)), query
        assert set(answer.top) <= {article.number for article in found}, query


@pytest.mark.parametrize("name", CONTESTANTS)
def test_added_article_is_found_at_once(name: str, tmp_path: Path) -> None:
    contestant = CONTESTANTS[name](tmp_path / name)
    contestant.build(_articles(10))

    contestant.add(replace(_articles(1)[0], number=99, text="brand new walrus"))

    run = contestant.prepare(Query("rare term", ("walrus",)))
    assert run
    assert run().top == [99]
    assert contestant.best(["walrus", "nothing"], 5) == [99]
    contestant.close()


def _matches(query: Query, article: Article) -> bool:
    rows = [article.title, article.text]
    words = {word for row in rows for word in row.split()}
    one, *others = query.words
    if query.first and query.last:
        return one in words and bool(article.day and query.first <= article.day <= query.last)
    matching: dict[str, bool] = {
        "AND of 2": words >= set(query.words),
        "exclusion": one in words and not words & set(others),
        "phrase": any(" ".join(query.words) in row for row in rows),
        "prefix": any(word.startswith(one) for word in words),
        "fuzzy": "pilot" in words,
    }
    return matching.get(query.kind, bool(words & set(query.words)))


def test_choose_fills_every_class_the_same_way_twice() -> None:
    articles = _articles()

    queries = choose(articles, each=3)

    assert [query.kind for query in queries] == [*KINDS] * 3
    assert queries == choose(articles, each=3)
