"""What a segment is written from: a table of documents, and blocks of posting lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.segment_reader import Borders, TextField, Unit

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """The columns of documents, one item a document in each array.

    `labels` holds, for each facet, the codes and the sorted labels they represent;
    `borders` where the sentences and paragraphs of the texts begin; `cases` the letter case of
    the tokens of each field, from 0 to 3, in any number of parts.
    """

    article_ids: NDArray[np.int64]
    fingerprints: NDArray[np.int64]
    first_days: NDArray[np.int32]
    last_days: NDArray[np.int32]
    title_lengths: NDArray[np.uint32]
    text_lengths: NDArray[np.uint32]
    labels: Mapping[str, tuple[NDArray[np.int32], Sequence[bytes]]]
    borders: Mapping[Unit, Borders]
    cases: Mapping[TextField, Iterable[NDArray[np.uint8]]]


@dataclass(frozen=True, slots=True)
class FieldRun:
    """The occurrences in one field of a block's terms.

    `posts` are indexes into the block's `docs`, ascending; `freqs` how often the term
    occurs there, at least once; `positions` the places, in the same order.
    """

    posts: Counts
    freqs: AnyArray
    positions: AnyArray


@dataclass(frozen=True, slots=True)
class TermBlock:
    """The posting lists of some terms that follow each other in sorted order.

    `doc_freqs`, none of them 0, cuts `docs` into the terms' runs. Where the block
    `continues`, its first term is the last one of the block before, with later documents.
    """

    terms: Sequence[bytes]
    doc_freqs: Counts
    docs: AnyArray
    title: FieldRun
    text: FieldRun
    continues: bool = False


def newest_first(
    first_days: NDArray[np.int32], article_ids: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the order of documents in a segment: newest first, then by highest id.

    Undated ones have day 0 and come last.
    """
    return np.lexsort((-article_ids, -first_days)).astype(np.int64, copy=False)
