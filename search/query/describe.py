"""A query in plain English, so that readers see how theirs was read.

    (a OR b) title:"c d" -e after:2021   ->   Articles with “a” or “b”, with the phrase
    “c d” in the title, without “e”, published after 2021.

Standard library only.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from search.query.nodes import (
    LEAD_WORDS,
    NAME_FIELDS,
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Fuzzy,
    Ids,
    Leaf,
    Length,
    Like,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
    YearDay,
)
from search.query.parser.parse_notes import listed
from search.query.periods import Period

_ONE_DAY = dt.timedelta(days=1)

#: What an article is said to be: the verb, then what it governs.
_Said = tuple[str, str]

_IN_FIELD = {
    "title": " in the title",
    "text": " in the text",
    "lead": f" in the first {LEAD_WORDS} words",
    "hidden": " in what was hidden",
    None: "",
}


def describe(node: Node) -> str:
    """Return one sentence on the articles that `node` finds."""
    if isinstance(node, Everything):
        return "All articles."
    if isinstance(node, Nothing):
        return "No article: the dates leave none."
    verb, what = _said(node)
    return f"Articles {verb} {what}.".replace("  ", " ")


def meaning(node: Node) -> str:
    """Return what `node` says of an article: `with “summit” in the title`."""
    return " ".join(" ".join(_said(node)).split())


def _said(node: Node) -> _Said:
    if isinstance(node, Leaf):
        return _of_leaf(node)
    if isinstance(node, And | Or):
        return (_of_all if isinstance(node, And) else _of_any)(node.children)
    if isinstance(node, Not):
        verb, what = _said(node.child)
        return ("without", what) if verb == "with" else (f"not {verb}".rstrip(), what)
    if isinstance(node, Boost):
        verb, what = _said(node.child)
        return verb, f"{what} (weight {node.factor:g})"
    return _of_the_rest(node)


def _of_the_rest(
    node: Near | AtLeast | Like | DateRange | YearDay | Length | Ids | Everything | Nothing,
) -> _Said:
    if isinstance(node, Near | AtLeast):
        return "with", _near(node) if isinstance(node, Near) else _often(node)
    if isinstance(node, DateRange | YearDay):
        return "published", _days(node) if isinstance(node, DateRange) else _year_day(node)
    if isinstance(node, Length):
        return "of", _length(node)
    if isinstance(node, Like):
        return "like", f"“{node.title}”" if node.title else f"article {node.article}"
    if isinstance(node, Ids):
        return "numbered", listed([str(number) for number in node.ids], word="or")
    return "with", "anything" if isinstance(node, Everything) else "a date that cannot be"


def _of_leaf(leaf: Leaf) -> _Said:
    if leaf.field in NAME_FIELDS:
        name = f"“{leaf.text}”" if isinstance(leaf, Term | Phrase) else _word(leaf)
        return ("from" if leaf.field == "source" else "by"), name
    return "with", _word(leaf) + _IN_FIELD[leaf.field]


def _word(leaf: Leaf) -> str:
    if isinstance(leaf, Prefix):
        return f"words that begin with “{leaf.text}”"
    if isinstance(leaf, Wildcard):
        return f"words like “{leaf.pattern}”"
    if isinstance(leaf, Fuzzy):
        return f"words within {leaf.distance} letter{'s'[: leaf.distance - 1]} of “{leaf.text}”"
    kind = "the phrase " if isinstance(leaf, Phrase) and " " in leaf.text else ""
    return f"{kind}{'exactly ' if leaf.exact else ''}“{leaf.text}”"


def _near(node: Near) -> str:
    words = listed([_said(child)[1] for child in node.children])
    if node.unit != "word":
        return f"{words} in one {node.unit}"
    if node.ordered and not node.distance:
        return f"{words} in a row"
    if not node.distance:
        return f"{words} next to each other"
    order = " in this order" if node.ordered else ""
    return f"{words} within {node.distance} word{'s'[: node.distance - 1]} of each other{order}"


def _often(node: AtLeast) -> str:
    return f"{_said(node.child)[1]} at least {node.count} times"


def _length(node: Length) -> str:
    if node.most is None:
        return f"at least {node.least:,} words"
    if node.least == node.most:
        return f"exactly {node.least:,} words"
    if not node.least:
        return f"at most {node.most:,} words"
    return f"{node.least:,} to {node.most:,} words"


def _year_day(node: YearDay) -> str:
    return f"on {node.day} {calendar.month_name[node.month]} of any year"


def _days(node: DateRange) -> str:
    first, last = node.first, node.last
    if first and last:
        period = _period(first, last)
        if period:
            return f"on {period.label}" if period.day else f"in {period.label}"
        return f"from {Period.of(first, 'day').label} to {Period.of(last, 'day').label}"
    if first:
        return f"on or after {Period.of(first, 'day').label}"
    if last:
        return f"on or before {Period.of(last, 'day').label}"
    return "on a known date"


def _period(first: dt.date, last: dt.date) -> Period | None:
    """Return the year, month or day that two days begin and end."""
    candidates = (Period.of(first, interval) for interval in ("year", "month", "day"))
    return next((p for p in candidates if (p.first, p.last) == (first, last)), None)


def _of_all(children: Sequence[Node]) -> _Said:
    said = [_said(child) for child in children]
    verbs = list(dict.fromkeys(verb for verb, _ in said))
    verbs.sort(key=lambda verb: (verb != "with", verb.startswith(("not", "without"))))
    parts = []
    for verb in verbs:
        negative = verb.startswith(("not", "without"))
        whats = [
            f"({what})" if isinstance(child, Or | Near) and len(said) > 1 else what
            for child, (own, what) in zip(children, said, strict=True)
            if own == verb
        ]
        parts.append((verb, listed(whats, word="or" if negative else "and")))
    if len(parts) == 1:
        return parts[0]
    return "", ", ".join(f"{verb} {what}".strip() for verb, what in parts)


def _of_any(children: Sequence[Node]) -> _Said:
    said = [_said(child) for child in children]
    whats = [
        f"({what})" if isinstance(child, And) else what
        for child, (_, what) in zip(children, said, strict=True)
    ]
    if len({verb for verb, _ in said}) == 1 and not said[0][0].startswith(("not", "without")):
        return said[0][0], listed(whats, word="or")
    full = [f"{verb} {what}".strip() for (verb, _), what in zip(said, whats, strict=True)]
    return "", listed(full, word="or")
