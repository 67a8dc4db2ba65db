"""Long queries and questions: which of their plain words are looked for, and which must be there.

Of more words than a query may have, repeats become one word with a weight, and the commonest
are left out. Of four and more words side by side, question words and stop words are not required.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from search.analysis.analyzer import exact_terms
from search.analysis.stop_words import stop_words_in
from search.query.nodes import Node, Optional, Span
from search.query.parser.parse_notes import Note, edited
from search.query.parser.tokens import ENDS, OPERANDS, STARTS, Token
from search.query.traversal import conjuncts
from search.query.wording import examples, listed, quoted

#: Returns in how many articles each of some words is.
Frequencies = Callable[[Sequence[str]], Sequence[int]]

#: From so many plain words on, stop words are not required.
MIN_WORDS = 4
MAX_WEIGHT = 10.0
_YEAR = re.compile("(?:1[6-9]|20)[0-9]{2}")


def fitted(
    tokens: list[Token], most: int, frequencies: Frequencies | None, notes: list[Note]
) -> list[Token]:
    """Return `tokens` with at most `most` operands, as far as plain words can be left out."""
    if _operands(tokens) <= most:
        return tokens
    tokens = _without_repeats(tokens)
    surplus = _operands(tokens) - most
    if surplus <= 0:
        return tokens
    loose = [at for at, _ in enumerate(tokens) if _is_loose(tokens, at)]
    if not frequencies or not loose:
        return tokens
    counts = frequencies([tokens[at].text for at in loose])
    common = sorted(range(len(loose)), key=lambda place: (-counts[place], -place))[:surplus]
    dropped = {loose[place] for place in common}
    kept = [token for at, token in enumerate(tokens) if at not in dropped]
    shown = [tokens[loose[place]].text for place in common]
    message = (
        f"Of the query's words the {most} rarest are searched for; "
        f"{examples(shown)} {'is' if len(shown) == 1 else 'are'} left out."
    )
    notes.append(Note("limited", message, tokens[min(dropped)].span))
    return kept


def loosened(node: Node, tokens: Sequence[Token], text: str, notes: list[Note]) -> Node:
    """Return `node`, words side by side, so that it does not require their stop words."""
    parts = conjuncts(node)
    words = [part for part in parts if part.is_plain_word]
    if len(words) < MIN_WORDS or not all(part.is_plain_word or part.restricts for part in parts):
        return node
    if any(token.text == "AND" or token.kind in ("open", "near") for token in tokens):
        return node
    folded = [exact_terms(word.query_text()) for word in words]
    stop = stop_words_in([word for own in folded for word in own])
    loose = [word for word, own in zip(words, folded, strict=True) if own and stop.issuperset(own)]
    if not loose or len(loose) == len(words):
        return node
    spans = [word.span for word in loose]
    shown = list(dict.fromkeys(quoted(text[span.start : span.end]) for span in spans))
    message = (
        f"{listed(shown)} {'is' if len(shown) == 1 else 'are'} not required: "
        f"in a query of {MIN_WORDS} words and more, articles need not hold the commonest."
    )
    undone = edited(text, [(span, f'"{text[span.start : span.end]}"') for span in spans])
    notes.append(Note("translated", message, spans[0], undone))
    chosen = set(map(id, loose))
    return node.with_children(
        [Optional(part, part.span) if id(part) in chosen else part for part in parts]
    )


def _operands(tokens: Sequence[Token]) -> int:
    return sum(token.kind in OPERANDS for token in tokens)


def _without_repeats(tokens: list[Token]) -> list[Token]:
    """Make one word with a weight of each loose word and its repeats."""
    loose = [at for at, _ in enumerate(tokens) if _is_loose(tokens, at)]
    counts = Counter(tokens[at].text for at in loose)
    seen: set[str] = set()
    kept: list[Token] = []
    places = set(loose)
    for at, token in enumerate(tokens):
        if at not in places:
            kept.append(token)
        elif token.text not in seen:
            seen.add(token.text)
            kept.append(replace(token, boost=min(float(counts[token.text]), MAX_WEIGHT)))
    return kept


def _is_loose(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a token is a plain word between operands, so that it can go."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        tokens[at].kind == "word"
        and tokens[at].boost == 1
        and (before is None or before.kind in (*ENDS, "open"))
        and (after is None or after.kind in (*STARTS, "close"))
    )


def years_typed(node: Node) -> list[Span]:
    """Return where plain words are years, from 1600 to 2099."""
    return [
        part.span
        for part in conjuncts(node)
        if part.is_plain_word and _YEAR.fullmatch(part.query_text())
    ]
