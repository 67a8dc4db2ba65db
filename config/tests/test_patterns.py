"""Every regular expression of the project takes a megabyte of anything in linear time.

Patterns are collected from the modules as they are imported, and from calls of `re` in their code.
Each is used as the code uses it (`search`, `match` ...) on texts that lead into each of its
repetitions; what takes longest at 16 kB is then a megabyte. Time is that of the processor: that of
a text four times as long must not grow as the square does. A timer ends what would never end.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from config.tests.pattern_attacks import Attack, attacks

_PACKAGES = ("config", "corpus", "search")
_SKIPPED = {"tests", "migrations", "commands", "settings", "asgi", "wsgi"}
_CALLS = {"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
_LARGE, _MEGABYTE = 16_000, 1_000_000
_MAX_SECONDS = 3.0
#: Of four times the length: linear is 4, quadratic 16. Below this time it cannot be told.
_MAX_RATIO = 9.0
_TICK_SECONDS = 0.01
_MIN_TOLD_SECONDS = 0.05
_MAX_BOUNDED_SECONDS = 0.5

#: Patterns that are reached by another name, and what they are used by there.
USED: Mapping[str, str] = {
    "corpus.boilerplate.boilerplate_rules.FURNITURE": "fullmatch",
    "corpus.extraction.article_checks._BYLINE": "match",
    "corpus.extraction.article_checks._COUNTED": "match",
    "corpus.extraction.article_checks._LABEL": "match",
    "corpus.extraction.article_checks._RIGHTS": "match",
    "corpus.parsers.other_formats._ADDRESS": "match",
    "corpus.parsers.other_formats._BEGINNINGS": "match",
    "corpus.parsers.other_formats._LOG": "match",
    "corpus.parsers.other_formats._PROGRAM": "match",
    "corpus.parsers.other_formats._SETTING": "match",
}

#: Patterns whose texts are cut before, and the most characters that they are given.
BOUNDED: Mapping[str, int] = {
    "corpus.boilerplate.boilerplate_rules.FURNITURE": 320,
    "corpus.extraction.article_checks.ERROR_TITLE": 4_000,
    "corpus.extraction.article_checks._BYLINE": 200,
    "corpus.extraction.article_checks._COUNTED": 200,
    "corpus.extraction.article_checks._LABEL": 200,
    "corpus.extraction.article_checks._RIGHTS": 200,
    "corpus.extraction.authors.author_words._BEFORE": 2_000,
    "corpus.extraction.authors.author_words._TRAILING_ROLE": 2_000,
    "corpus.extraction.dates.date_field._LEAD": 200,
    "corpus.extraction.dates.date_field._MONTHS_SPAN": 200,
    "corpus.extraction.dates.date_line._COUNTS": 200,
    "corpus.extraction.dates.date_line._PROSE_END": 200,
    "corpus.extraction.front_matter._SECTIONS": 200,
    "corpus.extraction.title._STILL_A_TITLE": 200,
    "corpus.extraction.words.hyphenation._BROKEN": 80,
    # Lines of less than 300 characters.
    **{f"corpus.parsers.databases.LABELLED_EXPORTS[{number}]": 300 for number in (1, 4, 6, 8)},
    "corpus.parsers.databases.vendors.factiva_text._NAME": 80,
    "corpus.parsers.databases.vendors.lexisnexis._WEEKDAY": 100,
    "corpus.parsers.office.xlsx_reader._FORMAT_LETTERS": 255,
    "corpus.parsers.web.epub._ISSUE": 500,
    "search.guidance.query_edits._DANGLING": 10_000,
}


class _TimeUpError(BaseException):
    """A pattern took longer than it may."""


@cache
def modules() -> tuple[ModuleType, ...]:
    roots = [(package, importlib.import_module(package)) for package in _PACKAGES]
    names = (
        each.name
        for package, root in roots
        for each in pkgutil.walk_packages(root.__path__, f"{package}.")
        if not _SKIPPED & set(each.name.split("."))
    )
    return tuple(map(importlib.import_module, names))


def compiled_in(value: Any, name: str, depth: int = 0) -> Iterator[tuple[re.Pattern[Any], str]]:
    """Yield the patterns that a value is or holds, with the name that leads to each."""
    if isinstance(value, re.Pattern):
        yield value, name
    elif depth > 4:
        return
    elif isinstance(value, Mapping):
        for each in (*value.keys(), *value.values()):
            yield from compiled_in(each, name, depth + 1)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from compiled_in(each, name, depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        own = vars(type(value)).items()
        lazy = [name for name, kind in own if isinstance(kind, cached_property)]
        for part in (*(field.name for field in fields(value)), *lazy):
            yield from compiled_in(getattr(value, part, None), part, depth + 1)


@cache
def trees() -> dict[str, ast.AST]:
    return {
        module.__name__: ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for module in modules()
    }


@cache
def uses() -> Mapping[tuple[str, str], set[str]]:
    """Return by which methods each name of a pattern is used, private ones by their module."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _CALLS:
                owner = node.value
                name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                found[module if name.startswith("_") else "", name].add(node.attr)
    return found


