"""The table of queries leaves nothing out: operators, other spellings, repairs."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from search.query import parser
from search.query.parser import aliases
from search.query.parser.aliases import PREFIX_ALIASES, SEGMENT_ALIASES, proximity
from search.query.parser.operators import PREFIXES
from search.query.parser.query_parser import parse
from search.tests.query.test_language_table import FOUND, TODAY

QUERIES = [query for query, _ in FOUND]
WORDS = [word for query in QUERIES for word in query.replace("(", "( ").split()]
ROOM = Path(parser.__file__).parent


def test_the_table_is_long():
    assert len(set(QUERIES)) >= 150


#: Looks its articles up in the archive: see `test_likeness`.
_ASKS_THE_ARCHIVE = ("like",)


def test_every_prefix_operator_is_in_the_table():
    missing = [
        name
        for name in PREFIXES
        if name not in _ASKS_THE_ARCHIVE
        and not any(f"{name}:" in query or (name == "=" and "=" in query) for query in QUERIES)
    ]

    assert not missing


def test_every_other_name_of_a_prefix_operator_is_in_the_table():
    missing = [
        name
        for name in PREFIX_ALIASES
        if not any(word.startswith((f"{name}:", f"{name}=", f"{name}>")) for word in WORDS)
    ]

    assert not missing


def test_every_segment_is_in_the_table():
    assert not [name for name in SEGMENT_ALIASES if not any(f"{name}(" in q for q in QUERIES)]


def test_every_sign_between_words_is_in_the_table():
    signs = (*aliases.AND_SIGNS, *aliases.OR_SIGNS, *aliases.NOT_SIGNS)

    assert not [sign for sign in signs if not any(f" {sign} " in query for query in QUERIES)]


def test_every_spelling_of_proximity_is_in_the_table():
    spellings = {
        *("w/5", "n/5", "near5", "near/5", "~10", "NEAR", "pre/3", "onear/3", "adj2", "adj/2"),
        *("w5", "/s", "w/s", "w/sent", "/p", "w/p", "w/para"),
    }
    written = {word for word in WORDS if proximity(word)}

    assert all(proximity(spelling) for spelling in spellings)
    assert {_kind(word) for word in spellings} <= {_kind(word) for word in written}
    assert any("AROUND(" in query for query in QUERIES)


def test_every_remark_on_a_reading_is_in_the_table():
    wanted = {(path.name, line) for path in ROOM.glob("*.py") for line in _remarks(path)}

    reached = _lines_reached(
        lambda: [
            parse(query, today=TODAY, frequencies=known)
            for query in QUERIES
            for known in (None, lambda words: [1] * len(words))
        ]
    )

    assert len(wanted) > 15
    assert not sorted(wanted - reached)


def _kind(word: str) -> str:
    return word.lower().rstrip("0123456789")


def _remarks(path: Path) -> list[int]:
    """Return the lines of a module at which a note is made."""
    tree = ast.parse(path.read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if ast.unparse(call.func) in ("Note", "self._note")]


def _lines_reached(work: Any) -> set[tuple[str, int]]:
    reached: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        path = Path(frame.f_code.co_filename)
        if path.parent != ROOM:
            return None
        reached.add((path.name, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return reached
