"""Completing what is being typed."""

from __future__ import annotations

import re

from search.engines import get_engine

MOST_COMPLETIONS = 10
_MAX_CHARS = 200
# The word being typed: all that follows the last space, bracket, quote or field name.
_LAST_WORD = re.compile(r"[^\s()\[\]\"“”:=+-]+\Z")


def completions(q: str) -> list[str]:
    """Return `q` with its last word completed, most frequent words first.

    Empty where no word is being typed. Raises EngineError.
    """
    # The length first: the search takes the square of it.
    typed = _LAST_WORD.search(q) if len(q) <= _MAX_CHARS else None
    if typed is None:
        return []
    words = get_engine().suggest(typed.group(), MOST_COMPLETIONS)
    return [q[: typed.start()] + word for word, _ in words]
