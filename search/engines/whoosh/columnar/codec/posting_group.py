"""One group of terms in a segment, with its posting lists.

Sections of the group F (`stem`, `exact`, or `spelled`: the few words whose accents are
lost in the exact term, with them). "Starts" have one entry more than there are
terms and say where each term's run begins in another section:

    F.blob, F.starts   the terms (see `sorted_terms`)
    F.posts            starts in F.doc and F.text            u4, or u8 where needed
    F.texts            starts in F.text.pos
    F.hits             starts in F.title.post and F.title.freq
    F.titles           starts in F.title.pos
    F.doc        u2+   documents that hold the term, ascending: the first, then each less
                       the one before it
    F.text       u1+   occurrences in the text of each
    F.text.pos   u2+   positions in the texts: of the first document, of the second ...
    F.title.post u4    which of the term's documents hold it in the title, from 0
    F.title.freq u1+   occurrences in that title
    F.title.pos  u2+   positions in the titles

Types with + are packed (see `packed_ints`). One list serves both fields, so that a word is
looked up, and scored over title and text, in one run. Titles are short: what is in them
is kept apart, and costs the texts nothing.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray, Container
from search.engines.whoosh.columnar.codec.packed_ints import PackedReader
from search.engines.whoosh.columnar.codec.sorted_terms import SortedTerms, decode, encode
from search.engines.whoosh.columnar.segment_reader import Postings, TextField, Unsigned

_ZEROS = bytes(8)


def has_group(container: Container, group: str) -> bool:
    """Return whether a file has a group of terms: one written before there was has not."""
    return container.get(f"{group}.posts") is not None


class PostingGroup:
    """The `TermIndex` of a segment's file: views of it wherever the format allows."""

    def __init__(self, container: Container, group: str) -> None:
        self.sorted = SortedTerms(container, group)
        self.posts: AnyArray = container[f"{group}.posts"].whole()
        self.texts: AnyArray = container[f"{group}.texts"].whole()
        self.hits: AnyArray = container[f"{group}.hits"].whole()
        self.titles: AnyArray = container[f"{group}.titles"].whole()
        self._doc_gaps = PackedReader(container, f"{group}.doc")
        self._text_freqs = PackedReader(container, f"{group}.text")
        self._text_positions = PackedReader(container, f"{group}.text.pos")
        self._title_posts = container[f"{group}.title.post"]
        self._title_freqs = PackedReader(container, f"{group}.title.freq")
        self._title_positions = PackedReader(container, f"{group}.title.pos")

    @cached_property
    def doc_freqs(self) -> NDArray[np.uint32]:
        return np.diff(self.posts).astype(np.uint32)

    def __len__(self) -> int:
        return len(self.sorted)

    def find(self, term: str) -> int:
        return self.sorted.find(encode(term))

    def prefix(self, start: str) -> range:
        return self.sorted.prefix(encode(start))

    def term(self, number: int) -> str:
        return decode(self.sorted.term(number))

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        return self.sorted.spelling()

    def postings(self, number: int) -> Postings:
        return self.run(range(number, number + 1))

    def positions(self, number: int, field: TextField) -> Unsigned:
        return self.run_positions(range(number, number + 1), field)

    def run(self, numbers: range) -> Postings:
        start, stop = int(self.posts[numbers.start]), int(self.posts[numbers.stop])
        return Postings(
            self._docs(numbers, start, stop),
            self._title_run(numbers, stop - start),
            self._text_freqs.slice(start, stop),
        )

    def text_freqs(self, numbers: range) -> Unsigned:
        """Return how often neighbouring terms occur in the text of each of their documents."""
        return self._text_freqs.slice(int(self.posts[numbers.start]), int(self.posts[numbers.stop]))

    def run_positions(self, numbers: range, field: TextField) -> Unsigned:
        starts = self.texts if field == "text" else self.titles
        positions = self._text_positions if field == "text" else self._title_positions
        return positions.slice(int(starts[numbers.start]), int(starts[numbers.stop]))

    def title_hits(self, numbers: range) -> tuple[NDArray[np.int64], Unsigned]:
        """Return which postings of the run have the term in the title, and how often."""
        start, stop = int(self.hits[numbers.start]), int(self.hits[numbers.stop])
        posts: NDArray[np.int64] = self._title_posts.slice(start, stop).astype(np.int64)
        if len(numbers) > 1:
            firsts = self.posts[numbers.start : numbers.stop] - self.posts[numbers.start]
            counts = np.diff(self.hits[numbers.start : numbers.stop + 1])
            posts += np.repeat(firsts.astype(np.int64), counts)
        return posts, self._title_freqs.slice(start, stop)

    def _docs(self, numbers: range, start: int, stop: int) -> NDArray[np.uint32]:
        """Add the gaps up, anew for each term. Sums wrap around, and so do differences."""
        docs = np.cumsum(self._doc_gaps.slice(start, stop), dtype=np.uint32)
        if len(numbers) > 1:
            bounds = self.posts[numbers.start : numbers.stop + 1] - self.posts[numbers.start]
            before = np.zeros(len(numbers), np.uint32)
            before[1:] = docs.take(bounds[1:-1].astype(np.intp) - 1)
            docs -= np.repeat(before, np.diff(bounds))
        docs.flags.writeable = False
        return docs

    def _title_run(self, numbers: range, docs: int) -> Unsigned:
        if self.hits[numbers.start] == self.hits[numbers.stop]:
            # Most words occur in no title: nothing is allocated for them.
            return np.ndarray((docs,), np.uint8, _ZEROS, 0, (0,))
        posts, found = self.title_hits(numbers)
        freqs = np.zeros(docs, found.dtype)
        freqs[posts] = found
        freqs.flags.writeable = False
        return freqs
