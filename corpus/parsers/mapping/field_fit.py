"""Whether the values under a usual name can be what the name says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from corpus.parsers.mapping.field_names import FOLDED_NAMES, fold_name
from corpus.parsers.mapping.sampled_values import Sampled

DATE = re.compile(
    r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d{1,3}(?!\d))|\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)|^\d{5}$|^\d{9,13}$"
)
WEB = re.compile(r"(?:https?:)?//[^\s/]+", re.IGNORECASE)
WEB_PAGE = re.compile(r"https?://[^\s/]+/[^\s]", re.IGNORECASE)


def fits(name: str, path: str, sampled: Sampled) -> bool:
    """Whether the values under a usual name can be what the name says."""
    said = sampled.said(path)
    test = _TESTS.get(name)
    if not said or test is None:
        return True
    if name in _TEXT_FIELDS and any(map(_holds_records, sampled.values[path])):
        return False
    return test(fold_name(path), said)


def _may_be_text(_: str, said: Sequence[str]) -> bool:
    return not all(map(_is_no_text, said))


def _may_be_date(_: str, said: Sequence[str]) -> bool:
    written = any(DATE.search(text[:60]) for text in said)
    return written or not any(map(str.isdigit, "".join(said)[:200]))


def _may_be_url(name: str, said: Sequence[str]) -> bool:
    if name in ("guid", "uri"):
        return all(WEB_PAGE.match(text) for text in said)
    # A crawler's "source_url" may be the outlet's home page.
    return name != "sourceurl" or any(WEB_PAGE.match(text) for text in said)


def _may_be_author(_: str, said: Sequence[str]) -> bool:
    return not all(text.isdecimal() for text in said)


def _may_be_source(_: str, said: Sequence[str]) -> bool:
    return not all(text.isdecimal() or WEB_PAGE.match(text) for text in said)


_TEXT_FIELDS = ("body", "abstract", "title")
_TESTS: dict[str, Callable[[str, Sequence[str]], bool]] = {
    **dict.fromkeys(_TEXT_FIELDS, _may_be_text),
    "date": _may_be_date,
    "url": _may_be_url,
    "author": _may_be_author,
    "source": _may_be_source,
}


def _holds_records(value: Any) -> bool:
    """Whether a value is a record, or a list of them, rather than a text."""
    if isinstance(value, list):
        inner = [item for item in value if isinstance(item, Mapping)]
        return bool(inner) and not all("type" in item for item in inner)
    return isinstance(value, Mapping) and holds_text(value)


def _is_no_text(text: str) -> bool:
    flat = text.strip()
    return " " not in flat and (flat.isdecimal() or bool(WEB.match(flat)))


def holds_text(inner: Mapping[str, Any]) -> bool:
    names = {fold_name(str(name)) for name in inner}
    return bool(names & set(FOLDED_NAMES["body"])) and bool(
        names & {*FOLDED_NAMES["title"], *FOLDED_NAMES["date"]}
    )
