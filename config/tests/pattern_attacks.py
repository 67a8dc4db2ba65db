"""Long texts that a regular expression may take long for, made from the expression itself."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

sre: Any = importlib.import_module("re._constants")
sre_parse: Any = importlib.import_module("re._parser")

_MAX_SIGNS = 12
_USUAL = (" ", "a", "A", "1", "\n", ",", "-", ".", "Ab ", "A. ", "a\n", "a.b", "www.a", "(a", "<a ")
#: A character of each class.
_CLASSES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_NOT_WORD: "-",
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, getattr(sre, "POSSESSIVE_REPEAT", sre.MAX_REPEAT))
_LONG = 50


class Attack:
    """A text of any size: what comes before, and what is repeated."""

    def __init__(self, before: str, piece: str, after: str = "\x00") -> None:
        self.before, self.piece, self.after = before, piece, after

    def text(self, size: int) -> str:
        return self.before + self.piece * (size // len(self.piece)) + self.after

    def __repr__(self) -> str:
        return f"{self.before[:30]!r} + {self.piece!r} * n + {self.after!r}"


def attacks(pattern: re.Pattern[Any]) -> list[Attack]:
    """Return texts that go into each repetition of a pattern, and runs of what it knows."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin1")
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    parsed = sre_parse.parse(text, flags)
    found = {}
    for before, piece in _entered(parsed):
        for after in ("\x00", ""):
            found[before, piece, after] = Attack(before, piece, after)
    signs = [*dict.fromkeys([*_signs(parsed)])][:_MAX_SIGNS]
    for piece in (*signs, *(a + b for a, b in pairwise(signs)), *_USUAL):
        found.setdefault(("", piece, "\x00"), Attack("", piece))
    return list(found.values())


def _entered(parsed: Any) -> Iterator[tuple[str, str]]:
    """Yield, for each long repetition within, what leads to it, and what it repeats."""
    before = ""
    for kind, given in parsed:
        for inner in _parts(kind, given):
            for deeper, piece in _entered(inner):
                yield before + deeper, piece
        if kind in _REPEATS and given[1] > _LONG:
            for sign in _alternatives(given[2]):
                yield before, sign
        before += _example(kind, given)


def _parts(kind: Any, given: Any) -> list[Any]:
    """Return the patterns within a node."""
    if kind is sre.BRANCH:
        return list(given[1])
    if kind in _REPEATS:
        return [given[2]]
    if kind is sre.SUBPATTERN:
        return [given[3]]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [given[1]]
    if kind is getattr(sre, "ATOMIC_GROUP", None):
        return [given]
    return []


def _alternatives(parsed: Any) -> list[str]:
    """Return what a pattern matches: one text, or one for each branch at its top."""
    if len(parsed) == 1:
        kind, given = parsed[0]
        if kind is sre.SUBPATTERN:
            return _alternatives(given[3])
        if kind is sre.BRANCH:
            return [text for each in given[1] if (text := _example_of(each))]
        if kind is sre.IN:
            return [*dict.fromkeys(_signs(parsed))][:4] or ["a"]
    text = _example_of(parsed)
    return [text] if text else []


def _example_of(parsed: Any) -> str:
    return "".join(_example(kind, given) for kind, given in parsed)


def _example(kind: Any, given: Any) -> str:
    """Return a short text that a node matches, as far as that can be told simply."""
    if kind is sre.NOT_LITERAL:
        return "b" if given == ord("a") else "a"
    if kind in (sre.LITERAL, sre.ANY, sre.IN):
        return next(iter(_signs([(kind, given)])), "a")
    if kind in _REPEATS:
        return _example_of(given[2]) * int(min(given[0], _LONG))
    if kind in (sre.BRANCH, sre.SUBPATTERN):
        return _example_of(_parts(kind, given)[0])
    return ""


def _signs(parsed: Any) -> Iterator[str]:
    """Yield a character of each literal and class within a pattern."""
    for kind, given in parsed:
        if kind is sre.LITERAL:
            yield chr(given)
        elif kind is sre.IN:
            is_negated = given[0][0] is sre.NEGATE
            yield from ("a", " ", "-") if is_negated else map(_sign_of, given)
        elif kind is sre.ANY:
            yield "a"
        for inner in _parts(kind, given):
            yield from _signs(inner)


def _sign_of(item: tuple[Any, Any]) -> str:
    kind, given = item
    if kind is sre.LITERAL:
        return chr(given)
    if kind is sre.RANGE:
        return chr(given[0])
    return _CLASSES.get(given, "a")
