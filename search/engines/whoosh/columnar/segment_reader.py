"""What the searcher asks of a segment: arrays, and nothing else.

The codec gives these from memory-mapped files, an in-memory segment from lists.
All arrays are read-only; document numbers are local to the segment, from 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

#: Stemmed terms (what plain words match) and exact ones (folded, unstemmed: prefixes,
#: wildcards, fuzzy words and `=exact`). Both occur at the same positions.
#: Of a sparse group, most tokens have no term: the accents that an exact term lost (`spelled`),
#: and words whose parts are tokens of their own (`joined`, at the first part).
Group = Literal["stem", "exact", "spelled", "joined"]
TextField = Literal["title", "text"]
TEXT_FIELDS: tuple[TextField, ...] = get_args(TextField)

#: What a text is parted into; a title is one of each.
Unit = Literal["sentence", "paragraph"]

#: The label "headline" of a title that was made of the text.
DERIVED = "derived"

#: The ordinal that represents "no date"; real days are `date.toordinal()`, from 1.
UNDATED = 0

#: The attribute of a segment that holds each column of numbers.
NUMBER_COLUMNS = {
    "id": "article_ids",
    "fingerprint": "fingerprints",
    "first_day": "first_days",
    "last_day": "last_days",
}

Unsigned = NDArray[np.unsignedinteger[Any]]


def cases_at(data: NDArray[np.uint8], tokens: NDArray[Any]) -> NDArray[np.uint8]:
    """Return the letter cases of tokens of a field, counted through all its documents.

    `data` is what `SegmentReader.cases` gives.
    """
    found: NDArray[np.uint8] = data.take(tokens >> 2)
    found >>= ((tokens & 3) << 1).astype(np.uint8)
    found &= np.uint8(3)
    return found


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one term occurs. All three arrays have one entry per document, ascending.

    A frequency is 0 in the field where the term is absent; at least one is not.
    """

    docs: NDArray[np.uint32]
    title_freqs: Unsigned
    text_freqs: Unsigned


class TermIndex(Protocol):
    """The sorted terms (by their UTF-8 bytes) of one group, with their postings."""

    @property
    def doc_freqs(self) -> NDArray[np.uint32]:
        """Documents that hold each term, deleted ones included."""

    def __len__(self) -> int: ...

    def find(self, term: str) -> int:
        """Return the term's number, or -1. O(log n)."""

    def prefix(self, start: str) -> range:
        """Return the numbers of the terms that begin with `start`. O(log n)."""

    def term(self, number: int) -> str: ...

    def postings(self, number: int) -> Postings: ...

    def positions(self, number: int, field: TextField) -> Unsigned:
        """Return all positions in `field`: those of the first document, of the second ...

        Its length is the sum of that field's frequencies; ascending within a document.
        """

    def run(self, numbers: range) -> Postings:
        """Return the postings of neighbouring terms, one term after the other.

        `doc_freqs` says where each ends. One piece of the file where the codec keeps them
        so: a prefix of 50,000 terms must not cost 50,000 calls.
        """

    def run_positions(self, numbers: range, field: TextField) -> Unsigned:
        """Return the positions of neighbouring terms, in the order of `run`."""

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Return all terms in UTF-8 end to end, and where each starts; last, the whole length.

        Wildcards and fuzzy words are looked for in all of them at once.
        """


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """One label per document as a code into `labels`, which is sorted and may hold ""."""

    codes: NDArray[np.int32]
    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Borders:
    """Where the parts of texts begin, but for the first of each.

    `counts` has one number a document; `positions` those of the first document, ascending,
    of the second ...
    """

    counts: NDArray[np.uint32]
    positions: NDArray[np.uint32]


class SegmentReader(Protocol):
    """One immutable segment."""

    @property
    def doc_count(self) -> int: ...

    @property
    def deleted(self) -> NDArray[np.bool_] | None:
        """True where a document is deleted; None where none is."""

    @property
    def article_ids(self) -> NDArray[np.int64]: ...

    @property
    def fingerprints(self) -> NDArray[np.int64]: ...

    @property
    def first_days(self) -> NDArray[np.int32]:
        """Ordinals, or UNDATED, as in `last_days`."""

    @property
    def last_days(self) -> NDArray[np.int32]: ...

    def lengths(self, field: TextField) -> NDArray[np.uint32]:
        """Tokens per document."""

    def terms(self, group: Group) -> TermIndex: ...

    def labels(self, facet: str) -> LabelColumn:
        """One of `LABELS`."""

    def borders(self, unit: Unit) -> Borders:
        """Return where sentences or paragraphs of the texts begin."""

    def cases(self, field: TextField) -> NDArray[np.uint8]:
        """Return the letter case of each token of a field, four a byte, the first lowest."""
