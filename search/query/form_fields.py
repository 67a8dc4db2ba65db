"""A query back into the boxes of the form, where they can say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from search.query.builder import QueryBoxes, is_one_word
from search.query.format import written
from search.query.nodes import (
    NAME_FIELDS,
    And,
    AtLeast,
    DateRange,
    Everything,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)

#: Boxes that take several words, each a part of its own; and those that count for them.
_LISTS = ("all_words", "none_words", "title_words", "often")
_COUNTS = ("often_count",)

#: What one part of a query writes into the boxes.
_Filled = dict[str, Any]


def boxes_of(node: Node) -> QueryBoxes | None:
    """Return the boxes that mean `node`, or None where the form cannot say it."""
    filled: _Filled = {}
    for part in node.children if isinstance(node, And) else (node,):
        boxes = _BOXES.get(type(part), _no_box)(part)
        if boxes is None or not _fits(boxes, filled):
            return None
        for name in _LISTS:
            if name in boxes and name in filled:
                boxes[name] = f"{filled[name]} {boxes[name]}"
        filled |= boxes
    return QueryBoxes(**filled)


def _fits(boxes: _Filled, filled: _Filled) -> bool:
    """Say whether the boxes of one more part are free, or can take it too."""
    return all(
        name not in filled or name in _LISTS or (name in _COUNTS and filled[name] == value)
        for name, value in boxes.items()
    )


def _no_box(part: Node) -> _Filled | None:
    return {} if isinstance(part, Everything) else None


def _none(part: Not) -> _Filled | None:
    word = _word(part.child)
    return {"none_words": word} if word else None


def _any(part: Or) -> _Filled | None:
    words = [_word(child) for child in part.children]
    return {"any_words": " ".join(words)} if all(words) else None


def _near(part: Near) -> _Filled | None:
    words = [_word(child) for child in part.children]
    if part.ordered or part.unit != "word" or not all(words):
        return None
    return {"near": " ".join(words), "near_distance": part.distance}


def _often(part: AtLeast) -> _Filled | None:
    word = _word(part.child)
    return {"often": word, "often_count": part.count} if word else None


def _dates(part: DateRange) -> _Filled:
    return {"date_from": str(part.first or ""), "date_to": str(part.last or "")}


def _of_leaf(leaf: Leaf) -> _Filled | None:
    box = "title_words" if leaf.field == "title" else "all_words"
    word = _word(replace(leaf, field=None) if leaf.field == "title" else leaf)
    if word:
        return {box: word}
    if not isinstance(leaf, Term | Phrase) or leaf.exact:
        return None
    if leaf.field in NAME_FIELDS:
        return {str(leaf.field): leaf.text}
    return {"phrase": leaf.text} if leaf.field is None and isinstance(leaf, Phrase) else None


def _word(node: Node) -> str:
    """Return the one word that a box would take for `node`, or ""."""
    if not isinstance(node, Term | Prefix | Wildcard) or node.field:
        return ""
    word = written(node)
    return word if is_one_word(word) else ""


_BOXES: dict[type[Any], Callable[[Any], _Filled | None]] = {
    Term: _of_leaf,
    Phrase: _of_leaf,
    Prefix: _of_leaf,
    Wildcard: _of_leaf,
    Not: _none,
    Or: _any,
    Near: _near,
    AtLeast: _often,
    DateRange: _dates,
}
