"""What a node found: a set of documents with their scores, and the algebra of such sets.

Documents are numbers from 0 to N - 1, newest first (see `IndexSearcher`). A set has one of
three forms, whichever is cheapest for its size; the operations choose between them.
Scores are sums of multiples of `bm25f.QUANTUM`, so every order of summing gives the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.search.bm25f import QUANTUM, Scores

Docs = NDArray[np.intp]
Mask = NDArray[np.bool_]

#: A set with more than one document in this many is kept as a bitmap.
DENSE_ABOVE = 16


@dataclass(frozen=True, slots=True)
class DocRange:
    """All documents from `start` up to `stop`, without scores."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class SortedDocs:
    """Some documents, ascending, and their scores (None: all 0)."""

    docs: Docs
    scores: Scores | None = None


@dataclass(frozen=True, slots=True)
class Bitmap:
    """One entry per document: whether it is in, and its score, 0 where it is not.

    Where scores are None, all are 0.
    """

    mask: Mask
    scores: Scores | None = None


DocSet = DocRange | SortedDocs | Bitmap
NOTHING = DocRange(0, 0)


def is_large(documents: int, size: int) -> bool:
    """Say whether a set of `documents` of `size` is kept as a bitmap."""
    return documents * DENSE_ABOVE > size


def count(found: DocSet) -> int:
    if isinstance(found, DocRange):
        return found.stop - found.start
    if isinstance(found, SortedDocs):
        return len(found.docs)
    return int(np.count_nonzero(found.mask))


def is_empty(found: DocSet) -> bool:
    """Say whether a set is known to be empty without reading it."""
    if isinstance(found, DocRange):
        return found.start >= found.stop
    return isinstance(found, SortedDocs) and not len(found.docs)


def scores_at(found: DocSet, docs: Docs) -> Scores:
    """Return the scores of some documents, all of them in `found`."""
    if isinstance(found, DocRange) or found.scores is None:
        return np.zeros(len(docs), np.float32)
    if isinstance(found, Bitmap):
        return found.scores.take(docs)
    return found.scores.take(found.docs.searchsorted(docs))


def nbytes(found: DocSet) -> int:
    """Return the size of the arrays of a set."""
    if isinstance(found, DocRange):
        return 0
    held = found.docs if isinstance(found, SortedDocs) else found.mask
    return held.nbytes + (0 if found.scores is None else found.scores.nbytes)


def holds(found: DocSet, docs: Docs) -> Mask:
    """Say for each document whether it is in."""
    if isinstance(found, DocRange):
        return (docs >= found.start) & (docs < found.stop)
    if isinstance(found, SortedDocs):
        if not len(found.docs):
            return np.zeros(len(docs), np.bool_)
        at = found.docs.searchsorted(docs)
        return np.equal(found.docs.take(at, mode="clip"), docs)
    return found.mask.take(docs)


def listed(found: DocSet) -> SortedDocs:
    """Return the same set as a list."""
    if isinstance(found, SortedDocs):
        return found
    if isinstance(found, DocRange):
        return SortedDocs(np.arange(found.start, found.stop))
    docs = found.mask.nonzero()[0]
    return SortedDocs(docs, None if found.scores is None else found.scores.take(docs))


def dense(found: DocSet, size: int) -> Bitmap:
    """Return the same set with an entry for each of `size` documents."""
    if isinstance(found, Bitmap):
        return found
    mask = np.zeros(size, np.bool_)
    if isinstance(found, DocRange):
        mask[found.start : found.stop] = True
        return Bitmap(mask)
    mask[found.docs] = True
    if found.scores is None:
        return Bitmap(mask)
    scores = np.zeros(size, found.scores.dtype)
    scores[found.docs] = found.scores
    return Bitmap(mask, scores)


def weighted(found: DocSet, factor: float) -> DocSet:
    """Return the same set, its scores multiplied; what had a score keeps one."""
    if isinstance(found, DocRange) or found.scores is None:
        return found
    return replace(found, scores=multiplied(found.scores, factor))


