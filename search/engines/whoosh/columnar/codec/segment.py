"""One immutable segment: documents as columns, terms as posting lists.

A segment is a container (see `container`) of the sections of three groups of terms (see
`posting_group`) and of these, with one item a document in all but the last:

    doc.article      i8   article id
    doc.fingerprint  i8
    doc.first        i4   `date.toordinal()` of the first day the date may mean, 0: undated
    doc.last         i4   ... of the last day
    doc.title        u4   tokens of the title
    doc.text         u4   tokens of the text
    label.F          i4   code of the label in facet F
    label.F.blob, label.F.starts       the labels, sorted (see `sorted_terms`)
    sentence, paragraph, ...           where these begin (see `sentence_index`)
    case.title, case.text              capitals and small letters (see `letter_cases`)

Documents are numbered from 0, newest first and then by highest article id: the order of
most pages, so that results seldom need sorting and a period is one slice.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray, Container
from search.engines.whoosh.columnar.codec.letter_cases import read_cases
from search.engines.whoosh.columnar.codec.posting_group import PostingGroup, has_group
from search.engines.whoosh.columnar.codec.sentence_index import read_borders
from search.engines.whoosh.columnar.codec.sorted_terms import SortedTerms, decode
from search.engines.whoosh.columnar.segment_reader import (
    Borders,
    Group,
    LabelColumn,
    TermIndex,
    TextField,
    Unit,
)

#: The version of the sections above; a reader refuses any other.
FORMAT_VERSION = 3


class Segment:
    """What was written of a segment, without regard to deletions. Threads may share it.

    Any reading may raise CorruptIndexError; nothing wrong is returned.
    """

    def __init__(self, container: Container) -> None:
        self.container = container
        self.doc_count = len(container["doc.article"])
        self._groups: dict[Group, PostingGroup] = {}
        self._labels: dict[str, LabelColumn] = {}
        self.facets = tuple(
            name.removeprefix("label.").removesuffix(".blob")
            for name in container
            if name.startswith("label.") and name.endswith(".blob")
        )

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.container.name

    @classmethod
    def open(cls, path: Path) -> Segment:
        """Map a segment's file. Raises OSError and the errors of `errors`."""
        return cls(Container.open(path, FORMAT_VERSION))

    @cached_property
    def article_ids(self) -> NDArray[np.int64]:
        return self.container["doc.article"].whole()

    @cached_property
    def fingerprints(self) -> NDArray[np.int64]:
        return self.container["doc.fingerprint"].whole()

    @cached_property
    def first_days(self) -> NDArray[np.int32]:
        return self.container["doc.first"].whole()

    @cached_property
    def last_days(self) -> NDArray[np.int32]:
        return self.container["doc.last"].whole()

    def lengths(self, field: TextField) -> NDArray[np.uint32]:
        return self.container[f"doc.{field}"].whole()

    def cases(self, field: TextField) -> NDArray[np.uint8]:
        """Return the bytes of `letter_cases` of a field."""
        return read_cases(self.container, field, int(self.lengths(field).sum(dtype=np.int64)))

    def group(self, group: Group) -> PostingGroup:
        """Return a group; one that was not known when the file was written is as `spelled`."""
        terms = self._groups.get(group)
        if terms is None:
            known = group if has_group(self.container, group) else "spelled"
            terms = self._groups[group] = PostingGroup(self.container, known)
        return terms

    def labels(self, facet: str) -> LabelColumn:
        column = self._labels.get(facet)
        if column is None:
            if facet not in self.facets:  # written before there were such labels
                return LabelColumn(np.zeros(self.doc_count, np.int32), ("",))
            codes, terms = self.coded(facet)
            column = self._labels[facet] = LabelColumn(codes, tuple(map(decode, terms.all())))
        return column

    def borders(self, unit: Unit) -> Borders:
        return read_borders(self.container, unit, self.doc_count)

    def coded(self, facet: str) -> tuple[NDArray[np.int32], SortedTerms]:
        """Return the code of each document's label, and the labels by code."""
        name = f"label.{facet}"
        return self.container[name].whole(), SortedTerms(self.container, name)


class LiveSegment:
    """A segment as one generation sees it: with its deletions (a `SegmentReader`)."""

    def __init__(self, segment: Segment, deleted: NDArray[np.bool_] | None) -> None:
        self.segment = segment
        self.deleted = deleted
        self.doc_count = segment.doc_count
        self.live_count = segment.doc_count - (0 if deleted is None else int(deleted.sum()))

    @property
    def name(self) -> str:
        return self.segment.name

    def live(self, column: AnyArray) -> AnyArray:
        """Return the items of live documents, given one a document."""
        if self.deleted is None:
            return column
        kept: AnyArray = column[~self.deleted]
        return kept

    def without(self, article_ids: Collection[int]) -> LiveSegment:
        """Return the segment as if these articles had been deleted, too."""
        if not article_ids:
            return self
        gone = np.isin(self.article_ids, np.fromiter(article_ids, np.int64, len(article_ids)))
        if not gone.any():
            return self
        return LiveSegment(self.segment, gone if self.deleted is None else gone | self.deleted)

    @property
    def article_ids(self) -> NDArray[np.int64]:
        return self.segment.article_ids

    @property
    def fingerprints(self) -> NDArray[np.int64]:
        return self.segment.fingerprints

    @property
    def first_days(self) -> NDArray[np.int32]:
        return self.segment.first_days

    @property
    def last_days(self) -> NDArray[np.int32]:
        return self.segment.last_days

    def lengths(self, field: TextField) -> NDArray[np.uint32]:
        return self.segment.lengths(field)

    def terms(self, group: Group) -> TermIndex:
        return self.segment.group(group)

    def labels(self, facet: str) -> LabelColumn:
        return self.segment.labels(facet)

    def borders(self, unit: Unit) -> Borders:
        return self.segment.borders(unit)

    def cases(self, field: TextField) -> NDArray[np.uint8]:
        return self.segment.cases(field)
