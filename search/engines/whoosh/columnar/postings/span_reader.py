"""Where phrases and windows match: arithmetic on global positions.

A phrase is a row of term patterns. It matches at global position `a` where its i-th pattern
occurs at `a + i`: one intersection of sorted arrays for each further pattern, the rarest
first. Between the texts of two articles a position is free, so no phrase spans two articles.

Other rows of a phrase are other spellings of it. Those of which a term occurs nowhere, nearly
all, cost a look into the dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.array_ops import common, distinct, merged, ragged
from search.engines.whoosh.columnar.postings.byte_cache import ByteCache
from search.engines.whoosh.columnar.postings.docset import Docs
from search.engines.whoosh.columnar.postings.near_spans import Spans, near_rows
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.segment_layout import GlobalPositions, SegmentLayout
from search.engines.whoosh.columnar.postings.term_dictionary import (
    FieldFreqs,
    TermDictionary,
    united,
)
from search.engines.whoosh.columnar.postings.term_enum import Numbers
from search.engines.whoosh.columnar.query.term_pattern import Row, TermLookup, TermPattern
from search.engines.whoosh.columnar.segment_reader import Unit
from search.engines.whoosh.columnar.work_clock import CLOCK, COMPARISON

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
    from search.engines.whoosh.columnar.query.near_query import NearQuery

#: A pattern this many times more frequent than the rarest is read only near that one.
_MUCH_MORE = 16


class SpanReader:
    """Reads where the phrases of one commit point match."""

    def __init__(
        self,
        layout: SegmentLayout,
        dictionaries: Mapping[str, TermDictionary],
        cache: ByteCache[GlobalPositions],
        lookup: TermLookup,
    ) -> None:
        self._layout = layout
        self._dictionaries = dictionaries
        self._cache = cache
        self._lookup = lookup

    def frequencies(self, query: MultiPhrase, budget: TimeBudget) -> FieldFreqs:
        """Return the documents in which `query` matches and how often in each field."""
        rows = self.rows(query, budget)
        if len(rows) == 1:
            return self._row_frequencies(query, rows[0], budget)
        parts = []
        for of_width in _by_width(rows).values():
            if len(of_width) == 1:
                parts.append(self._row_frequencies(query, of_width[0], budget))
            else:
                starts = self._rows_starts(query, of_width, budget, None)
                raw = self.raw_at(self._layout.rows_at(starts))
                parts.append(raw if len(query.fields) == 2 else _only(raw, query.fields))
        return summed(parts, self._layout.physical_count)

    def rows(self, query: MultiPhrase, budget: TimeBudget) -> list[Row]:
        """Return the rows of a phrase that may match: the first one, and others that occur."""
        if query.others is None:
            return [query.patterns]
        known = budget.rows.get(query)
        if known is None:
            others = dict.fromkeys(query.others.likely(self._lookup))
            occurring = [row for row in others if self._occurs(row, budget)]
            known = budget.rows[query] = [query.patterns, *occurring]
        return known

    def spans(
        self, query: MultiPhrase, budget: TimeBudget, only: Docs | None = None
    ) -> list[Spans]:
        """Return the global positions at which `query` matches, in its fields, by their width.

        `only` narrows it to some documents: physical numbers, ascending.
        """
        if not query.patterns or not query.fields:
            return []
        return [
            Spans(self._rows_starts(query, of_width, budget, only), width)
            for width, of_width in _by_width(self.rows(query, budget)).items()
        ]

    def _row_frequencies(self, query: MultiPhrase, row: Row, budget: TimeBudget) -> FieldFreqs:
        wanted = [pattern for pattern in row if pattern.kind != "any"]
        if len(wanted) == 1 and query.end is None and not wanted[0].is_narrowed:
            raw = self._dictionaries[wanted[0].group].postings(wanted[0], budget)
        else:
            starts = self._row_starts(query, row, budget, None)
            raw = self.raw_at(self._layout.rows_at(starts))
        return raw if len(query.fields) == 2 else _only(raw, query.fields)

    def _occurs(self, row: Row, budget: TimeBudget) -> bool:
        for pattern in row:
            if pattern.kind == "any":
                continue
            chosen = self._dictionaries[pattern.group].expand(pattern, budget)
            if not any(map(len, chosen)):
                return False
        return True

    def _rows_starts(
        self, query: MultiPhrase, rows: Sequence[Row], budget: TimeBudget, only: Docs | None
    ) -> GlobalPositions:
        found = [self._row_starts(query, row, budget, only) for row in rows]
        return found[0] if len(found) == 1 else distinct(np.concatenate(found))

    def _row_starts(
        self, query: MultiPhrase, row: Row, budget: TimeBudget, only: Docs | None
    ) -> GlobalPositions:
        """Return where one row matches."""
        offsets = list(accumulate((pattern.width for pattern in row), initial=0))
        places = [place for place, pattern in enumerate(row) if pattern.kind != "any"]
        choices, frequencies = {}, {}
        for place in places:
            dictionary = self._dictionaries[row[place].group]
            choices[place] = dictionary.expand(row[place], budget, places=only is None)
            frequencies[place] = dictionary.doc_freq(choices[place])
        first, *others = sorted(places, key=frequencies.__getitem__)
        found = _shifted(self._pattern(row[first], choices[first], only, budget), offsets[first])
        for place in others:
            if not len(found) or (budget.spent and only is None):
                break
            near = only
            if only is None and len(found) * _MUCH_MORE < frequencies[place]:
                # Of the last text's last words, a later place would be behind everything.
                last = self._layout.row_starts[-1] - found.dtype.type(1)
                behind = found + found.dtype.type(offsets[place])
                rows = self._layout.rows_at(np.minimum(behind, last))
                near = distinct(rows % self._layout.physical_count)
            others_here = self._pattern(row[place], choices[place], near, budget)
            CLOCK.spend(len(found) + min(len(others_here), 8 * len(found)), COMPARISON)
            found = common(found, others_here, offsets[place])
        else:
            if query.unit is not None and offsets[-1] > 1:
                found = self._in_one(found, offsets[-1], query.unit)
            return self._in_fields(found, query, offsets[-1])
        if len(found):
            budget.cut()
        return found[:0]

    def raw_at(self, rows: Docs) -> FieldFreqs:
        """Count ascending rows (see `SegmentLayout.rows_at`) by document and field."""
        every = self._layout.physical_count
        split = int(rows.searchsorted(every))
        titles, title_freqs = counted(rows[:split])
        texts, text_freqs = counted(rows[split:] - every)
        if not len(titles):
            return FieldFreqs(texts, np.zeros(len(texts), np.int64), text_freqs)
        docs = merged(titles, texts)
        freqs = np.zeros((2, len(docs)), np.int64)
        freqs[0, docs.searchsorted(titles)] = title_freqs
        if docs is texts:
            return FieldFreqs(docs, freqs[0], text_freqs)
        freqs[1, docs.searchsorted(texts)] = text_freqs
        return FieldFreqs(docs, freqs[0], freqs[1])

    def near(self, query: NearQuery, budget: TimeBudget) -> FieldFreqs:
        """Return the documents with a window of `query`.

        The frequency is the number of runs that take part in some window, divided by the
        number of children: a pair of words that occurs together twice counts 2.
        """
        children: list[list[Spans]] = []
        for child in query.members:
            if budget.spent:
                break
            children.append(self.spans(child, budget))
            if not any(len(spans.starts) for spans in children[-1]):
                break
        else:
            rows = near_rows(self._layout, children, query, budget)
            raw = self.raw_at(rows)
            count = max(len(children), 1)
            return FieldFreqs(raw.docs, raw.title_freqs / count, raw.text_freqs / count)
        if budget.spent:
            budget.cut()
        return self.raw_at(np.empty(0, np.intp))

    def _pattern(
        self,
        pattern: TermPattern,
        numbers: Sequence[Numbers],
        only: Docs | None,
        budget: TimeBudget,
    ) -> GlobalPositions:
        dictionary = self._dictionaries[pattern.group]
        found = self._cache.get(pattern) if pattern.kind == "term" else None
        if found is not None:
            return found if only is None else self._in_documents(found, only)
        found = dictionary.global_positions(numbers, only)
        if pattern.is_narrowed:
            found = self._narrowed(pattern, found, only, budget)
        if only is None and pattern.kind == "term":
            self._cache.put(pattern, found, found.nbytes)
        return found

    def _narrowed(
        self,
        pattern: TermPattern,
        found: GlobalPositions,
        only: Docs | None,
        budget: TimeBudget,
    ) -> GlobalPositions:
        """Return the positions of a pattern's terms at which it occurs."""
        if pattern.cases:
            found = found[np.isin(self._layout.cases(found), pattern.cases)]
        for other, wanted in ((pattern.without, False), (pattern.beside, True)):
            if other is not None and len(found):
                chosen = self._dictionaries[other.group].expand(other, budget)
                there = self._pattern(other, chosen, only, budget)
                found = found[np.isin(found, there) == wanted]
        return found

    def _in_documents(self, global_positions: GlobalPositions, only: Docs) -> GlobalPositions:
        rows = np.concatenate([only, only + self._layout.physical_count])
        lows = global_positions.searchsorted(self._layout.row_starts.take(rows))
        highs = global_positions.searchsorted(self._layout.row_starts.take(rows + 1))
        return global_positions.take(ragged(lows, highs - lows))

    def _in_one(self, starts: GlobalPositions, width: int, unit: Unit) -> GlobalPositions:
        """Return those starts of runs that lie in one sentence or paragraph."""
        if not len(starts):
            return starts
        borders = self._layout.borders(unit)
        ends = starts + starts.dtype.type(width - 1)
        whole = borders.searchsorted(starts, "right") == borders.searchsorted(ends, "right")
        inside: GlobalPositions = starts[whole]
        return inside

    def _in_fields(
        self, global_positions: GlobalPositions, query: MultiPhrase, length: int
    ) -> GlobalPositions:
        if len(query.fields) < 2:
            split = self._layout.split(global_positions)
            global_positions = (
                global_positions[:split] if query.fields == ("title",) else global_positions[split:]
            )
        if query.end is None:
            return global_positions
        starts = self._layout.row_starts.take(self._layout.rows_at(global_positions))
        width = global_positions.dtype.type(length)
        inside: GlobalPositions = global_positions[global_positions - starts + width <= query.end]
        return inside


