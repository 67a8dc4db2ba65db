"""Where leaves and windows stand: phrases and proximity by arithmetic on addresses.

A leaf is a row of matchers. It stands at address `a` where its i-th matcher stands at `a + i`:
one intersection of sorted arrays for each further matcher, the rarest first. Between the
texts of two articles an address is free, so nothing stands across articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from search.analysis.analyzer import spelling, surfaces
from search.engines.term_matcher import Group, TermMatcher, required, text_fields
from search.engines.whoosh.columnar.postings.array_ops import common, distinct, merged, ragged
from search.engines.whoosh.columnar.postings.byte_cache import ByteCache, row_of
from search.engines.whoosh.columnar.postings.docset import Docs
from search.engines.whoosh.columnar.postings.near_spans import Spans, near_rows
from search.engines.whoosh.columnar.postings.search_limits import Budget
from search.engines.whoosh.columnar.postings.segment_layout import Addresses, Layout
from search.engines.whoosh.columnar.postings.term_dictionary import FieldFreqs, TermDictionary
from search.engines.whoosh.columnar.postings.term_enum import Numbers
from search.query.nodes import LEAD_FIELD, LEAD_WORDS, Leaf, Near, Term

#: A matcher so many times more frequent than the rarest is read only where that one stands.
_MUCH_MORE = 16


class SpanReader:
    """Reads where the leaves of one generation stand."""

    def __init__(
        self,
        layout: Layout,
        lexicons: Mapping[Group, TermDictionary],
        cache: ByteCache[Addresses],
    ) -> None:
        self._layout = layout
        self._lexicons = lexicons
        self._cache = cache

    def raw(self, leaf: Leaf, budget: Budget) -> FieldFreqs:
        """Return the documents in which `leaf` stands and how often in each field."""
        return self._raw(row_of(leaf), leaf, budget)

    def as_spelt(self, leaf: Term, exact: FieldFreqs, budget: Budget) -> FieldFreqs:
        """Return where a word stands with the accents typed, or with none as typed.

        `exact` is where it stands in any spelling.
        """
        tokens = surfaces(leaf.text)
        typed = spelling(tokens[0]) if len(tokens) == 1 else ""
        if typed:
            return self._raw((TermMatcher(typed, family="spelled"),), leaf, budget)
        (matcher,) = row_of(replace(leaf, exact=True))
        accented = TermMatcher(f"{matcher.text} ", "prefix", "spelled")
        return _without(exact, self._raw((accented,), leaf, budget))

    def _raw(self, row: Sequence[TermMatcher], leaf: Leaf, budget: Budget) -> FieldFreqs:
        """Return where a row of matchers stands in the fields of `leaf`."""
        wanted = required(row)
        if len(wanted) == 1 and leaf.field != LEAD_FIELD:
            raw = self._lexicons[wanted[0].family].postings(wanted[0], budget)
        else:
            starts = self._standing(row, leaf, budget, None).starts
            raw = self.raw_at(self._layout.rows_at(starts))
        return raw if leaf.field is None else _only(raw, leaf.field)

    def standing(self, leaf: Leaf, budget: Budget, only: Docs | None = None) -> Spans:
        """Return the addresses at which `leaf` stands, in the fields it is looked for in.

        `only` narrows it to some documents: physical numbers, ascending.
        """
        return self._standing(row_of(leaf), leaf, budget, only)

    def _standing(
        self, row: Sequence[TermMatcher], leaf: Leaf, budget: Budget, only: Docs | None
    ) -> Spans:
        if not row or not text_fields(leaf):
            return Spans(np.empty(0, self._layout.address_type), len(row))
        places = [place for place, matcher in enumerate(row) if matcher.kind != "any"]
        choices, frequencies = {}, {}
        for place in places:
            lexicon = self._lexicons[row[place].family]
            choices[place] = lexicon.expand(row[place], budget, places=only is None)
            frequencies[place] = lexicon.doc_freq(choices[place])
        first, *others = sorted(places, key=frequencies.__getitem__)
        found = _shifted(self._slot(row[first], choices[first], only), first)
        for place in others:
            if not len(found) or (budget.spent and only is None):
                break
            near = only
            if only is None and len(found) * _MUCH_MORE < frequencies[place]:
                # Of the last text's last words, a later place would be behind everything.
                last = self._layout.row_starts[-1] - found.dtype.type(1)
                rows = self._layout.rows_at(np.minimum(found + found.dtype.type(place), last))
                near = distinct(rows % self._layout.physical_count)
            found = common(found, self._slot(row[place], choices[place], near), place)
        else:
            return Spans(self._in_field(found, leaf.field, len(row)), len(row))
        if len(found):
            budget.cut()
        return Spans(found[:0], len(row))

    def raw_at(self, rows: Docs) -> FieldFreqs:
        """Count ascending rows (see `Layout.rows_at`) by document and field."""
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

    def near(self, node: Near, budget: Budget) -> FieldFreqs:
        """Return the documents with a window of `node`.

        The frequency is the number of runs that take part in some window, divided by the
        number of children: a pair of words that stands together twice counts 2.
        """
        children: list[Spans] = []
        for child in node.children:
            if budget.spent or not isinstance(child, Leaf):
                break
            children.append(self.standing(child, budget))
            if not len(children[-1].starts):
                break
        else:
            rows = near_rows(self._layout, children, node, budget)
            raw = self.raw_at(rows)
            count = max(len(children), 1)
            return FieldFreqs(raw.docs, raw.title_freqs / count, raw.text_freqs / count)
        if budget.spent:
            budget.cut()
        return self.raw_at(np.empty(0, np.intp))

    def _slot(
        self, matcher: TermMatcher, numbers: Sequence[Numbers], only: Docs | None
    ) -> Addresses:
        lexicon = self._lexicons[matcher.family]
        found = self._cache.get(matcher) if matcher.kind == "term" else None
        if found is not None:
            return found if only is None else self._in_documents(found, only)
        found = lexicon.addresses(numbers, only)
        if only is None and matcher.kind == "term":
            self._cache.put(matcher, found, found.nbytes)
        return found

    def _in_documents(self, addresses: Addresses, only: Docs) -> Addresses:
        rows = np.concatenate([only, only + self._layout.physical_count])
        lows = addresses.searchsorted(self._layout.row_starts.take(rows))
        highs = addresses.searchsorted(self._layout.row_starts.take(rows + 1))
        return addresses.take(ragged(lows, highs - lows))

    def _in_field(self, addresses: Addresses, field: str | None, width: int) -> Addresses:
        if field is None:
            return addresses
        split = self._layout.split(addresses)
        if field == "title":
            return addresses[:split]
        in_text: Addresses = addresses[split:]
        if field != LEAD_FIELD:
            return in_text
        starts = self._layout.row_starts.take(self._layout.rows_at(in_text))
        inside: Addresses = in_text[in_text - starts + in_text.dtype.type(width) <= LEAD_WORDS]
        return inside


def counted(docs: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the different ones of ascending numbers, and how many there are of each."""
    if not len(docs):
        return docs, np.empty(0, np.int64)
    edges = np.concatenate([[0], (docs[1:] != docs[:-1]).nonzero()[0] + 1, [len(docs)]])
    return docs.take(edges[:-1]), np.diff(edges)


