"""One block of a merge: the postings of a range of terms, from several segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.codec.packed_ints import runs, starts
from search.engines.whoosh.columnar.codec.posting_blocks import FieldRun, TermBlock
from search.engines.whoosh.columnar.codec.posting_group import PostingGroup
from search.engines.whoosh.columnar.index.inverter import pair


class MergePart:
    """One source of a merge: a group, and the new number of each document or -1.

    `whole` says whether all its documents are kept; `starts` how many occurrences come
    before each term.
    """

    def __init__(self, terms: PostingGroup, doc_map: NDArray[np.int64], whole: bool) -> None:
        self.terms = terms
        self.doc_map = doc_map
        self.whole = whole
        self.starts = terms.texts.astype(np.int64) + terms.titles.astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of a slice: the frequency at each post, 0 where absent, and the positions."""

    freqs: AnyArray
    positions: AnyArray


@dataclass(frozen=True, slots=True)
class _Slice:
    """A part's range of terms, without its deleted documents.

    `posts` are (place of the term in the block, new number of the document).
    """

    posts: NDArray[np.uint64]
    title: _Field
    text: _Field


def merge_block(
    parts: Sequence[MergePart], ranges: Sequence[tuple[int, int]], docs: range | None = None
) -> TermBlock:
    """Return the posting lists of the terms in `ranges`, one range a part.

    `docs` are the new numbers of the documents to look at; None is all.
    """
    lists = [part.terms.sorted.all(*bounds) for part, bounds in zip(parts, ranges, strict=True)]
    terms = sorted(set().union(*lists))
    places = {term: place for place, term in enumerate(terms)}
    slices = [
        _read(part, range(*bounds), [places[term] for term in own], docs)
        for part, bounds, own in zip(parts, ranges, lists, strict=True)
    ]
    posts = np.concatenate([part.posts for part in slices])
    order = np.argsort(posts)  # all are different, so no need for a stable sort
    posts = posts.take(order)
    doc_freqs = np.bincount(posts >> np.uint64(32), minlength=len(terms))
    held = doc_freqs > 0
    return TermBlock(
        terms=list(compress(terms, held.tolist())),
        doc_freqs=doc_freqs[held],
        docs=posts.astype(np.uint32),
        title=_ordered([part.title for part in slices], order),
        text=_ordered([part.text for part in slices], order),
    )


def _read(part: MergePart, numbers: range, places: Sequence[int], wanted: range | None) -> _Slice:
    """Read a range of a part's terms, in the wanted documents alone."""
    terms = part.terms
    postings = terms.run(numbers)
    docs = part.doc_map.take(postings.docs)
    doc_freqs = np.diff(terms.posts[numbers.start : numbers.stop + 1])
    term_places = np.repeat(np.array(places, np.int64), doc_freqs)
    title = _Field(postings.title_freqs, terms.run_positions(numbers, "title"))
    text = _Field(postings.text_freqs, terms.run_positions(numbers, "text"))
    if wanted or not part.whole:
        kept = (docs >= wanted.start) & (docs < wanted.stop) if wanted else docs >= 0
        docs, term_places = docs[kept], term_places[kept]
        title, text = _kept(title, kept), _kept(text, kept)
    return _Slice(pair(term_places, docs), title, text)


def _kept(field: _Field, kept: NDArray[np.bool_]) -> _Field:
    return _Field(field.freqs[kept], field.positions[np.repeat(kept, field.freqs)])


def _ordered(fields: Sequence[_Field], order: NDArray[np.intp]) -> FieldRun:
    """Join the slices of one field and bring their posts into `order`."""
    freqs = np.concatenate([field.freqs for field in fields])
    positions = np.concatenate([field.positions for field in fields])
    begin = starts(freqs).take(order)
    freqs = freqs.take(order)
    posts = np.flatnonzero(freqs)
    freqs = freqs.take(posts)
    return FieldRun(posts, freqs, positions.take(runs(begin.take(posts), freqs)))
