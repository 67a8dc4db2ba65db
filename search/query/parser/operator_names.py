"""Operators that are written as a name: `title:`, `hd=`, `headline(`, `wc>`, `AROUND(5)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from search.query.parser.operators import canonical, segment_alias

_LABEL = re.compile(r"([^\W\d_][\w-]*+(?:,[^\W\d_][\w-]*+){0,3})([:：=])(?!//)")
_SEGMENT = re.compile(r"([A-Za-z]+[0-9]{0,3})(?=\()")
_COMPARED = re.compile(r"(wc|words|length|p?date|pd|dt)(?=\s*+[<>]=?\s*+[0-9])", re.IGNORECASE)
# Nexis's `DATE AFT 1/1/2020`, `geq(1/1/2020)`, `date is 2020`.
_DATED = re.compile(
    r"(?:(?:p?date\s+)?(geq|aft|leq|bef)|p?date\s+(is))(?=\s*+\(?\s*+[0-9])", re.IGNORECASE
)
_DATE_PREFIXES = {"geq": "since", "aft": "after", "leq": "through", "bef": "before", "is": "date"}
_AROUND = re.compile(r"AROUND\([0-9]{1,5}\)")
# An unknown word before a colon stands alone, so that "Note:this" is two words; but not
# before a slash or a digit: addresses, clock times and scores stay whole.
_PART_OF_WORD = re.compile(r"[/\d]")


@dataclass(frozen=True, slots=True)
class Named:
    """A named operator in a text, and where it ends.

    `meant` is our name for it, which may differ from the typed alias.
    """

    kind: Literal["prefix", "near"]
    text: str
    end: int
    meant: str = ""
    is_alias: bool = False


def named_operator(text: str, at: int) -> Named | None:
    """Return the operator whose name begins at `at`, or None."""
    around = _AROUND.match(text, at)
    if around:
        return Named("near", around.group(), around.end())
    compared = _COMPARED.match(text, at)
    if compared:
        name = "date" if "d" in compared[1].lower()[:2] else "words"
        is_alias = name != compared[1].lower()
        return Named("prefix", name, compared.end(), f"{name}:", is_alias=is_alias)
    dated = _DATED.match(text, at)
    if dated:
        name = _DATE_PREFIXES[(dated[1] or dated[2]).lower()]
        return Named("prefix", name, dated.end(), f"{name}:", is_alias=True)
    return _segment(text, at) or _labelled(text, at)


def unknown_label(text: str, at: int) -> str:
    """Return the word at `at` where a colon follows that is part of no longer word, or ""."""
    label = _LABEL.match(text, at)
    if not label or label[2] == "=" or "," in label[1] or _PART_OF_WORD.match(text, label.end()):
        return ""
    return label[1]


def _segment(text: str, at: int) -> Named | None:
    written = _SEGMENT.match(text, at)
    name = segment_alias(written[1]) if written else None
    if not written or not name:
        return None
    return Named("prefix", name, written.end(), f"{name}:", is_alias=name != "date")


def _labelled(text: str, at: int) -> Named | None:
    label = _LABEL.match(text, at)
    name = canonical(label[1]) if label else None
    if not label or not name or (label[2] == "=" and len(label[1]) == 1):
        return None
    is_alias = label[2] == "=" or name != label[1].lower()
    return Named("prefix", name, label.end(), f"{name}:", is_alias=is_alias)
