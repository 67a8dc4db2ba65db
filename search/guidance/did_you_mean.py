"""Did you mean: corrections of misspelt words, from the words of the index.

A correction is one or two edits away, or splits or joins words. The nearest and most frequent
comes first. A transposition is one edit, as in the restricted distance of Damerau (1964); a
wrong first letter is less likely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10

from search.analysis.analyzer import is_unspaced, offsets
from search.analysis.folding import fold
from search.analysis.stemming import stem
from search.query.nodes import LABEL_FIELDS, Fuzzy, Node, Phrase, Span, Term
from search.query.parser.parse_notes import edited
from search.query.search_query import SearchQuery
from search.query.traversal import find
from search.results.session import SearchSession
from search.results.view_models import Suggestion

#: Other spellings are searched for up to this many articles.
FEW = 3
#: A word that is in a few articles is only corrected to one that is this many times as frequent.
_MUCH_MORE = 25
#: A longer word that is in at most so many articles is still doubtful beside one that differs in
#: one letter and is in very many.
FEW_BESIDE_MANY = 200
_VERY_MANY = 100
_LONG_CHARS = 6
_MIN_CHARS, _SHORT_CHARS = 3, 4
_MAX_WORDS = 8
_MAX_CANDIDATES = 100
_MAX_KEPT = 8
#: A correction that costs this much more than the best one is dropped.
_TOO_FAR = 1.2
_MAX_COMBINATIONS = 24


@dataclass(frozen=True, slots=True)
class Correction:
    """A replacement for the text at `span` of the query.

    `changes` is the number of edits, and a little more for less likely ones.
    """

    span: Span
    written: str
    changes: float
    frequency: int

    @property
    def cost(self) -> float:
        return self.changes - _worth(self.frequency)


def corrected(q: str, chosen: Sequence[Correction]) -> str:
    """Return `q` with corrections applied, which are ascending and disjoint."""
    return edited(q, [(correction.span, correction.written) for correction in chosen])


def did_you_mean(query: SearchQuery, session: SearchSession) -> Suggestion | None:
    """Return the likeliest correction of `query` that matches more articles, or None.

    Few edits and many articles make it likely. Corrections that there was no time to count are
    left out.
    """
    best: tuple[float, Suggestion] | None = None
    with session.telling_cuts():
        found = session.total(query)
        for chosen in _combined(corrections(query, session)):
            changed = query.with_words(corrected(query.q, chosen))
            total = session.total(changed)
            if total > found:
                cost = sum(correction.changes for correction in chosen) - _worth(total)
                if best is None or cost < best[0]:
                    best = cost, Suggestion(changed.q, changed.url(), total)
    return best[1] if best else None


def corrections(query: SearchQuery, session: SearchSession) -> list[list[Correction]]:
    """Return the corrections of each doubtful word of `query`, the best first."""
    words = list(_words(query.q, session.node(query)))[:_MAX_WORDS]
    joined = list(_joined(query.q, words, session))
    doubted = []
    for word in words:
        options = [c for c in joined if c.span.start == word.span.start]
        options += _alternatives(word, session)
        options.sort(key=lambda option: option.cost)
        if options:
            likely = [c for c in options if c.cost < options[0].cost + _TOO_FAR]
            doubted.append(likely[:_MAX_KEPT])
    return doubted


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the query that is searched for in title or text."""

    folded: str
    field: str | None
    span: Span


def _words(q: str, node: Node) -> Iterator[_Word]:
    """Yield the words that may be misspelt, in order; not excluded or `=exact` ones."""
    for leaf in find(node, Term, Phrase):
        if leaf.exact or leaf.field in LABEL_FIELDS:
            continue
        for start, end in offsets(q[leaf.span.start : leaf.span.end]):
            span = Span(leaf.span.start + start, leaf.span.start + end)
            typed = q[span.start : span.end]
            # The span includes the name of the field, which is no word of the query.
            if typed in leaf.text and not is_unspaced(typed):
                yield _Word(fold(typed), leaf.field, span)


def _alternatives(word: _Word, session: SearchSession) -> Iterator[Correction]:
    """Yield corrections of one word; none if it is common."""
    length = len(word.folded)
    if length < _MIN_CHARS or not word.folded.isalpha():
        return
    own = session.count(Term(word.folded, word.field))
    if own > (FEW_BESIDE_MANY if length >= _LONG_CHARS else FEW):
        return
    least = own * (_MUCH_MORE if own <= FEW else _VERY_MANY)
    # A transposition is two edits to the index and one here.
    alike = session.words(Fuzzy(word.folded, 2, word.field), _MAX_CANDIDATES)
    most = 1 if length <= _SHORT_CHARS or own else 2
    seen = {stem(word.folded)}
    near = False
    for other, frequency in alike:
        changes = _changes(word.folded, other)
        if changes > most or stem(other) in seen or frequency < least:
            continue
        seen.add(stem(other))
        near |= changes == 1
        cost = changes + 0.5 * (other[0] != word.folded[0])
        yield Correction(word.span, other, cost, frequency)
    if not near and own <= FEW:
        yield from _split(word, least, session)


def _split(word: _Word, least: int, session: SearchSession) -> Iterator[Correction]:
    """Yield the word split into two that form a phrase in at least `least` articles."""
    text = word.folded
    for at in range(2, len(text) - 1):
        frequency = session.count(Phrase(f"{text[:at]} {text[at:]}", word.field, exact=True))
        if frequency >= max(least, 1):
            yield Correction(word.span, f"{text[:at]} {text[at:]}", 1.5, frequency)


def _joined(q: str, words: Sequence[_Word], session: SearchSession) -> Iterator[Correction]:
    """Yield neighbours joined to one word, if one of them is in no article."""
    for left, right in pairwise(words):
        if q[left.span.end : right.span.start] != " " or left.field != right.field:
            continue
        frequency = session.count(Term(left.folded + right.folded, left.field))
        known = all(session.count(Term(word.folded, word.field)) for word in (left, right))
        if frequency and not known:
            span = Span(left.span.start, right.span.end)
            yield Correction(span, left.folded + right.folded, 1.0, frequency)


def _combined(doubted: Sequence[Sequence[Correction]]) -> Iterator[list[Correction]]:
    """Yield the best correction of all words, then variants of one word."""
    best = [options[0] for options in doubted]
    ways = [best] if best else []
    for place, options in enumerate(doubted):
        ways += [[*best[:place], other, *best[place + 1 :]] for other in options[1:]]
    if len(best) > 1:
        ways += [[*best[:place], *best[place + 1 :]] for place in range(len(best))]
    for chosen in ways[:_MAX_COMBINATIONS]:
        if all(one.span.end < other.span.start for one, other in pairwise(chosen)):
            yield chosen


def _worth(articles: int) -> float:
    """Return how many edits a number of articles outweighs."""
    return 0.4 * log10(max(articles, 1))


def _changes(one: str, other: str) -> int:
    """Return the number of insertions, deletions, replacements and transpositions."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if last and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, last[j - 2] + 1)
            row.append(least)
    return row[-1]
