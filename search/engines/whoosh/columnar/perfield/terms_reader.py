"""The terms of a segment as Whoosh asks for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from whoosh.codec.base import EmptyCursor, FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from search.engines.whoosh.columnar.codec.container import Container
from search.engines.whoosh.columnar.perfield.field_terms import FieldTerms, StoredFieldTerms
from search.engines.whoosh.columnar.perfield.posting_matcher import PostingMatcher, TermPostings

Term = tuple[str, bytes]


class ColumnarTermsReader(TermsReader):  # type: ignore[misc]
    """Fields by name, each a `FieldTerms`; terms come field by field, in sorted order."""

    def __init__(self, fields: Mapping[str, FieldTerms]) -> None:
        #: The terms of each field, by name.
        self.fields: Mapping[str, FieldTerms] = dict(sorted(fields.items()))

    def __contains__(self, term: Term) -> bool:
        return self.number(*term) >= 0

    def indexed_field_names(self) -> Iterable[str]:
        return self.fields.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> FieldCursor:
        terms = self.fields.get(fieldname)
        return ColumnarCursor(self, fieldname, terms, fieldobj) if terms else EmptyCursor()

    def terms(self) -> Iterator[Term]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """Yield terms from (field, prefix) on, to the end of the last field."""
        for name, terms in self.fields.items():
            if name >= fieldname:
                first = terms.lower_bound(prefix) if name == fieldname else 0
                for number in range(first, len(terms)):
                    yield name, terms.term(number)

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return self.items_from("", b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        for term in self.terms_from(fieldname, prefix):
            yield term, self.term_info(*term)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        return self._postings(fieldname, text).info()

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return the sum of the term's weights. Raises KeyError, as `doc_frequency`."""
        number = self.number(fieldname, text)
        if number < 0:
            raise KeyError((fieldname, text))
        return float(self.fields[fieldname].run(range(number, number + 1)).weights.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        number = self.number(fieldname, text)
        if number < 0:
            raise KeyError((fieldname, text))
        return int(self.fields[fieldname].doc_freqs[number])

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> PostingMatcher:
        postings = self._postings(fieldname, text)
        return PostingMatcher(postings, format_, scorer, (fieldname, text))

    def number(self, fieldname: str, text: bytes) -> int:
        """Return the number of a term in its field, or -1."""
        terms = self.fields.get(fieldname)
        if terms is None:
            return -1
        number = terms.lower_bound(text)
        return number if number < len(terms) and terms.term(number) == text else -1

    def _postings(self, fieldname: str, text: bytes) -> TermPostings:
        number = self.number(fieldname, text)
        if number < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return TermPostings(self.fields[fieldname], number)


class ColumnarCursor(FieldCursor):  # type: ignore[misc]
    """Walks through a field's terms; text None is the end."""

    def __init__(
        self, reader: ColumnarTermsReader, fieldname: str, terms: FieldTerms, fieldobj: Any
    ) -> None:
        self._reader = reader
        self._fieldname = fieldname
        self._terms = terms
        self._fieldobj = fieldobj
        self._number = 0

    def is_valid(self) -> bool:
        return self._number < len(self._terms)

    def first(self) -> Any:
        self._number = 0
        return self.text()

    def find(self, term: Any) -> Any:
        """Go to the first term from `term` on."""
        key = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._number = self._terms.lower_bound(key)
        return self.text()

    def next(self) -> Any:
        self._number += 1
        return self.text()

    def text(self) -> Any:
        return self._fieldobj.from_bytes(self._bytes()) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        if not self.is_valid():
            return None
        return self._reader.term_info(self._fieldname, self._bytes())

    def _bytes(self) -> bytes:
        return self._terms.term(self._number)


def stored_fields(container: Container) -> dict[str, FieldTerms]:
    """Return the fields in a terms file, by name."""
    listed = json.loads(container["fields"].whole().tobytes())
    return {
        name: StoredFieldTerms(container, entry["section"], entry["kind"], listed["block"])
        for name, entry in listed["fields"].items()
    }
