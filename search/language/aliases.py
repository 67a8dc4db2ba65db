"""Other spellings of our operators: those of Nexis, Factiva, Google and mail programs.

A reader who types one is told what it was read as. Standard library only.
"""

from __future__ import annotations

import re

#: Names before a colon or an equals sign, and the prefix operators they stand for.
PREFIX_ALIASES = {
    "hd": "title",
    "hl": "title",
    "headline": "title",
    "ti": "title",
    "intitle": "title",
    "allintitle": "title",
    "sn": "source",
    "src": "source",
    "pub": "source",
    "publication": "source",
    "lp": "lead",
    "hlp": "title,lead",
    "hlead": "title,lead",
    "wc": "words",
    "by": "author",
    "byline": "author",
    "au": "author",
    "body": "text",
    "intext": "text",
    "allintext": "text",
    "since": "after",
    "newer": "after",
    "newer_than": "after",
    "until": "before",
    "older": "before",
    "older_than": "before",
    "year": "date",
    "dt": "date",
    "pd": "date",
}

#: Names right before a parenthesis: Nexis's segments.
SEGMENT_ALIASES = {
    "headline": "title",
    "title": "title",
    "byline": "author",
    "publication": "source",
    "body": "text",
    "lead": "lead",
    "hlead": "title,lead",
}

#: Signs between operands.
AND_SIGNS = ("AND", "&", "&&")
OR_SIGNS = ("OR", "|", "||")
NOT_SIGNS = ("NOT", "ANDNOT")

_ANY_ORDER = re.compile(r"(?:w/|n/|near/?|~|around\()([0-9]{1,5})\)?", re.IGNORECASE)
_IN_ORDER = re.compile(r"(?:pre/|onear/?|adj/?|w)([0-9]{1,5})", re.IGNORECASE)
_NEAR_WORDS = 10

#: Connectors for the same sentence and the same paragraph. The index knows no sentences;
#: these are the distances that Nexis gives for them.
SENTENCE_WORDS, PARAGRAPH_WORDS = 25, 75
_SAME = {
    "/s": SENTENCE_WORDS,
    "w/s": SENTENCE_WORDS,
    "w/sent": SENTENCE_WORDS,
    "/p": PARAGRAPH_WORDS,
    "w/p": PARAGRAPH_WORDS,
    "w/para": PARAGRAPH_WORDS,
}


def same_part(word: str) -> int | None:
    """Read `/s`, `w/p` ... as the distance in words that stands for it; else None."""
    return _SAME.get(word.lower())


def proximity(word: str) -> tuple[int, bool] | None:
    """Read `w/5`, `near5`, `pre/5` ... as (distance in words, in this order); else None."""
    if word == "NEAR":
        return _NEAR_WORDS, False
    if words := same_part(word):
        return words, False
    if found := _ANY_ORDER.fullmatch(word):
        return int(found[1]), False
    if found := _IN_ORDER.fullmatch(word):
        return int(found[1]), True
    return None
