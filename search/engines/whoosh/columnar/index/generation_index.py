"""An index of ours as an index of Whoosh, for reading and searching."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Codec, PerDocumentReader, Segment
from whoosh.fields import Schema
from whoosh.index import Index
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.codec.posting_group import PostingGroup
from search.engines.whoosh.columnar.codec.segment import LiveSegment
from search.engines.whoosh.columnar.index.commit_points import CommitPoints
from search.engines.whoosh.columnar.perfield.field_terms import WeightedDocs, places_by_posting
from search.engines.whoosh.columnar.perfield.terms_reader import ColumnarTermsReader
from search.engines.whoosh.columnar.segment_reader import Group, TextField

#: Postings whose bounds are kept together.
_BLOCK = 128


@dataclass(frozen=True, slots=True)
class WordField:
    """Which of our words a Whoosh field stands for."""

    family: Group
    field: TextField


def open_index(folder: Path, schema: Schema, fields: Mapping[str, WordField]) -> Index:
    """Return the live generation of `folder` as a Whoosh index that is read only.

    `fields` maps fields of `schema`, all with the Positions format, to our words. Stored
    values are `{"id": article id}`. Raises what `CommitPoints.snapshot` raises.
    """
    return _GenerationIndex(CommitPoints(folder), schema, fields)


class _GenerationIndex(Index):  # type: ignore[misc]
    def __init__(
        self, generations: CommitPoints, schema: Schema, fields: Mapping[str, WordField]
    ) -> None:
        self._generations = generations
        self._schema = schema
        self._fields = fields

    @property
    def schema(self) -> Schema:
        return self._schema

    def is_empty(self) -> bool:
        return not self._generations.snapshot().segments

    def doc_count(self) -> int:
        return self._generations.snapshot().documents

    def doc_count_all(self) -> int:
        return sum(segment.doc_count for segment in self._generations.snapshot().segments)

    def latest_generation(self) -> int:
        return self._generations.snapshot().manifest.generation

    def up_to_date(self) -> bool:
        return True

    def reader(self, reuse: Any = None) -> IndexReader:
        snapshot = self._generations.snapshot()
        generation = snapshot.manifest.generation
        readers = [
            SegmentReader(None, self._schema, _GenerationSegment(live, self._fields), generation)
            for live in snapshot.segments
        ]
        if len(readers) == 1:
            return readers[0]
        return MultiReader(readers, generation) if readers else EmptyReader(self._schema)


class _GenerationSegment(Segment):  # type: ignore[misc]
    """One of our segments; it is its own codec's only argument."""

    def __init__(self, live: LiveSegment, fields: Mapping[str, WordField]) -> None:
        super().__init__("generation")
        self.live = live
        self.fields = fields

    def codec(self) -> _GenerationCodec:
        return _GenerationCodec()

    def segment_id(self) -> str:
        return self.live.name

    def doc_count_all(self) -> int:
        return self.live.doc_count

    def deleted_count(self) -> int:
        return self.live.doc_count - self.live.live_count

    def deleted_docs(self) -> Iterator[int]:
        deleted = self.live.deleted
        return iter(() if deleted is None else np.flatnonzero(deleted).tolist())

    def is_deleted(self, docnum: int) -> bool:
        return self.live.deleted is not None and bool(self.live.deleted[docnum])


class _GenerationCodec(Codec):  # type: ignore[misc]
    def terms_reader(self, storage: Any, segment: _GenerationSegment) -> ColumnarTermsReader:
        live = segment.live
        return ColumnarTermsReader(
            {
                name: _WordTerms(live.segment.family(word.family), word.field, live)
                for name, word in segment.fields.items()
            }
        )

    def per_document_reader(
        self, storage: Any, segment: _GenerationSegment
    ) -> _GenerationDocuments:
        return _GenerationDocuments(segment)


class _WordTerms:
    """The `FieldTerms` of one field of a family: the terms that stand in it."""

    def __init__(self, terms: PostingGroup, field: TextField, live: LiveSegment) -> None:
        self._terms = terms
        self._field = field
        self._lengths = live.lengths(field)

    @cached_property
    def _numbers(self) -> NDArray[np.intp]:
        bounds = self._terms.texts if self._field == "text" else self._terms.titles
        return np.flatnonzero(np.diff(bounds))

    def __len__(self) -> int:
        return len(self._numbers)

    def term(self, number: int) -> bytes:
        return self._terms.sorted.term(int(self._numbers[number]))

    def lower_bound(self, term: bytes) -> int:
        return int(np.searchsorted(self._numbers, self._terms.sorted.lower_bound(term)))

    def has_positions(self) -> bool:
        return True

    @cached_property
    def doc_freqs(self) -> NDArray[np.int64]:
        counts = [len(self._postings(number).docs) for number in range(len(self))]
        return np.array(counts, np.int64)

    def run(self, numbers: range) -> WeightedDocs:
        parts = [self._postings(number) for number in numbers]
        return WeightedDocs(
            np.concatenate([part.docs for part in parts]),
            np.concatenate([part.weights for part in parts]),
        )

    def positions(self, number: int) -> tuple[AnyArray, AnyArray]:
        own = int(self._numbers[number])
        return self._postings(number).weights, self._terms.positions(own, self._field)

    def values(self, number: int, format_: Any) -> Callable[[int], bytes]:
        places = places_by_posting(*self.positions(number))
        return lambda place: format_.encode(places(place))

    def block_lengths(self, number: int) -> tuple[int, list[int], list[int]]:
        lengths = self._lengths.take(self._postings(number).docs)
        edges = np.arange(0, len(lengths), _BLOCK)
        shortest = np.minimum.reduceat(lengths, edges).tolist()
        return _BLOCK, shortest, np.maximum.reduceat(lengths, edges).tolist()

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        terms = [self.term(number) for number in range(len(self))]
        ends = np.cumsum([0, *map(len, terms)], dtype=np.int64)
        return np.frombuffer(b"".join(terms), np.uint8), ends

    def _postings(self, number: int) -> WeightedDocs:
        postings = self._terms.postings(int(self._numbers[number]))
        freqs = postings.text_freqs if self._field == "text" else postings.title_freqs
        held = np.flatnonzero(freqs)
        return WeightedDocs(postings.docs[held], freqs[held])


class _GenerationDocuments(PerDocumentReader):  # type: ignore[misc]
    def __init__(self, segment: _GenerationSegment) -> None:
        self._segment = segment
        self._live = segment.live

    def doc_count(self) -> int:
        return self._live.live_count

    def doc_count_all(self) -> int:
        return self._live.doc_count

    def has_deletions(self) -> bool:
        return self._live.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self._lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {"id": int(self._live.article_ids[docnum])}

    def _lengths(self, fieldname: str) -> AnyArray | None:
        word = self._segment.fields.get(fieldname)
        return None if word is None else self._live.lengths(word.field)
