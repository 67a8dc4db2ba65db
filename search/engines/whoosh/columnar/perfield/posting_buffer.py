"""The postings of one field while they are written."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np

from search.engines.whoosh.columnar.codec.container import AnyArray, SectionWriter
from search.engines.whoosh.columnar.codec.packed_ints import PackedParts, narrow, starts
from search.engines.whoosh.columnar.codec.sorted_terms import write_terms
from search.engines.whoosh.columnar.perfield.posting_values import (
    ValueKind,
    encoded_frequency,
    frequency_in,
    kind_of,
    positions_in,
)


class PostingBuffer:
    """Takes postings term by term, in sorted order, and writes them as sections.

    Holds 16 bytes a posting and 4 a position. `kind` becomes "opaque" at the first value
    that the arrays could not give back.
    """

    def __init__(self, section: str, format_: Any, block: int) -> None:
        self.section = section
        self.kind: ValueKind = kind_of(format_)
        self._format = format_
        self._block = block
        self._terms: list[bytes] = []
        self._firsts = array("Q")
        self._docs = array("I")
        self._weights = array("f")
        self._lengths = array("I")
        self._freqs = array("I")
        self._positions = array("I")
        self._values = bytearray()
        self._value_lengths = array("I")

    def start_term(self, text: bytes) -> None:
        """Begin a term; it sorts after the one before."""
        self._terms.append(text)
        self._firsts.append(len(self._docs))

    def add(self, docnum: int, weight: float, value: bytes, length: int | None) -> None:
        """Add a posting of the term: its documents ascend. `length` is that of the field."""
        self._docs.append(docnum)
        self._weights.append(weight)
        self._lengths.append(length or 0)
        if self.kind == "opaque" or not self._take(value):
            self._values += value
            self._value_lengths.append(len(value))
            self._freqs.append(1)

    def write(self, sections: SectionWriter) -> None:
        """Write all postings as the sections that `field_terms` describes."""
        name = self.section
        docs, freqs = np.array(self._docs, np.uint32), np.array(self._freqs, np.uint32)
        firsts = np.array(self._firsts, np.int64)
        write_terms(sections, name, self._terms)
        bounds = np.append(firsts, len(docs)).astype(np.uint64)
        sections.add(f"{name}.posts", narrow(bounds))
        _write_packed(sections, f"{name}.doc", _gaps(docs, firsts), np.uint16)
        _write_packed(sections, f"{name}.freq", freqs, np.uint8)
        weights = np.array(self._weights, "<f4")
        if (weights != freqs).any():
            sections.add(f"{name}.weight", weights)
        if self.kind == "positions":
            ends = starts(freqs).take(bounds.astype(np.int64))
            sections.add(f"{name}.occurrences", narrow(ends))
            positions = np.array(self._positions, np.uint32)
            _write_packed(sections, f"{name}.position", positions, np.uint16)
        elif self.kind == "opaque":
            sections.add(f"{name}.value", np.frombuffer(bytes(self._values), "|u1"))
            sections.add(f"{name}.values", narrow(starts(np.array(self._value_lengths, np.int64))))
        self._write_lengths(sections, firsts)

    def _write_lengths(self, sections: SectionWriter, firsts: AnyArray) -> None:
        lengths = np.array(self._lengths, np.uint32)
        if not lengths.any():
            return
        edges = block_starts(firsts, len(lengths), self._block)
        for name, ends in (("shortest", np.minimum), ("longest", np.maximum)):
            _write_packed(
                sections, f"{self.section}.{name}", ends.reduceat(lengths, edges), np.uint16
            )

    def _take(self, value: bytes) -> bool:
        """Keep `value` as numbers, or make the field opaque."""
        if self.kind == "positions":
            positions = positions_in(self._format, value)
            if positions is not None:
                self._freqs.append(len(positions))
                self._positions.extend(positions)
                return True
        elif self.kind == "frequency":
            frequency = frequency_in(value)
            if frequency is not None:
                self._freqs.append(frequency)
                return True
        elif not value:
            self._freqs.append(1)
            return True
        self._make_opaque()
        return False

    def _make_opaque(self) -> None:
        """Encode the values taken so far as they came."""
        at = 0
        for frequency in self._freqs:
            value = b""
            if self.kind == "positions":
                value = self._format.encode(self._positions[at : at + frequency].tolist())
                at += frequency
            elif self.kind == "frequency":
                value = encoded_frequency(frequency)
            self._values += value
            self._value_lengths.append(len(value))
        self._freqs = array("I", [1]) * len(self._freqs)
        self._positions = array("I")
        self.kind = "opaque"


def block_starts(firsts: AnyArray, postings: int, block: int) -> AnyArray:
    """Return where blocks begin: every `block` postings of a term, whose runs begin at `firsts`."""
    counts = np.diff(np.append(firsts, postings))
    blocks = -(-counts // block)
    number = np.arange(int(blocks.sum())) - np.repeat(np.cumsum(blocks) - blocks, blocks)
    edges: AnyArray = np.repeat(firsts, blocks) + number * block
    return edges


def _gaps(docs: AnyArray, firsts: AnyArray) -> AnyArray:
    """Return what each document is more than the one before it, the term's first as it is."""
    gaps: AnyArray = np.diff(docs, prepend=docs[:1])
    gaps[firsts] = docs[firsts]
    return gaps


def _write_packed(
    sections: SectionWriter, name: str, numbers: AnyArray, low: type[np.unsignedinteger[Any]]
) -> None:
    parts = PackedParts(low)
    sections.add(name, parts.split(numbers))
    parts.write_high(sections, name)
