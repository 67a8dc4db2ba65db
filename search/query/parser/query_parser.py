"""The query parser: text to a tree of nodes, with notes on how it was read.

It never raises: what cannot be read is repaired or ignored, with a note. The steps are lexer
(characters to tokens), connectors, limits (balanced parentheses) and grammar (tokens to nodes).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from search.query.nodes import (
    And,
    Boost,
    Everything,
    Node,
    Operator,
    Optional,
    Or,
    Span,
    Term,
)
from search.query.parser.grammar import Grammar
from search.query.parser.lexer import Lexer
from search.query.parser.limits import Limits, shaped
from search.query.parser.parse_notes import Note, edited
from search.query.parser.plain_words import Frequencies, fitted, loosened, years_typed
from search.query.traversal import visit
from search.query.wording import listed, quoted

__all__ = ["Limits", "ParsedQuery", "parse"]

#: Nodes that one clause may become: groups, signs, a word in several fields.
PARTS_PER_CLAUSE = 4

_LIMITS = Limits()
#: Levels and parts that stay free for what is put around a parsed query, such as a filter.
_ROOM = 2


@dataclass(frozen=True, slots=True)
class AddedSynonym:
    """A word of the query, as typed, and a word that equals it; `left_out` on request."""

    typed: str
    added: str
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A parsed query with notes for the reader.

    `reading` is the query in plain English if it uses operators, otherwise "". `expansions` are
    the equal words that were added to `node`; the parser itself adds none.
    """

    text: str
    node: Node
    notes: tuple[Note, ...] = ()
    reading: str = ""
    expansions: tuple[AddedSynonym, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """All sentences for the reader: the reading and the notes."""
        return tuple(filter(None, (self.reading, *(note.text for note in self.notes))))


def parse(
    text: str,
    *,
    match: Operator = "all",
    today: dt.date | None = None,
    limits: Limits = _LIMITS,
    frequencies: Frequencies | None = None,
) -> ParsedQuery:
    """Read a query. Never raises, whatever the text.

    `match` says what words side by side mean: all of them, or some. Relative dates count
    from `today`, by default the day on this machine. Of more words than the limits allow the
    commonest are left out by their `frequencies`, without these the last.
    """
    today = today or dt.date.today()
    allowed = limits
    while True:
        parsed = _read(text, match, today, allowed, frequencies)
        parts, levels = _size(parsed.node)
        if levels > limits.depth - _ROOM and allowed.depth:
            allowed = replace(allowed, depth=allowed.depth * 3 // 4)
        elif parts > limits.clauses * PARTS_PER_CLAUSE - _ROOM and allowed.clauses > 1:
            allowed = replace(allowed, clauses=allowed.clauses * 3 // 4)
        else:
            return parsed


def _read(
    text: str,
    match: Operator,
    today: dt.date,
    limits: Limits,
    frequencies: Frequencies | None,
) -> ParsedQuery:
    lexer = Lexer(text[: limits.chars], match)
    tokens = lexer.tokens()
    notes = lexer.notes
    if len(text) > limits.chars:
        message = f"Only the first {limits.chars:,} characters of the query are read."
        notes.insert(0, Note("limited", message, Span(limits.chars, len(text))))
    plain = all(token.kind == "word" and token.boost == 1 for token in tokens)
    tokens = fitted(tokens, limits.clauses, frequencies, notes)
    tokens = shaped(tokens, lexer.text, limits, notes)
    node = Grammar(tokens, lexer.text, match, today, limits.clauses, notes).parse()
    if match == "all":
        node = loosened(node, tokens, lexer.text, notes)
    _note_years(node, lexer.text, notes)
    plain = plain and _is_plain(node)
    return ParsedQuery(text, node, tuple(dict.fromkeys(notes)), "" if plain else node.sentence())


def _size(node: Node) -> tuple[int, int]:
    """Return how many nodes a tree has, and on how many levels."""
    parts, levels, level = 0, 0, [node]
    while level:
        parts, levels = parts + len(level), levels + 1
        level = [child for parent in level for child in parent.children]
    return parts, levels


def _is_plain(node: Node) -> bool:
    """Say whether a query of words alone needs no account: it has no groups and no negation."""
    return {type(part) for part in visit(node)} <= {And, Or, Optional, Boost, Term, Everything}


def _note_years(node: Node, text: str, notes: list[Note]) -> None:
    """Offer years that were typed as words as dates."""
    spans = years_typed(node)
    if not spans:
        return
    years = list(dict.fromkeys(quoted(text[span.start : span.end]) for span in spans))
    message = f"{listed(years)} {'is' if len(years) == 1 else 'are'} looked for as a word."
    undone = edited(text, [(span, f"date:{text[span.start : span.end]}") for span in spans[:1]])
    notes.append(Note("translated", message, spans[0], undone))
