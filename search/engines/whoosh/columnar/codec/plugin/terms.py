"""The terms of a segment as Whoosh asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from whoosh.codec.base import EmptyCursor, FieldCursor, TermsReader
from whoosh.reading import TermInfo, TermNotFound

from search.engines.whoosh.columnar.codec.plugin.matching import ArrayMatcher, TermPostings

Term = tuple[str, bytes]


class FieldTerms(Protocol):
    """The sorted terms of one Whoosh field."""

    def __len__(self) -> int: ...

    def term(self, number: int) -> bytes: ...

    def lower_bound(self, term: bytes) -> int:
        """Return how many terms sort before `term`."""

    def doc_freq(self, number: int) -> int: ...

    def postings(self, number: int, format_: Any) -> TermPostings: ...


class ArrayTermsReader(TermsReader):  # type: ignore[misc]
    """Fields by name, each a `FieldTerms`; terms come field by field, in sorted order."""

    def __init__(self, fields: Mapping[str, FieldTerms]) -> None:
        self._fields = dict(sorted(fields.items()))

    def __contains__(self, term: Term) -> bool:
        return self._find(*term) >= 0

    def indexed_field_names(self) -> Iterable[str]:
        return self._fields.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> FieldCursor:
        terms = self._fields.get(fieldname)
        return ArrayCursor(self, fieldname, terms, fieldobj) if terms else EmptyCursor()

    def terms(self) -> Iterator[Term]:
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        """Yield terms from (field, prefix) on, to the end of the last field."""
        for name, terms in self._fields.items():
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
        return info_of(self._postings(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return the sum of the term's weights. Raises KeyError, as `doc_frequency`."""
        if (fieldname, text) not in self:
            raise KeyError((fieldname, text))
        return float(self._postings(fieldname, text).weights.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        number = self._find(fieldname, text)
        if number < 0:
            raise KeyError((fieldname, text))
        return self._fields[fieldname].doc_freq(number)

    def matcher(
        self, fieldname: str, text: bytes, format_: Any, scorer: Any = None
    ) -> ArrayMatcher:
        postings = self._postings(fieldname, text, format_)
        return ArrayMatcher(postings, format_, scorer, (fieldname, text))

    def _find(self, fieldname: str, text: bytes) -> int:
        terms = self._fields.get(fieldname)
        if terms is None:
            return -1
        number = terms.lower_bound(text)
        return number if number < len(terms) and terms.term(number) == text else -1

    def _postings(self, fieldname: str, text: bytes, format_: Any = None) -> TermPostings:
        number = self._find(fieldname, text)
        if number < 0:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        return self._fields[fieldname].postings(number, format_)


class ArrayCursor(FieldCursor):  # type: ignore[misc]
    """Walks through a field's terms; text None is the end."""

    def __init__(
        self, reader: ArrayTermsReader, fieldname: str, terms: FieldTerms, fieldobj: Any
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


def info_of(postings: TermPostings) -> TermInfo:
    """Return the statistics of a term. Lengths of 0 are those of fields that keep none."""
    lengths = postings.lengths[postings.lengths > 0]
    return TermInfo(
        weight=float(postings.weights.sum()),
        df=len(postings.docs),
        minlength=int(lengths.min()) if len(lengths) else 0,
        maxlength=int(lengths.max(initial=0)),
        maxweight=float(postings.weights.max(initial=0)),
        minid=int(postings.docs[0]),
        maxid=int(postings.docs[-1]),
    )