def multiplied(scores: Scores, factor: float | NDArray[np.float64]) -> Scores:
    """Return scores times `factor`, one or one each, again as multiples of QUANTUM.

    None becomes 0.
    """
    # In double precision: in single, a product may fall on the other side of a half.
    quanta = np.maximum(np.rint(scores.astype(np.float64) * factor / QUANTUM), scores > 0)
    result: Scores = (quanta * QUANTUM).astype(np.float32)
    return result


def complement(found: DocSet, size: int) -> DocSet:
    if isinstance(found, DocRange):
        if found.start == found.stop:
            return DocRange(0, size)
        if found.start == 0:
            return DocRange(found.stop, size)
        if found.stop == size:
            return DocRange(0, found.start)
    return Bitmap(~dense(found, size).mask)


def intersect(parts: Sequence[DocSet], without: Sequence[DocSet], size: int) -> DocSet:
    """Return the documents in all of `parts` and in none of `without`, scores summed."""
    start, stop = 0, size
    lists: list[SortedDocs] = []
    fields: list[Bitmap] = []
    for part in parts:
        if isinstance(part, DocRange):
            start, stop = max(start, part.start), min(stop, part.stop)
        elif isinstance(part, SortedDocs):
            lists.append(part)
        else:
            fields.append(part)
    if start >= stop:
        return NOTHING
    if lists:
        lists.sort(key=lambda part: len(part.docs))
        found = _within(lists[0], start, stop, size)
        for other in lists[1:]:
            found = _both(found, _within(other, start, stop, size), size)
    elif not fields and not without:
        return DocRange(start, stop)
    elif stop - start > size // 2:
        return _all_dense(
            fields or [dense(DocRange(start, stop), size)], without, start, stop, size
        )
    else:
        found, fields = _window(fields, start, stop)
    for field in fields:
        found = _picked(found, field, keep=True)
    for part in without:
        found = _excluded(found, part, size)
    return found


def unite(parts: Sequence[DocSet], size: int) -> DocSet:
    """Return the documents in any of `parts`, with the sum of the scores they have there."""
    parts = [part for part in parts if not isinstance(part, DocRange) or part.start < part.stop]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    lists = [part for part in parts if isinstance(part, SortedDocs)]
    if len(lists) == len(parts) and not is_large(sum(len(p.docs) for p in lists), size):
        return _merged(lists)
    return _heaped(parts, size)


def with_scores_of(found: DocSet, other: DocSet, size: int) -> DocSet:
    """Return the documents of `found`, adding the scores that those in `other` have there."""
    if isinstance(other, DocRange) or other.scores is None:
        return found
    if isinstance(found, SortedDocs):
        added = dense(other, size).scores
        return (
            found
            if added is None
            else replace(found, scores=_sum(found.scores, added.take(found.docs)))
        )
    whole, added = dense(found, size), dense(other, size).scores
    return Bitmap(whole.mask, _sum(whole.scores, None if added is None else added * whole.mask))


def _within(found: SortedDocs, start: int, stop: int, size: int) -> SortedDocs:
    if start == 0 and stop == size:
        return found
    low, high = found.docs.searchsorted((start, stop))
    scores = None if found.scores is None else found.scores[low:high]
    return SortedDocs(found.docs[low:high], scores)


def _window(fields: list[Bitmap], start: int, stop: int) -> tuple[SortedDocs, list[Bitmap]]:
    """Start with a part of the first of `fields`; return it and the other fields."""
    if not fields:
        return SortedDocs(np.arange(start, stop)), fields
    docs = fields[0].mask[start:stop].nonzero()[0]
    docs += start
    scores = fields[0].scores
    return SortedDocs(docs, None if scores is None else scores.take(docs)), fields[1:]


def _sum(one: Scores | None, other: Scores | None) -> Scores | None:
    if one is None or other is None:
        return other if one is None else one
    return one + other


def _pick(found: SortedDocs, keep: Mask) -> SortedDocs:
    docs = found.docs[keep]
    return SortedDocs(docs, None if found.scores is None else found.scores[keep])


