"""Limits of a query, and balanced parentheses for its grammar."""

from __future__ import annotations

from dataclasses import dataclass

from search.query.nodes import Span
from search.query.parser.parse_notes import Note, edited
from search.query.parser.tokens import OPERANDS, Token

# Each level of nesting takes several frames of the Python stack.
_MAX_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a query is read.

    `chars` of its text, `clauses` in all (and words of one phrase), `depth` of
    parentheses within each other (100 at most) and of the tree of nodes.
    """

    chars: int = 10_000
    clauses: int = 64
    depth: int = 20


def shaped(tokens: list[Token], text: str, limits: Limits, notes: list[Note]) -> list[Token]:
    """Return `tokens` of `text` within `limits`, every parenthesis with its partner."""
    kept = _limited(tokens, text, limits, notes)
    kept = _flattened(kept, min(limits.depth, _MAX_DEPTH), notes)
    kept = _without_stray(kept, text, notes)
    return _closed(kept, text, notes, quiet=len(kept) < len(tokens))


def _limited(tokens: list[Token], text: str, limits: Limits, notes: list[Note]) -> list[Token]:
    operands = [i for i, token in enumerate(tokens) if token.kind in OPERANDS]
    if len(operands) <= limits.clauses:
        return tokens
    end = operands[limits.clauses]
    while end and tokens[end - 1].kind not in (*OPERANDS, "close"):
        end -= 1
    message = f"Only the first {limits.clauses} words and phrases of the query are searched for."
    notes.append(Note("limited", message, Span(tokens[end].span.start, len(text))))
    return tokens[:end]


def _flattened(tokens: list[Token], allowed: int, notes: list[Note]) -> list[Token]:
    """Drop parentheses that are nested too deep."""
    depth = 0
    kept: list[Token] = []
    left_out: list[Token] = []
    for token in tokens:
        depth += token.kind == "open"
        paired = token.kind in ("open", "close")
        (left_out if paired and depth > allowed else kept).append(token)
        depth -= token.kind == "close" and depth > 0
    if left_out:
        message = f"Parentheses more than {allowed} deep are ignored."
        notes.append(Note("limited", message, left_out[0].span))
    return kept


def _without_stray(tokens: list[Token], text: str, notes: list[Note]) -> list[Token]:
    """Drop parentheses that close nothing."""
    depth = 0
    kept: list[Token] = []
    stray: list[Token] = []
    for token in tokens:
        if token.kind == "close" and not depth:
            stray.append(token)
            continue
        depth += (token.kind == "open") - (token.kind == "close")
        kept.append(token)
    if stray:
        message = "A closing parenthesis without an opening one is ignored."
        undone = "(" * len(stray) + text
        notes.append(Note("repaired", message, stray[0].span, undone))
    return kept


def _closed(tokens: list[Token], text: str, notes: list[Note], *, quiet: bool) -> list[Token]:
    """Close open parentheses at the end."""
    opened: list[Token] = []
    for token in tokens:
        if token.kind == "open":
            opened.append(token)
        elif token.kind == "close":
            opened.pop()
    if opened and not quiet:
        message = "The parenthesis that is never closed is taken to close at the end."
        undone = edited(text, [(token.span, " ") for token in opened])
        notes.append(Note("repaired", message, opened[0].span, undone))
    end = Span(len(text), len(text))
    return tokens + [Token("close", ")", end)] * len(opened)
