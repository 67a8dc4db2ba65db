"""What the index knows of words, for whoever reads articles."""

from __future__ import annotations

from collections.abc import Sequence

from search.engines import get_engine
from search.engines.base import EngineError


def word_frequencies(words: Sequence[str]) -> list[int]:
    """Return in how many articles each word is; 0 for all where the index cannot tell."""
    try:
        return get_engine().frequencies(words)
    except EngineError:
        return [0] * len(words)