def written_in(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Yield line, method and pattern of each call of `re` with a literal pattern."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.func.attr in _CALLS
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, node.func.attr, str(node.args[0].value)


@cache
def patterns() -> Mapping[str, tuple[re.Pattern[Any], frozenset[str]]]:
    """Return every pattern, each once, with the methods that use it, by module and name."""
    found: dict[str, tuple[re.Pattern[Any], frozenset[str]]] = {}
    known: set[re.Pattern[Any]] = set()
    for module in modules():
        for name, value in vars(module).items():
            for number, (pattern, part) in enumerate(compiled_in(value, name)):
                if pattern not in known:
                    known.add(pattern)
                    place = f"{module.__name__}.{name}"
                    owner = module.__name__ if part.startswith("_") else ""
                    used = {USED[place]} if place in USED else uses().get((owner, part))
                    place += f"[{number}]" if number else ""
                    found[place] = pattern, frozenset(used or {"finditer"})
        for line, method, text in written_in(trees()[module.__name__]):
            found[f"{module.__name__}:{line}"] = re.compile(text), frozenset({method})
    return found


def use(pattern: re.Pattern[Any], methods: frozenset[str], text: str) -> None:
    """Use a pattern on a text as the code does."""
    given: Any = text.encode() if isinstance(pattern.pattern, bytes) else text
    if methods - {"match", "fullmatch", "search"}:
        for _ in pattern.finditer(given):
            pass
        return
    for method in methods:
        getattr(pattern, method)(given)


def seconds_of(
    pattern: re.Pattern[Any], methods: frozenset[str], attack: Attack, size: int
) -> float:
    """Return the processor time of using a pattern on a text of about `size` characters."""
    text = attack.text(size)
    began = time.process_time()
    use(pattern, methods, text)
    return time.process_time() - began


@contextmanager
def timer(seconds: float) -> Iterator[None]:
    """Raise _TimeUpError where the block takes more processor time."""

    def interrupt(number: int, frame: object) -> None:
        raise _TimeUpError

    earlier = signal.signal(signal.SIGVTALRM, interrupt)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, earlier)


def problem(pattern: re.Pattern[Any], methods: frozenset[str], largest: int) -> str:
    """Return what makes a pattern slow, "" where its time grows with the text's length.

    A text that is cut before has to take little time, however it grows.
    """
    is_bounded = largest < _MEGABYTE
    large, most_seconds = (largest, _MAX_BOUNDED_SECONDS) if is_bounded else (_LARGE, _MAX_SECONDS)
    worst, most = None, 0.0
    for attack in attacks(pattern):
        try:
            with timer(most_seconds):
                took = seconds_of(pattern, methods, attack, large)
                if took > _MIN_TOLD_SECONDS and not is_bounded:
                    small = seconds_of(pattern, methods, attack, large // 4)
                    if took > _MAX_RATIO * max(small, _TICK_SECONDS):
                        return f"{attack}: {large} characters take {took} s, a quarter {small} s"
        except _TimeUpError:
            return f"{attack}: {large} characters take more than {most_seconds} s"
        if took >= most:
            worst, most = attack, took
    assert worst is not None
    try:
        with timer(_MAX_SECONDS):
            seconds_of(pattern, methods, worst, largest)
    except _TimeUpError:
        return f"{worst}: {largest} characters take more than {_MAX_SECONDS} s"
    return ""


@pytest.mark.parametrize("name", sorted(patterns()))
def test_pattern_takes_a_megabyte_in_linear_time(name):
    pattern, methods = patterns()[name]

    assert problem(pattern, methods, BOUNDED.get(name, _MEGABYTE)) == ""


@pytest.mark.parametrize("quadratic", [r"\s*,", r"(?:a|b)+x", r"[\w.]+@", r"(?:\w+ ?)+:"])
def test_quadratic_pattern_is_seen(quadratic):
    assert problem(re.compile(quadratic), frozenset({"search"}), _MEGABYTE)


def test_every_named_pattern_exists():
    places = {name.partition("[")[0] for name in patterns()}

    assert {name.partition("[")[0] for name in BOUNDED} | set(USED) <= places
