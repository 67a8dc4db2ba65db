"""Whoosh's writer over durable commits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from whoosh.fields import UnknownFieldError
from whoosh.reading import IndexReader
from whoosh.searching import Searcher
from whoosh.writing import IndexingError, IndexWriter

from search.engines.whoosh.columnar.index.committer import Transaction
from search.engines.whoosh.columnar.index.field_types import KeyField, LabelField
from search.engines.whoosh.columnar.index.segment_buffer import IndexedDocument

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.index.columnar_index import ColumnarIndex

_NUMBERS = ("fingerprint", "first_day", "last_day")


class ColumnarWriter(IndexWriter):  # type: ignore[misc]
    """Adds, replaces and deletes documents; nothing is seen before `commit` returns.

    It has the index's write lock from its making until `commit` or `cancel`. A document
    replaces the one with its key, however it was added. Raises IndexProblemError.
    """

    def __init__(self, index: ColumnarIndex, transaction: Transaction) -> None:
        self.index = index
        self.schema = index.schema
        self.is_closed = False
        self._transaction = transaction
        labels = {name for name, field in self.schema.items() if isinstance(field, LabelField)}
        self._labels = labels
        self._known = labels | {"id", "title", "text", *_NUMBERS}

    def add_document(self, **fields: Any) -> None:
        """Add a document, or replace the one with its `id`.

        The fields are `id`, `title`, `text`, the label fields, `fingerprint`, `first_day` and
        `last_day` (ordinals of days, 0 where undated). Raises UnknownFieldError for others.
        """
        self._check_open()
        if unknown := fields.keys() - self._known:
            raise UnknownFieldError(f"no field named {min(unknown)!r} can be written")
        if "id" not in fields:
            raise IndexingError("a document needs an id")
        numbers = {name: int(fields.get(name) or 0) for name in _NUMBERS}
        labels = {name: fields.get(name) or "" for name in self._labels}
        self._transaction.add(
            IndexedDocument(
                article_id=int(fields["id"]),
                title=fields.get("title") or "",
                text=fields.get("text") or "",
                labels=labels,
                language=labels.get("lang", ""),
                **numbers,
            )
        )

    def update_document(self, **fields: Any) -> None:
        """Do what `add_document` does."""
        self.add_document(**fields)

    def delete_keys(self, keys: Iterable[int]) -> None:
        """Delete the documents with these keys that were committed before."""
        self._check_open()
        self._transaction.delete(keys)

    def delete_by_term(self, fieldname: str, text: Any, searcher: Searcher | None = None) -> int:
        """Delete the committed documents with a term; return how many."""
        field = self.schema[fieldname]
        if isinstance(field, KeyField) and isinstance(text, int | str):
            text = field.to_bytes(int(text))
        deleted: int = super().delete_by_term(fieldname, text, searcher)
        return deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a committed document by its number in `reader()`."""
        if not delete:
            raise IndexingError("a deletion is undone by `cancel` alone")
        self.delete_keys([self.reader().stored_fields(docnum)["id"]])

    def reader(self, **options: Any) -> IndexReader:
        return self.index.reader(**options)

    def searcher(self, **options: Any) -> Searcher:
        return self.index.searcher(**options)

    def add_reader(self, reader: IndexReader) -> NoReturn:
        """Raise IndexingError: texts cannot be read back from an index."""
        raise IndexingError("documents of another index must be added one by one")

    def add_field(self, fieldname: str, fieldtype: Any, **options: Any) -> NoReturn:
        """Raise IndexingError: the fields of this index are those of its schema."""
        raise IndexingError("the fields of this index are fixed: rebuild it with another schema")

    def remove_field(self, fieldname: str, **options: Any) -> NoReturn:
        """Raise IndexingError, as `add_field` does."""
        raise IndexingError("the fields of this index are fixed: rebuild it with another schema")

    def commit(self, mergetype: Any = None, optimize: bool = False, merge: bool = True) -> None:
        """Return when all of it would survive a power cut; large merges go on beside."""
        self._check_open()
        self.is_closed = True
        self._transaction.commit()
        if optimize:
            self.index.optimize()
        elif merge:
            self.index.merger.start()

    def cancel(self) -> None:
        """Leave the index as it was."""
        self._check_open()
        self.is_closed = True
        self._transaction.cancel()

    def _check_open(self) -> None:
        if self.is_closed:
            raise IndexingError("this writer is closed")
