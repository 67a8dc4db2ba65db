"""The order of an index's documents by a field, and their counts by a field's terms, as arrays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import NumericColumn
from whoosh.reading import IndexReader

from search.engines.whoosh.columnar.fieldsearch.leaf_arrays import find
from search.engines.whoosh.columnar.query.array_query import NoArrayFormError

Numbers = NDArray[np.intp]
Keys = NDArray[Any]


@dataclass(frozen=True, slots=True)
class SortKeys:
    """A number for each document, by which documents sort; `facet_key` is Whoosh's key for one."""

    numbers: Keys
    facet_key: Callable[[Any], Any] = lambda number: number


class FieldOrders:
    """Sort keys of fields for each document of a reader, made when first asked for and kept.

    Takes 8 bytes a document for each field that was sorted by. Threads may share it.
    """

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._columns: dict[str, SortKeys] = {}
        self._terms: dict[str, tuple[Keys, int]] = {}

    def keys(self, fieldname: str, *, reverse: bool) -> SortKeys:
        """Return keys by which documents sort as by Whoosh's `FieldFacet`.

        Raises NoArrayFormError where a leaf has no array of the field.
        """
        if self._reader.has_column(fieldname):
            keys = self._column(fieldname)
            return _reversed(keys) if reverse else keys
        ranks, terms = self._ranks(fieldname)
        return SortKeys(terms - ranks if reverse else ranks)

    def counts(self, fieldname: str, docnums: Numbers) -> dict[Hashable, int]:
        """Count documents by each term of a field; those without one by None."""
        field = self._reader.schema[fieldname]
        total: dict[Hashable, int] = {}
        without = len(docnums)
        for leaf, offset in self._reader.leaf_readers():
            wanted = np.zeros(leaf.doc_count_all(), np.bool_)
            wanted[_within(docnums, offset, len(wanted))] = True
            docs, places, texts = _sortable_postings(leaf, fieldname)
            held = wanted.take(docs)
            without -= len(np.unique(docs[held]))
            numbers = np.bincount(places[held], minlength=len(texts)).tolist()
            for text, count in zip(texts, numbers, strict=True):
                if count:
                    name = field.from_bytes(text)
                    total[name] = total.get(name, 0) + count
        if without:
            total[None] = without
        return total

    def _column(self, fieldname: str) -> SortKeys:
        keys = self._columns.get(fieldname)
        if keys is None:
            leaves = [leaf for leaf, _ in self._reader.leaf_readers()]
            if type(self._reader.schema[fieldname].column_type) is NumericColumn:
                keys = _numeric_keys([_numeric_column(leaf, fieldname) for leaf in leaves])
            else:
                keys = _ranked([_column_values(leaf, fieldname) for leaf in leaves])
            self._columns[fieldname] = keys
        return keys

    def _ranks(self, fieldname: str) -> tuple[Keys, int]:
        """Return the place of each document's last term, and how many terms there are.

        A document without a term comes last.
        """
        known = self._terms.get(fieldname)
        if known is None:
            size = self._reader.doc_count_all()
            leaves = [
                (offset, *_sortable_postings(leaf, fieldname))
                for leaf, offset in self._reader.leaf_readers()
            ]
            texts = sorted({text for *_, own in leaves for text in own})
            place_of = {text: place for place, text in enumerate(texts)}
            ranks = np.full(size, size + 1)
            for offset, docs, places, own in leaves:
                ranks_of = np.array([place_of[text] for text in own], np.intp)
                # Postings come by rising term: of several in one document the last one stays.
                ranks[docs.astype(np.intp) + offset] = ranks_of.take(places)
            known = self._terms[fieldname] = ranks, len(texts)
        return known


def _within(docnums: Numbers, offset: int, size: int) -> Numbers:
    local: Numbers = docnums - offset
    return local[(local >= 0) & (local < size)]


def _sortable_postings(leaf: Any, fieldname: str) -> tuple[Numbers, Numbers, Sequence[bytes]]:
    """Return documents, the place of the term of each posting, and the terms themselves."""
    none = np.empty(0, np.intp)
    fields = getattr(leaf, "fields", None)
    if fields is None:
        raise NoArrayFormError("a segment of another codec")
    terms = fields.get(fieldname)
    if terms is None:
        return none, none, ()
    texts = list(leaf.schema[fieldname].sortable_terms(leaf, fieldname))
    if not texts:
        return none, none, ()
    first = find(terms, texts[0])
    numbers = range(first, first + len(texts))
    counts = terms.doc_freqs[first : first + len(texts)]
    docs = terms.run(numbers).docs.astype(np.intp)
    return docs, np.repeat(np.arange(len(texts)), counts), texts


def _numeric_column(leaf: Any, fieldname: str) -> Keys:
    """Return a column of whole or floating numbers."""
    column, read = leaf.schema[fieldname].column_type, getattr(leaf, "column_bytes", None)
    if read is None:
        raise NoArrayFormError("a segment of another codec")
    values = np.full(leaf.doc_count_all(), column.default_value(), column._typecode)
    if leaf.has_column(fieldname):
        stored = np.frombuffer(read(fieldname), f">{column._typecode}")
        values[: len(stored)] = stored
    return values


def _numeric_keys(parts: Sequence[Keys]) -> SortKeys:
    """Return numbers that can be negated: doubles, or signed numbers of 64 bits."""
    values = np.concatenate(parts)
    if values.dtype.kind == "f":
        return SortKeys(values.astype(np.float64))
    if values.dtype.kind == "u" and values.dtype.itemsize == 8:
        half = 1 << 63
        return SortKeys((values ^ np.uint64(half)).view(np.int64), lambda number: number + half)
    return SortKeys(values.astype(np.int64))


def _reversed(keys: SortKeys) -> SortKeys:
    # The bitwise complement turns the order round where the lowest number cannot be negated.
    if keys.numbers.dtype.kind == "f":
        return SortKeys(-keys.numbers)
    return SortKeys(~keys.numbers, lambda number: _negated(keys.facet_key(~number), ~number))


def _negated(key: Any, rank: int) -> Any:
    """Return Whoosh's key of a reversed facet: of texts, the place of the text, negated."""
    return 0 - (rank if isinstance(key, bytes | str) else key)


def _column_values(leaf: Any, fieldname: str) -> list[Any]:
    reader = leaf.column_reader(fieldname, translate=False)
    return [reader.sort_key(number) for number in range(leaf.doc_count_all())]


def _ranked(parts: Sequence[list[Any]]) -> SortKeys:
    """Return the place of each value among all the different ones."""
    values = [value for part in parts for value in part]
    ordered = sorted(set(values))
    place_of = {value: place for place, value in enumerate(ordered)}
    places = np.array([place_of[value] for value in values], np.int64)
    return SortKeys(places, ordered.__getitem__)
