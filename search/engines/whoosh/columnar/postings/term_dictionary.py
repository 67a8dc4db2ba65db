"""The terms of one group over all segments: where a pattern of a leaf occurs.

Everything here is in physical numbers and counts deleted documents too (see `SegmentLayout`);
they fall away when documents get their public numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.postings.array_ops import ragged, runs_of
from search.engines.whoosh.columnar.postings.docset import Docs
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.segment_layout import (
    GlobalPositions,
    SegmentLayout,
    joined,
)
from search.engines.whoosh.columnar.postings.term_enum import Expansion, Numbers, TermEnum
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.segment_reader import TextField
from search.engines.whoosh.columnar.work_clock import CLOCK, POSITION, POSTING

#: Postings one pattern may read; fewer where each of their places is wanted, as in phrases.
MAX_POSTINGS = 30_000_000
MAX_POSITIONS = 4_000_000
#: Of several segments each offers so many times the words wanted: one that is frequent
#: in their sum need not be so in each.
_SLACK = 4
#: Postings summed at once, so that a prefix of millions takes little memory.
_PIECE = 1 << 20
_FIELDS: tuple[TextField, ...] = ("title", "text")


@dataclass(frozen=True, slots=True)
class FieldFreqs:
    """Physical documents, ascending, and how often something occurs in each field."""

    docs: Docs
    title_freqs: NDArray[Any]
    text_freqs: NDArray[Any]

    def at_least(self, count: int) -> FieldFreqs:
        """Return the documents where both fields together have `count`."""
        kept = (self.title_freqs.astype(np.int64) + self.text_freqs >= count).nonzero()[0]
        return FieldFreqs(
            self.docs.take(kept), self.title_freqs.take(kept), self.text_freqs.take(kept)
        )


_NOWHERE = FieldFreqs(np.empty(0, np.intp), np.empty(0, np.uint8), np.empty(0, np.uint8))


class TermDictionary:
    """One group's terms in one generation."""

    def __init__(self, layout: SegmentLayout, enums: Sequence[TermEnum], expansions: int) -> None:
        self._layout = layout
        self._enums = enums
        self._expansions = expansions

    def expand(
        self, pattern: TermPattern, budget: TimeBudget, *, places: bool = False
    ) -> list[Numbers]:
        """Return the terms that `pattern` accepts, segment by segment; cut where too many.

        Neighbouring terms are read in one piece, so a prefix may represent any number,
        as long as what they hold can be read in time: less where `places` are wanted.
        """
        known = budget.expanded.get(pattern)
        if known is None:
            known = budget.expanded[pattern] = self._expand(pattern, budget)
        numbers, notice = known
        if notice:
            budget.cut(notice)
        if pattern.kind == "term" or not any(map(len, numbers)):
            return numbers
        return self._affordable(pattern, numbers, MAX_POSITIONS if places else MAX_POSTINGS, budget)

    def _expand(self, pattern: TermPattern, budget: TimeBudget) -> tuple[list[Numbers], str]:
        if pattern.kind == "term":
            return [enum.term_numbers(pattern) for enum in self._enums], ""
        limit = sys.maxsize if pattern.kind == "prefix" else self._expansions
        each = limit if len(self._enums) == 1 else limit * _SLACK
        choices = [enum.accepted(pattern, each, budget) for enum in self._enums]
        if sum(len(choice.numbers) for choice in choices) > limit:
            choices = self._most_frequent(choices, limit)
        notice = ""
        if not all(choice.whole for choice in choices):
            notice = (
                f"“{pattern.text}” fits very many words: only the {self._expansions:,} "
                "most frequent were looked for."
            )
        return [choice.numbers for choice in choices], notice

    def postings(self, pattern: TermPattern, budget: TimeBudget) -> FieldFreqs:
        """Return the documents that hold any term of `pattern`, with the sums of frequencies."""
        return self.postings_of(self.expand(pattern, budget))

    def postings_of(self, numbers: Sequence[Numbers]) -> FieldFreqs:
        """Return the postings of terms given per segment, as those of one term."""
        if not any(map(len, numbers)):
            return _NOWHERE
        docs: list[NDArray[Any]] = []
        titles: list[NDArray[Any]] = []
        texts: list[NDArray[Any]] = []
        several = False
        for base, enum, chosen in zip(self._layout.bases, self._enums, numbers, strict=False):
            for run in runs_of(chosen):
                piece = enum.index.run(run)
                docs.append(piece.docs + np.intp(base) if base else piece.docs)
                titles.append(piece.title_freqs)
                texts.append(piece.text_freqs)
            several |= len(chosen) > 1
        CLOCK.spend(sum(map(len, docs)), POSTING)
        raw = FieldFreqs(
            joined(docs, np.intp).astype(np.intp, copy=False),
            joined(titles, np.uint32),
            joined(texts, np.uint32),
        )
        return united(raw, self._layout.physical_count) if several else raw

    def global_positions(
        self, numbers: Sequence[Numbers], only: Docs | None = None
    ) -> GlobalPositions:
        """Return all places of terms given per segment, ascending; in `only` these documents."""
        runs = [self._runs_within(segment, chosen, only) for segment, chosen in enumerate(numbers)]
        parts: list[GlobalPositions] = []
        for field in _FIELDS:
            starts = self._layout.starts(field)
            for segment, (ranges, inside) in enumerate(runs):
                of_segment = starts[self._layout.bases[segment] :]
                parts.extend(
                    self._run_positions(segment, run, field, of_segment, inside) for run in ranges
                )
        CLOCK.spend(sum(map(len, parts)), POSITION)
        whole = joined(parts, self._layout.position_type)
        return np.sort(whole) if any(len(chosen) > 1 for chosen in numbers) else whole

    def _runs_within(
        self, segment: int, numbers: Numbers, only: Docs | None
    ) -> tuple[list[range], NDArray[np.bool_] | None]:
        """Return the runs that hold one of the documents, and a table of these, if given."""
        ranges = runs_of(numbers)
        if only is None:
            return ranges, None
        base, end = self._layout.bases[segment : segment + 2]
        low, high = only.searchsorted((base, end))
        inside = np.zeros(end - base, np.bool_)
        inside[only[low:high] - base] = True
        index = self._enums[segment].index
        if len(ranges) > 1:
            ranges = [run for run in ranges if inside.take(index.run(run).docs).any()]
        return ranges, inside

    def doc_freq(self, numbers: Sequence[Numbers]) -> int:
        """Return at most how many documents hold the terms, deleted ones included."""
        return sum(
            int(enum.index.doc_freqs[chosen].sum())
            for enum, chosen in zip(self._enums, numbers, strict=True)
        )

    def words(self, numbers: Sequence[Numbers]) -> list[dict[str, int]]:
        """Return each segment's terms with the documents that hold them."""
        return [
            dict(
                zip(
                    enum.words(chosen),
                    enum.index.doc_freqs[chosen].tolist(),
                    strict=True,
                )
            )
            for enum, chosen in zip(self._enums, numbers, strict=True)
        ]

    def frequent_words(
        self, pattern: TermPattern, limit: int, budget: TimeBudget
    ) -> dict[str, int]:
        """Return the words of `pattern` that are the `limit` most frequent of some segment.

        Their counts are of documents in all segments, deleted ones included.
        """
        best = [enum.accepted(pattern, limit, budget).numbers for enum in self._enums]
        total: dict[str, int] = {}
        for counts in self.words(best):
            for word, count in counts.items():
                total[word] = total.get(word, 0) + count
        return total

    def _run_positions(
        self,
        segment: int,
        run: range,
        field: TextField,
        starts: GlobalPositions,
        inside: NDArray[np.bool_] | None,
    ) -> GlobalPositions:
        index = self._enums[segment].index
        piece = index.run(run)
        freqs = piece.title_freqs if field == "title" else piece.text_freqs
        docs = piece.docs
        if field == "title" and not freqs.any():
            return np.empty(0, starts.dtype)
        positions: NDArray[Any] = index.run_positions(run, field)
        if inside is not None:
            kept = inside.take(docs).nonzero()[0]
            ends = freqs.cumsum(dtype=np.int64)
            freqs = freqs.take(kept)
            positions = positions.take(ragged(ends.take(kept) - freqs, freqs))
            docs = docs.take(kept)
        places = positions.astype(starts.dtype, copy=False)
        found: GlobalPositions = np.repeat(starts.take(docs), freqs) + places
        return found

    def _most_frequent(self, choices: Sequence[Expansion], limit: int) -> list[Expansion]:
        """Choose by the whole index, not by segment: which words count is no accident."""
        words = self.words([choice.numbers for choice in choices])
        total: dict[str, int] = {}
        for counts in words:
            for word, count in counts.items():
                total[word] = total.get(word, 0) + count
        if len(total) <= limit:
            return list(choices)
        best = set(sorted(total, key=lambda word: (-total[word], word))[:limit])
        return [
            Expansion(choice.numbers[[word in best for word in counts]], whole=False)
            for choice, counts in zip(choices, words, strict=True)
        ]

    def _affordable(
        self, pattern: TermPattern, numbers: list[Numbers], most: int, budget: TimeBudget
    ) -> list[Numbers]:
        if self.doc_freq(numbers) <= most:
            return numbers
        budget.cut(f"“{pattern.text}” stands in so many places that not all were looked at.")
        left = most
        kept = []
        for enum, chosen in zip(self._enums, numbers, strict=True):
            fits = np.cumsum(enum.index.doc_freqs[chosen], dtype=np.int64) <= left
            kept.append(chosen[fits])
            left -= int(enum.index.doc_freqs[chosen[fits]].sum())
        return kept


def united(raw: FieldFreqs, size: int) -> FieldFreqs:
    """Sum the frequencies of equal documents."""
    if len(raw.docs) * 16 < size:
        docs, place = np.unique(raw.docs, return_inverse=True)
        # Both fields in one pass: whole numbers below 2**53 are exact in float64.
        both = np.bincount(place, raw.text_freqs + raw.title_freqs * 2.0**26, len(docs))
    else:
        both = np.zeros(size, np.float64)
        for start in range(0, len(raw.docs), _PIECE):
            piece = slice(start, start + _PIECE)
            weights = raw.text_freqs[piece] + raw.title_freqs[piece] * 2.0**26
            np.add.at(both, raw.docs[piece], weights)
        docs = (both > 0).nonzero()[0]
        both = both.take(docs)
    titles = np.floor(both / 2.0**26)
    return FieldFreqs(docs, titles, both - titles * 2.0**26)
