"""The half-typed last word of a query, which is searched for as a prefix if it matches nothing."""

from __future__ import annotations

import re

from search.analysis.analyzer import is_unspaced
from search.query.nodes import Node, Phrase, Term
from search.query.traversal import find

# A single letter is the prefix of too many words.
_LAST_WORD = re.compile(r"(?<![^\W_])[^\W_]{2,}\Z")


def last_word(q: str, node: Node) -> str:
    """Return the word at the very end of `q` that may be half typed, "" if there is none.

    `node` is the parsed `q`. A word before a space, in closed quotation marks, below NOT or
    exact (`=word`) is complete; so is a word in a script that is indexed by character pairs,
    where every prefix matches anyway.
    """
    found = _LAST_WORD.search(q)
    if (
        found is None
        or is_unspaced(found.group())
        or not any(word.span.end == len(q) and not word.exact for word in find(node, Term, Phrase))
    ):
        return ""
    return found.group()