def counted(docs: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the different ones of ascending numbers, and how many there are of each."""
    if not len(docs):
        return docs, np.empty(0, np.int64)
    edges = np.concatenate([[0], (docs[1:] != docs[:-1]).nonzero()[0] + 1, [len(docs)]])
    return docs.take(edges[:-1]), np.diff(edges)


def _shifted(global_positions: GlobalPositions, shift: int) -> GlobalPositions:
    """Return where rows start of which these are the places number `shift`."""
    kind = global_positions.dtype.type
    starts: GlobalPositions = global_positions[global_positions.searchsorted(kind(shift)) :] - kind(
        shift
    )
    return starts


def summed(parts: Sequence[FieldFreqs], documents: int) -> FieldFreqs:
    """Return the sums of frequencies of some of `documents` documents."""
    held = [part for part in parts if len(part.docs)]
    if len(held) < 2:
        return held[0] if held else parts[0]
    docs, titles, texts = (
        np.concatenate([getattr(part, name) for part in held])
        for name in ("docs", "title_freqs", "text_freqs")
    )
    return united(FieldFreqs(docs, titles, texts), documents)


def _by_width(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Return rows by how many tokens they span."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(sum(pattern.width for pattern in row), []).append(row)
    return found


def without(raw: FieldFreqs, less: FieldFreqs) -> FieldFreqs:
    """Subtract frequencies; `less` occurs only where `raw` does."""
    if not len(less.docs):
        return raw
    titles, texts = raw.title_freqs.astype(np.int64), raw.text_freqs.astype(np.int64)
    at = raw.docs.searchsorted(less.docs)
    # Of several spellings together the frequencies are sums, which NumPy makes floats.
    titles[at] -= less.title_freqs.astype(np.int64)
    texts[at] -= less.text_freqs.astype(np.int64)
    kept = (titles + texts > 0).nonzero()[0]
    return FieldFreqs(raw.docs.take(kept), titles.take(kept), texts.take(kept))


def _only(raw: FieldFreqs, fields: Sequence[str]) -> FieldFreqs:
    if not fields:
        none = np.empty(0, np.int64)
        return FieldFreqs(raw.docs[:0], none, none)
    (field,) = fields
    freqs = raw.title_freqs if field == "title" else raw.text_freqs
    kept = (freqs > 0).nonzero()[0]
    none = np.zeros(len(kept), np.int64)
    freqs = freqs.take(kept)
    return FieldFreqs(
        raw.docs.take(kept),
        freqs if field == "title" else none,
        none if field == "title" else freqs,
    )
