"""The documented examples run as they stand, and answer as the search page does."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from whoosh.qparser import QueryParser

from search.engines.base import Document, SearchRequest
from search.engines.whoosh import columnar
from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.schema import open_index
from search.query.nodes import And, Boost, Node, Or, Phrase, Prefix, Term, Wildcard

_ROOT = Path(__file__).resolve().parents[3]
_PAGE = _ROOT / "docs" / "whoosh.md"
_TEXTS = [
    ("Oil talks open in Geneva", "Talks about oil prices opened today. The ministers met."),
    ("Oil price falls", "The price of oil fell. Oil traders said oil was cheap, and gas too."),
    ("Grain leaves the harbour", "Ships with grain left. Oil was not aboard."),
    ("Women's summit", "The summit of women ran late. A running joke: talks and talks."),
    ("Café society", "A cafe in Kyïv sells art. The résumé of its owner is long."),
]


@pytest.fixture
def engine(tmp_path: Path) -> WhooshEngine:
    made = WhooshEngine(tmp_path / "whoosh")
    days = [dt.date(2022, 2, 4 + number) for number in range(len(_TEXTS))]
    documents = [
        Document(number, title, text, "TASS" if number % 2 else "Reuters", "", "en", day, day)
        for number, ((title, text), day) in enumerate(zip(_TEXTS, days, strict=True), 1)
    ]
    made.rebuild(documents[:3])
    made.update(documents[3:])
    return made


@pytest.mark.parametrize(
    ("words", "node"),
    [
        ("oil", Term("oil")),
        ("talks", Term("talks")),
        ("résumé", Term("résumé")),
        ("oil talks", And((Term("oil"), Term("talks")))),
        ("ran", Term("ran")),
        ("U.S.-led", Term("U.S.-led")),
        ('"oil talks"', Phrase("oil talks")),
        ("tal*", Prefix("tal")),
        ("t?lk*", Wildcard("t?lk*")),
        ("oil OR grain", Or((Term("oil"), Term("grain")))),
        ("oil^2.5 OR grain", Or((Boost(Term("oil"), 2.5), Term("grain")))),
    ],
)
def test_words_of_whooshs_parser_give_the_hits_of_the_page_in_its_order(
    engine: WhooshEngine, tmp_path: Path, words: str, node: Node
) -> None:
    page = engine.search(SearchRequest(node))
    index = open_index(tmp_path / "whoosh")
    with index.searcher() as searcher:
        results = searcher.search(QueryParser("words", index.schema).parse(words))

        assert [(hit["id"], hit.score) for hit in results] == [(h.id, h.score) for h in page.hits]
        assert len(results) == page.total
    with index.searcher(arrays=False) as searcher:
        plain = searcher.search(QueryParser("words", index.schema).parse(words))
        assert sorted(hit["id"] for hit in plain) == sorted(hit.id for hit in page.hits)


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ("first_day:2022-02-05", [2]),
        ("first_day:20220205", [2]),
        ("first_day:2022", [5, 4, 3, 2, 1]),
        ("first_day:[2022-02-06 to 2022-02]", [5, 4, 3]),
        ("first_day:{2022-02-06 to 2022-02-08}", [4]),
        ("first_day:[2022-02-07 to]", [5, 4]),
        ("last_day:[to 2022-02-04]", [1]),
        ("oil last_day:[2022-02-05 to 2022-02-06]", [2, 3]),
        ("first_day:soon", []),
        ("first_day:2022-02-31", []),
    ],
)
def test_whooshs_parser_reads_ranges_of_days(
    engine: WhooshEngine, tmp_path: Path, dates: str, found: list[int]
) -> None:
    index = open_index(tmp_path / "whoosh")
    asked = QueryParser("words", index.schema).parse(dates)
    for arrays in (True, False):
        with index.searcher(arrays=arrays) as searcher:
            hits = [hit["id"] for hit in searcher.search(asked)]

            assert sorted(hits) == sorted(found)
            if arrays:
                assert hits == found


def test_the_documented_example_prints_what_it_says(
    engine: WhooshEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _PAGE.read_text(encoding="utf-8")
    code, said = re.search(r"```python\n(.*?)```\s*```\n(.*?)```", page, re.DOTALL).groups()  # type: ignore[union-attr]
    monkeypatch.setenv("DATELINE_DATA", str(tmp_path))
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "whoosh").symlink_to(tmp_path / "whoosh")
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(code, str(_PAGE), "exec"), {})  # noqa: S102

    assert printed.getvalue() == said


def test_the_example_of_the_package_runs_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Path(columnar.__file__).with_name("README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102

    assert printed.getvalue() == "2 ['Oil talks open', 'Oil price falls']\n"