def _shifted(addresses: Addresses, shift: int) -> Addresses:
    """Return where rows start of which these are the places number `shift`."""
    kind = addresses.dtype.type
    starts: Addresses = addresses[addresses.searchsorted(kind(shift)) :] - kind(shift)
    return starts


def _without(raw: FieldFreqs, less: FieldFreqs) -> FieldFreqs:
    """Take frequencies away; `less` stands nowhere but where `raw` does."""
    if not len(less.docs):
        return raw
    titles, texts = raw.title_freqs.astype(np.int64), raw.text_freqs.astype(np.int64)
    at = raw.docs.searchsorted(less.docs)
    # Of several spellings together the frequencies are sums, which NumPy makes floats.
    titles[at] -= less.title_freqs.astype(np.int64)
    texts[at] -= less.text_freqs.astype(np.int64)
    kept = (titles + texts > 0).nonzero()[0]
    return FieldFreqs(raw.docs.take(kept), titles.take(kept), texts.take(kept))


def _only(raw: FieldFreqs, field: str) -> FieldFreqs:
    freqs = raw.title_freqs if field == "title" else raw.text_freqs
    kept = (freqs > 0).nonzero()[0]
    none = np.zeros(len(kept), np.int64)
    freqs = freqs.take(kept)
    return FieldFreqs(
        raw.docs.take(kept),
        freqs if field == "title" else none,
        none if field == "title" else freqs,
    )
