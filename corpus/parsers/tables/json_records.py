"""Where the records of a JSON value stand: in which of its lists, and in which orientation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.importing.source_file import NoArticlesError
from corpus.parsers.mapping.field_names import FOLDED_NAMES, fold_name
from corpus.parsers.mapping.field_paths import at_path, split_path
from corpus.parsers.mapping.field_values import as_text, prose

_BODY = frozenset(FOLDED_NAMES["body"])
_ABSTRACT = frozenset(FOLDED_NAMES["abstract"])
_TITLE = frozenset(FOLDED_NAMES["title"])
_BESIDE = frozenset({*FOLDED_NAMES["url"], *FOLDED_NAMES["date"]})
_FACTS = _TITLE | _BESIDE | {"id", "uuid", "guid"}
# Lists that hold records, whatever these look like.
_LISTS = frozenset(
    {
        *("articles", "items", "docs", "documents", "data", "results", "records", "hits"),
        *("stories", "posts", "messages", "news"),
    }
)
_MIN_LIST_WORDS = 20
_MAX_DEPTH = 7
_MAX_LISTS = 400
_LOOKED_AT = 5
_MIN_ALONE_WORDS = 20
_MIN_STRING_WORDS = 8
# Chats that nobody meant to publish.
_PRIVATE_CHATS = frozenset(
    {"personal_chat", "bot_chat", "saved_messages", "private_group", "private_supergroup"}
)
_NAMES_OF_FEEDS = ("title", "name")


@dataclass(slots=True)
class FoundRecords:
    """Records of a file: the path of their list ("" for the whole), and facts beside it."""

    path: str
    items: list[Any]
    defaults: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


def is_record(value: Any, depth: int = 0, min_words: int = 1) -> bool:
    """Whether an object looks like an article: it has a text, or a title and an address or day.

    A text of fewer than `min_words` counts only beside a title, an address, a day or an id.
    """
    if not isinstance(value, Mapping):
        return False
    names = {fold_name(str(name)): inner for name, inner in value.items()}
    written = _BODY if not names.keys() & (_TITLE | _BESIDE) else _BODY | _ABSTRACT
    texts = [names[name] for name in names.keys() & written if _is_text(names[name])]
    if texts and (min_words <= 1 or names.keys() & _FACTS or _words(texts) >= min_words):
        return True
    if names.keys() & _TITLE and names.keys() & _BESIDE:
        return True
    return depth < 2 and any(is_record(one, depth + 1, min_words) for one in value.values())


def _words(values: Sequence[Any]) -> int:
    return max(len(prose(value).split()) for value in values)


def _is_text(value: Any) -> bool:
    if isinstance(value, str):
        return True
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, str) or _is_run(one) for one in value[:5])
    return isinstance(value, Mapping) and bool(as_text(value)) and not is_record(value, 2)


def _is_run(value: Any) -> bool:
    return isinstance(value, Mapping) and "type" in value and "text" in value


def find_records(value: Any, path: str = "") -> FoundRecords:
    """Return the records of a JSON value: at a path, or where they look like articles.

    Raises NoArticlesError where the path leads nowhere, with the lists that there are.
    """
    lists = _Lists()
    if path:
        found = at_path(value, split_path(path))
        if found is None:
            lists.walk(value, "", 0)
            there = ", ".join(list(lists.groups)[:12]) or "no lists"
            raise NoArticlesError(f"nothing stands at --records {path}; the file has {there}")
        items = found if isinstance(found, list) else [found]
        return FoundRecords(path, _opened(items), _facts_of(value))
    lists.walk(value, "", 0)
    best = lists.best()
    if best is None or _stands_alone(value):
        return FoundRecords("", [value], skipped=lists.skipped)
    parent = at_path(value, split_path(best.rpartition(".")[0])) if "." in best else value
    facts = _facts_of(value) | (_facts_of(parent) if isinstance(parent, Mapping) else {})
    return FoundRecords(best, lists.groups[best], facts, lists.skipped)


def _opened(items: list[Any]) -> list[Any]:
    flat: list[Any] = []
    for item in items:
        flat.extend(item if isinstance(item, list) else [item])
    return flat


def _stands_alone(value: Any) -> bool:
    """Whether an object is an article itself, whatever lists are in it."""
    if not isinstance(value, Mapping) or oriented(value) is not None:
        return False
    names = {fold_name(str(name)): inner for name, inner in value.items()}
    texts = [names[name] for name in names.keys() & _BODY if _is_text(names[name])]
    words = _words(texts) if texts else 0
    return words >= _MIN_ALONE_WORDS or (words > 1 and bool(names.keys() & _TITLE))


def _facts_of(value: Any) -> dict[str, str]:
    """The source and language that an object states for the records in it."""
    if not isinstance(value, Mapping):
        return {}
    facts: dict[str, str] = {}
    for name in ("source", "language"):
        for key, inner in value.items():
            if fold_name(str(key)) in FOLDED_NAMES[name] and isinstance(inner, str) and inner:
                facts.setdefault(name, inner)
    if "messages" in value or "jsonfeed" in str(value.get("version", "")):
        for key in _NAMES_OF_FEEDS:
            if isinstance(value.get(key), str):
                facts.setdefault("source", value[key])
    return facts


class _Lists:
    """The lists of objects within a value, by path; those in other lists are run together."""

    def __init__(self) -> None:
        self.groups: dict[str, list[Any]] = {}
        self.skipped: list[str] = []

    def walk(self, value: Any, path: str, depth: int) -> None:
        if depth > _MAX_DEPTH or len(self.groups) > _MAX_LISTS:
            return
        if isinstance(value, Mapping):
            self._walk_object(value, path, depth)
        elif isinstance(value, list) and value:
            self._walk_list(value, path, depth)

    def _walk_object(self, value: Mapping[str, Any], path: str, depth: int) -> None:
        if str(value.get("type", "")) in _PRIVATE_CHATS and "messages" in value:
            self.skipped.append(f"the private chat at {path or 'the top'}")
            return
        rows = oriented(value)
        if rows is not None:
            self.groups.setdefault(path or "*", []).extend(rows)
            return
        for name, inner in value.items():
            if isinstance(inner, Mapping | list):
                self.walk(inner, f"{path}.{name}" if path else str(name), depth + 1)

    def _walk_list(self, value: list[Any], path: str, depth: int) -> None:
        place = f"{path}[]"
        if all(isinstance(item, list) for item in value[:_LOOKED_AT]):
            self.groups.setdefault(place, []).extend(rows_of_lists(value))
        elif all(isinstance(item, str) for item in value[:_LOOKED_AT]):
            self.groups.setdefault(place, []).extend({"text": item} for item in value)
        else:
            self.groups.setdefault(place, []).extend(value)
            for item in value:
                if isinstance(item, Mapping) and not is_record(item, 1):
                    self.walk(item, place, depth + 1)

    def best(self) -> str | None:
        """The path of the list with the most records, the outermost of several alike."""
        counts = {path: _count(items, path) for path, items in self.groups.items()}
        ranked = sorted(counts, key=lambda path: (-counts[path], path.count("."), len(path)))
        return ranked[0] if ranked and counts[ranked[0]] else None


def _count(items: Sequence[Any], path: str) -> int:
    looked = items[:_LOOKED_AT]
    name = path.rstrip("[]*").rpartition(".")[2].lower()
    least = 1 if not name or name in _LISTS else _MIN_LIST_WORDS
    good = sum(is_record(item, 0, least) or _is_unnamed_text(item) for item in looked)
    if 2 * good < len(looked):
        return 0
    said = [item.get("text") for item in looked if isinstance(item, Mapping) and len(item) == 1]
    strings = [text for text in said if isinstance(text, str)]
    if len(strings) == len(looked) and not any(
        len(text.split()) >= _MIN_STRING_WORDS for text in strings
    ):
        return 0
    return len(items)


def _is_unnamed_text(item: Any) -> bool:
    """Whether a row without names has a cell of several words."""
    return (
        isinstance(item, Mapping)
        and "column 1" in item
        and any(
            isinstance(cell, str) and len(cell.split()) >= _MIN_STRING_WORDS
            for cell in item.values()
        )
    )


def oriented(value: Mapping[str, Any]) -> list[Any] | None:
    """Return the rows of a table written as an object, in one of the ways data frames are.

    By index {"0": {"title": ...}}, by column {"title": {"0": ...}} or {"title": [...]}, or
    split {"columns": [...], "data": [[...]]}; None for any other object.
    """
    columns, data = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(data, list) and data:
        if all(isinstance(row, list) for row in data[:_LOOKED_AT]):
            names = [str(as_text(name)) for name in columns]
            return [dict(zip(names, row, strict=False)) for row in data if isinstance(row, list)]
        return None
    if not value:
        return None
    known = {fold_name(str(name)) for name in value}
    if known & (_BODY | _TITLE):
        return _by_column(value)
    inner = list(value.values())
    is_index = len(inner) > 1 or str(next(iter(value))).isdecimal()
    are_objects = all(isinstance(one, Mapping) for one in inner)
    return inner if is_index and are_objects and all(map(is_record, inner[:_LOOKED_AT])) else None


def _by_column(value: Mapping[str, Any]) -> list[Any] | None:
    columns = list(value.values())
    if len(columns) < 2:
        return None
    if all(isinstance(one, Mapping) and _are_scalars(one.values()) for one in columns):
        keys = list(columns[0])
        if not keys or any(one.keys() != columns[0].keys() for one in columns):
            return None
        return [{name: column[key] for name, column in value.items()} for key in keys]
    if all(isinstance(one, list) for one in columns) and len(set(map(len, columns))) == 1:
        if not columns[0] or isinstance(columns[0][0], Mapping | list):
            return None
        return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
    return None


def _are_scalars(values: Any) -> bool:
    return not any(isinstance(one, Mapping | list) for one in values)


def rows_of_lists(rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Yield rows of a list of lists, named by its first where that holds names."""
    first = [as_text(cell) for cell in rows[0]] if isinstance(rows[0], list) else []
    folded = {fold_name(cell) for cell in first if len(cell) <= 60}
    named = bool(folded & (_BODY | _TITLE)) and len(set(first)) == len(first)
    names = first if named else [f"column {number + 1}" for number in range(len(first))]
    for row in rows[1 if named else 0 :]:
        if isinstance(row, list):
            yield dict(zip(names, row, strict=False))
