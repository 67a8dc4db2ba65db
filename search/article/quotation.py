"""A quotation in an article: found by its words, so that a link to it opens at that place."""

from __future__ import annotations

import re

from search.highlight.fragmenter import Range

#: A longer quotation is known by its beginning and its end, with this between them.
GAP = "…"
MAX_QUOTE_CHARS = 600
_MAX_GAP_CHARS = 20_000


def find_quotation(text: str, quotation: str) -> Range | None:
    """Return where `quotation` stands in `text`, or None; spaces and line ends are all alike."""
    quotation = quotation[:MAX_QUOTE_CHARS].strip()
    begin, gap, end = quotation.partition(GAP)
    whole = _words(quotation)
    found = whole.search(text) if whole else None
    if found is None and gap and (first := _words(begin)) and (last := _words(end)):
        start = first.search(text)
        stop = last.search(text, start.end(), start.end() + _MAX_GAP_CHARS) if start else None
        return (start.start(), stop.end()) if start and stop else None
    return found.span() if found else None


def _words(text: str) -> re.Pattern[str] | None:
    words = text.split()
    return re.compile(r"\s+".join(map(re.escape, words))) if words else None
