"""A query back to the boxes of the query builder, if they can express it."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import Any

from search.query.builder import QueryBoxes, is_one_word
from search.query.nodes import (
    NAME_FIELDS,
    AtLeast,
    DateRange,
    Everything,
    Near,
    Node,
    Not,
    Optional,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)
from search.query.nodes.base import QueryNode
from search.query.traversal import conjuncts

#: Boxes of several words, each a conjunct of its own; and boxes with a number for them.
_LISTS = ("all_words", "none_words", "title_words", "often")
_COUNTS = ("often_count",)

#: Values of boxes by name.
_Filled = dict[str, Any]


def boxes_of(node: Node) -> QueryBoxes | None:
    """Return the boxes that mean `node`, or None if the form cannot express it."""
    filled: _Filled = {}
    parts = conjuncts(node)
    if not parts and node != Everything():
        return None
    for part in parts:
        boxes = _boxes(part)
        if boxes is None or not _fits(boxes, filled):
            return None
        for name in _LISTS:
            if name in boxes and name in filled:
                boxes[name] = f"{filled[name]} {boxes[name]}"
        filled |= boxes
    return QueryBoxes(**filled)


def _fits(boxes: _Filled, filled: _Filled) -> bool:
    """Return whether the boxes of one more part are free or take several words."""
    return all(
        name not in filled or name in _LISTS or (name in _COUNTS and filled[name] == value)
        for name, value in boxes.items()
    )


@singledispatch
def _boxes(part: QueryNode) -> _Filled | None:
    """Return the boxes that mean `part`, None where none do."""
    return None


@_boxes.register
def _(part: Not) -> _Filled | None:
    word = _word(part.child)
    return {"none_words": word} if word else None


@_boxes.register
def _(part: Optional) -> _Filled | None:
    return _boxes(part.child)


@_boxes.register
def _(part: Or) -> _Filled | None:
    words = [_word(child) for child in part.children]
    return {"any_words": " ".join(words)} if all(words) else None


@_boxes.register
def _(part: Near) -> _Filled | None:
    words = [_word(child) for child in part.children]
    if part.ordered or part.unit != "word" or not all(words):
        return None
    return {"near": " ".join(words), "near_distance": part.distance}


@_boxes.register
def _(part: AtLeast) -> _Filled | None:
    word = _word(part.child)
    return {"often": word, "often_count": part.count} if word else None


@_boxes.register
def _(part: DateRange) -> _Filled:
    return {"date_from": str(part.first or ""), "date_to": str(part.last or "")}


@_boxes.register
def _(part: Prefix | Wildcard) -> _Filled | None:
    return _one_word(part)


@_boxes.register
def _(part: Term | Phrase) -> _Filled | None:
    filled = _one_word(part)
    if filled or part.exact:
        return filled
    if part.field in NAME_FIELDS:
        return {str(part.field): part.text}
    is_phrase = part.field is None and part.query_text().startswith('"')
    return {"phrase": part.text} if is_phrase else None


def _one_word(leaf: Term | Phrase | Prefix | Wildcard) -> _Filled | None:
    """Return the box that takes `leaf` as one word: of the headline, or of all the text."""
    in_title = leaf.field == "title"
    word = _word(replace(leaf, field=None) if in_title else leaf)
    return {"title_words" if in_title else "all_words": word} if word else None


def _word(node: Node) -> str:
    """Return the one word that a box would take for `node`, or ""."""
    word = node.query_text()
    return word if is_one_word(word) else ""
