"""The postings of a Whoosh segment: one container, one family of sections a field.

fields           u1   JSON: by field, {"section": F, "opaque": whether values are kept}
F.*                   the field as a family without titles (see `posting_group`); of a field
                      that is not opaque, positions are those of the Positions format
F.weight         f4   a posting's weight, where some differ from its frequency
F.value          u1   of an opaque field: the encoded values, one after the other
F.values         u4+  where each starts, and the end of the last one
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import formats
from whoosh.codec.base import FieldWriter

from search.engines.whoosh.columnar.codec.container import (
    AnyArray,
    Container,
    Section,
    SectionWriter,
)
from search.engines.whoosh.columnar.codec.disk import MemoryDisk
from search.engines.whoosh.columnar.codec.packed_ints import narrow, starts
from search.engines.whoosh.columnar.codec.plugin.matching import TermPostings
from search.engines.whoosh.columnar.codec.posting_blocks import FieldRun, TermBlock
from search.engines.whoosh.columnar.codec.posting_group import PostingGroup
from search.engines.whoosh.columnar.codec.segment_writer import PostingGroupWriter

#: The version of the sections above.
VERSION = 1
_EMPTY = FieldRun(np.empty(0, np.int64), np.empty(0, np.uint8), np.empty(0, np.uint16))


class ArrayFieldWriter(FieldWriter):  # type: ignore[misc]
    """Takes postings field by field and term by term, in sorted order."""

    def __init__(self, save: Callable[[bytes], None]) -> None:
        self._save = save
        self._path = Path("terms")
        self._disk = MemoryDisk()
        self._sections = SectionWriter(self._disk, self._path, VERSION)
        self._fields: dict[str, dict[str, Any]] = {}
        self._field: _Field | None = None
        self.is_closed = False

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        # Only these values can be made again from the positions; others are kept whole.
        opaque = type(fieldobj.format) is not formats.Positions
        section = f"f{len(self._fields)}"
        self._fields[fieldname] = {"section": section, "opaque": opaque}
        self._field = _Field(section, None if opaque else fieldobj.format)

    def start_term(self, text: bytes) -> None:
        self._open_field.start_term(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        self._open_field.add(docnum, weight, vbytes)

    def finish_term(self) -> None: ...

    def finish_field(self) -> None:
        self._open_field.write(self._sections, self._disk, self._path)
        self._field = None

    def close(self) -> None:
        listed = json.dumps(self._fields).encode()
        self._sections.add("fields", np.frombuffer(listed, "|u1"))
        self._sections.finish()
        self._save(bytes(self._disk.files[self._path]))
        self.is_closed = True

    @property
    def _open_field(self) -> _Field:
        if self._field is None:
            raise ValueError("no field was started")
        return self._field


class _Field:
    """The postings of one field, as they come."""

    def __init__(self, section: str, positions: Any) -> None:
        self._section = section
        self._format = positions
        self._terms: list[bytes] = []
        self._doc_freqs: list[int] = []
        self._docs: list[int] = []
        self._freqs: list[int] = []
        self._positions: list[int] = []
        self._weights: list[float] = []
        self._values: list[bytes] = []

    def start_term(self, text: bytes) -> None:
        self._terms.append(text)
        self._doc_freqs.append(0)

    def add(self, docnum: int, weight: float, value: bytes) -> None:
        self._doc_freqs[-1] += 1
        self._docs.append(docnum)
        self._weights.append(weight)
        if self._format is None:
            self._freqs.append(1)
            self._values.append(value)
        else:
            places = self._format.decode_positions(value)
            self._freqs.append(len(places))
            self._positions.extend(places)

    def write(self, sections: SectionWriter, disk: MemoryDisk, path: Path) -> None:
        freqs = np.array(self._freqs, np.uint32)
        positions = np.array(self._positions, np.uint32)
        if self._format is None:
            positions = np.zeros(len(freqs), np.uint32)
        posts = np.arange(len(freqs), dtype=np.int64)
        block = TermBlock(
            self._terms,
            np.array(self._doc_freqs, np.int64),
            np.array(self._docs, np.uint32),
            _EMPTY,
            FieldRun(posts, freqs, positions),
        )
        family = PostingGroupWriter(disk, path, self._section)
        family.add(block)
        family.write(sections)
        family.close()
        weights = np.array(self._weights, "<f4")
        if (weights != freqs).any():
            sections.add(f"{self._section}.weight", weights)
        if self._format is None:
            lengths = np.fromiter(map(len, self._values), np.int64, len(self._values))
            joined = b"".join(self._values)
            sections.add(f"{self._section}.value", np.frombuffer(joined, "|u1"))
            sections.add(f"{self._section}.values", narrow(starts(lengths)))


class FieldReader:
    """The `FieldTerms` of one field written so. `lengths` has one item a document."""

    def __init__(self, container: Container, section: str, opaque: bool, lengths: AnyArray) -> None:
        self._terms = PostingGroup(container, section)
        self._lengths = lengths
        self._weights = container.get(f"{section}.weight")
        self._values = (
            (container[f"{section}.value"], container[f"{section}.values"]) if opaque else None
        )

    def __len__(self) -> int:
        return len(self._terms)

    def term(self, number: int) -> bytes:
        return self._terms.sorted.term(number)

    def lower_bound(self, term: bytes) -> int:
        return self._terms.sorted.lower_bound(term)

    def doc_freq(self, number: int) -> int:
        return int(self._terms.doc_freqs[number])

    def postings(self, number: int, format_: Any) -> TermPostings:
        whole = self._terms.postings(number)
        start, stop = self._terms.posts[number : number + 2].tolist()
        weights = whole.text_freqs if self._weights is None else self._weights.slice(start, stop)
        lengths = self._lengths.take(whole.docs)
        if self._values is not None:
            value = _value_by_place(*self._values, start)
            return TermPostings(whole.docs, weights, lengths, value)
        positions = positions_by_place(whole.text_freqs, self._terms.positions(number, "text"))
        return TermPostings(
            whole.docs, weights, lengths, lambda at: format_.encode(positions(at)), positions
        )


def _value_by_place(values: Section, bounds: Section, start: int) -> Callable[[int], bytes]:
    def value(place: int) -> bytes:
        first, last = bounds.slice(start + place, start + place + 2).tolist()
        return values.slice(first, last).tobytes()

    return value


def positions_by_place(freqs: AnyArray, positions: AnyArray) -> Callable[[int], list[int]]:
    """Return a function from a posting's place to its positions."""
    bounds = starts(freqs).tolist()
    return lambda place: positions[bounds[place] : bounds[place + 1]].tolist()
