"""Notes on how a query was read. Standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from search.query.nodes import Span

NoteKind = Literal["repaired", "ignored", "limited", "translated"]

_NOWHERE = Span()


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on a part of the query that was changed or ignored.

    `undone` is the query that reads that part otherwise, "" if there is none. `span` is the
    first place in question.
    """

    kind: NoteKind
    text: str
    span: Span = _NOWHERE
    undone: str = ""


def edited(text: str, edits: Sequence[tuple[Span, str]]) -> str:
    """Return `text` with each span replaced, spans ascending and apart."""
    pieces: list[str] = []
    at = 0
    for span, replacement in edits:
        pieces += (text[at : span.start], replacement)
        at = span.end
    return "".join((*pieces, text[at:]))