def _both(small: SortedDocs, large: SortedDocs, size: int) -> SortedDocs:
    """Gallop through a much larger list; else look the one up in a map of the other."""
    if len(small.docs) > len(large.docs):
        small, large = large, small
    if not len(small.docs):
        return small
    if len(small.docs) * 10 < len(large.docs) or len(large.docs) * 40 < size:
        at: NDArray[Any] = large.docs.searchsorted(small.docs)
        at[at == len(large.docs)] = 0
        keep = large.docs.take(at) == small.docs
        at = at[keep]
    else:
        places = np.zeros(size, np.int32)
        places[large.docs] = np.arange(1, len(large.docs) + 1, dtype=np.int32)
        at = places.take(small.docs)
        keep = at > 0
        at = at[keep] - 1
    kept = _pick(small, keep)
    other = None if large.scores is None else large.scores.take(at)
    return SortedDocs(kept.docs, _sum(kept.scores, other))


def _picked(found: SortedDocs, field: Bitmap, *, keep: bool) -> SortedDocs:
    """Keep the documents that are in `field` and add its scores, or (`keep` False) drop them."""
    inside = field.mask.take(found.docs)
    kept = _pick(found, inside if keep else ~inside)
    if not keep or field.scores is None:
        return kept
    return SortedDocs(kept.docs, _sum(kept.scores, field.scores.take(kept.docs)))


def _excluded(found: SortedDocs, part: DocSet, size: int) -> SortedDocs:
    if isinstance(part, Bitmap):
        return _picked(found, part, keep=False)
    if isinstance(part, DocRange):
        low, high = found.docs.searchsorted((part.start, part.stop))
        keep = np.ones(len(found.docs), np.bool_)
        keep[low:high] = False
        return _pick(found, keep)
    if not len(part.docs) or not len(found.docs):
        return found
    if len(part.docs) * 8 < len(found.docs):
        at = found.docs.searchsorted(part.docs)
        at[at == len(found.docs)] = 0
        keep = np.ones(len(found.docs), np.bool_)
        keep[at[found.docs.take(at) == part.docs]] = False
        return _pick(found, keep)
    inside = np.zeros(size, np.bool_)
    inside[part.docs] = True
    return _pick(found, ~inside.take(found.docs))


def _all_dense(
    fields: Sequence[Bitmap], without: Sequence[DocSet], start: int, stop: int, size: int
) -> Bitmap:
    """Combine whole arrays: for sets this large, reading all beats picking."""
    mask = fields[0].mask
    if len(fields) > 1:
        mask = mask & fields[1].mask
    for field in fields[2:]:
        mask &= field.mask
    for part in without:
        mask = mask & ~dense(part, size).mask
    if start or stop < size:
        mask = mask.copy()
        mask[:start] = False
        mask[stop:] = False
    scores: Scores | None = None
    for field in fields:
        scores = _sum(scores, field.scores)
    if scores is not None and mask is not fields[0].mask:
        scores = scores * mask
    return Bitmap(mask, scores)


def _merged(lists: Sequence[SortedDocs]) -> SortedDocs:
    """Merge by sorting: for lists that are short beside the number of documents."""
    docs = np.concatenate([part.docs for part in lists])
    scores = np.concatenate(
        [np.zeros(len(p.docs), np.float32) if p.scores is None else p.scores for p in lists]
    )
    order = docs.argsort(kind="stable")
    docs = docs.take(order)
    first = np.empty(len(docs), np.bool_)
    first[:1] = True
    np.not_equal(docs[1:], docs[:-1], out=first[1:])
    starts = first.nonzero()[0]
    if not len(starts):
        return SortedDocs(docs, None)
    return SortedDocs(docs.take(starts), np.add.reduceat(scores.take(order), starts))


def _heaped(parts: Sequence[DocSet], size: int) -> Bitmap:
    """Add all onto arrays with an entry for every document."""
    mask = np.zeros(size, np.bool_)
    kinds = [p.scores.dtype for p in parts if not isinstance(p, DocRange) and p.scores is not None]
    scores = np.zeros(size, np.result_type(*kinds) if kinds else np.float32)
    scored = False
    for part in parts:
        if isinstance(part, DocRange):
            mask[part.start : part.stop] = True
            continue
        scored |= part.scores is not None
        if isinstance(part, Bitmap):
            np.logical_or(mask, part.mask, out=mask)
            if part.scores is not None:
                np.add(scores, part.scores, out=scores)
        else:
            mask[part.docs] = True
            if part.scores is not None:
                np.add.at(scores, part.docs, part.scores)
    return Bitmap(mask, scores if scored else None)
