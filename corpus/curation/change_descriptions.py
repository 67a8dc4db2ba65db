"""Values of the log in plain words: what stood there before, and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from corpus.curation.date_entry import written
from corpus.models.change import Change

Value = Mapping[str, Any] | None
_NONE = "none"
_MAX_LINES = 5
_MAX_LINE_CHARS = 120


def words_of(field: str, value: Value) -> str:
    """One value in words: "February 2022", "Meridian Wire", "none"."""
    if field == Change.ADDED:
        return "not in the archive" if value is None else "in the archive"
    if value is None:
        return "gone"
    if field in _WORDS:
        return _WORDS[field](value)
    return str(value[field]) or _NONE


def _date(value: Mapping[str, Any]) -> str:
    day = value["published"]
    return written(dt.date.fromisoformat(day), value["date_precision"]) if day else "undated"


def _lines(value: Mapping[str, Any]) -> str:
    count = len(value["hidden_lines"])
    return f"{count} {'line' if count == 1 else 'lines'} left out"


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "date": _date,
    "source": lambda value: value["name"] or _NONE,
    "hidden": lambda value: "hidden" if value["hidden"] else "shown",
    "bin": lambda value: "in the bin" if value["binned"] else "in the archive",
    "lines": _lines,
    "file": lambda value: f"as imported ({value['content_hash'][:8]})",
    "deleted": lambda value: str(value["title"]),
}


def before_and_after(field: str, before: Value, after: Value) -> tuple[str, str]:
    """Both sides of a change in words; of lines, those that went and came back are named."""
    words = words_of(field, before), words_of(field, after)
    if field == "lines" and before is not None and after is not None:
        was = [line["text"] for line in before["hidden_lines"]]
        now = [line["text"] for line in after["hidden_lines"]]
        gone = [f"left out: {_short(text)}" for text in _more(now, was)]
        back = [f"brought back: {_short(text)}" for text in _more(was, now)]
        told = [*gone, *back]
        more = len(told) - _MAX_LINES
        told = told[:_MAX_LINES] + ([f"and {more} more"] if more > 0 else [])
        return words[0], "; ".join((words[1], *told))
    if words[0] == words[1]:
        return words[0], f"{words[1]} (confirmed)" if (after or {}).get("edited") else words[1]
    return words


def _more(these: list[str], than: list[str]) -> list[str]:
    rest = list(than)
    more = []
    for text in these:
        if text in rest:
            rest.remove(text)
        else:
            more.append(text)
    return more


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain[:_MAX_LINE_CHARS]}…”" if len(plain) > _MAX_LINE_CHARS else f"“{plain}”"
