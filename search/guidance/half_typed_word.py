"""A word that is not typed to its end: taken as a beginning, where as a word it finds nothing."""

from __future__ import annotations

import re

from search.analysis.analyzer import is_unspaced
from search.query.nodes import Node, Phrase, Term
from search.query.traversal import find

# One letter begins too many words to be a help.
_LAST_WORD = re.compile(r"[^\W_]{2,}\Z")


def last_word(q: str, node: Node) -> str:
    """Return the word at the very end of `q` that may be half typed, "" where none is.

    `node` is `q` as parsed. A word behind a space, within closed quotation marks, left out
    by NOT or wanted in this form only (`=word`) is finished; so is one in a script that is
    indexed by pairs of characters, where every beginning is found anyway.
    """
    found = _LAST_WORD.search(q)
    if (
        found is None
        or is_unspaced(found.group())
        or not any(word.span.end == len(q) and not word.exact for word in find(node, Term, Phrase))
    ):
        return ""
    return found.group()
