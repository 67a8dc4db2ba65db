"""The terms of a segment's fields, ready to be searched by their letters."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import cast

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import FieldType

from search.engines.whoosh.columnar.index.field_types import GroupField
from search.engines.whoosh.columnar.perfield.field_terms import FieldTerms
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.postings.term_enum import TermEnum
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.segment_reader import TermIndex

TermNumbers = NDArray[np.intp]


class TermEnums:
    """The enumerations of a segment's fields, each made when it is first used.

    Takes 5 bytes a term of the fields that were asked for; their terms are UTF-8.
    """

    def __init__(self, fields: Mapping[str, FieldTerms]) -> None:
        self._fields = fields
        self._enums: dict[str, TermEnum] = {}

    def matching(self, fieldname: str, wildcard: str) -> TermNumbers:
        """Return the terms that fit a pattern of `?` and `*`, ascending."""
        return self._accepted(fieldname, TermPattern(wildcard, "wildcard"))

    def within(self, fieldname: str, text: str, distance: int, prefix: int) -> TermNumbers:
        """Return the terms within so many edits that begin as `text` does for `prefix` letters."""
        numbers = self._accepted(fieldname, TermPattern(text, "fuzzy", distance=distance))
        begin = text[:prefix].encode()
        terms = self._fields[fieldname]
        low, high = terms.lower_bound(begin), terms.lower_bound(begin + b"\xff")
        return numbers[(numbers >= low) & (numbers < high)]

    def _accepted(self, fieldname: str, pattern: TermPattern) -> TermNumbers:
        known = self._enums.get(fieldname)
        if known is None:
            known = self._enums[fieldname] = TermEnum(
                cast(TermIndex, _TextTerms(self._fields[fieldname]))
            )
        return known.accepted(pattern, sys.maxsize, TimeBudget()).numbers


def is_text(field: FieldType) -> bool:
    """Say whether the terms of a Whoosh field are UTF-8."""
    return isinstance(field, GroupField) or type(field).from_bytes is FieldType.from_bytes


class _TextTerms:
    """The terms of a field as `TermEnum` asks for them."""

    def __init__(self, terms: FieldTerms) -> None:
        self._terms = terms
        self.doc_freqs = terms.doc_freqs.astype(np.uint32)

    def __len__(self) -> int:
        return len(self._terms)

    def find(self, term: str) -> int:
        number = self._terms.lower_bound(term.encode())
        return number if number < len(self) and self.term(number) == term else -1

    def prefix(self, start: str) -> range:
        begin = start.encode()
        return range(self._terms.lower_bound(begin), self._terms.lower_bound(begin + b"\xff"))

    def term(self, number: int) -> str:
        return self._terms.term(number).decode()

    def spelling(self) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        return self._terms.spelling()
