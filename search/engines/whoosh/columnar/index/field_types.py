"""The field types of an index whose fields share posting groups: what a schema is made of.

A schema of a `ColumnarIndex` has one `KeyField`; fields `title` and `text` with a
`GroupField` for each group; and any of the columns below. Other field types belong to an
index of any schema (see `fieldsearch`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whoosh import columns, formats
from whoosh.analysis import Analyzer
from whoosh.fields import COLUMN, ID, NUMERIC, FieldType
from whoosh.query import Query

from search.engines.whoosh.columnar.segment_reader import Group, TextField, Unit

_ERRORS = "surrogatepass"


class GroupField(FieldType):  # type: ignore[misc]
    """The words of title or text in one posting group, with their positions."""

    def __init__(self, field: TextField, group: Group, analyzer: Analyzer) -> None:
        super().__init__(formats.Positions(), analyzer, scorable=True)
        self.field = field
        self.group = group

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode("utf-8", _ERRORS)

    def from_bytes(self, bs: bytes) -> str:
        return bs.decode("utf-8", _ERRORS)


class KeyField(NUMERIC):  # type: ignore[misc]
    """The number of a document: what an update replaces it by."""

    def __init__(self) -> None:
        column = columns.NumericColumn("q")
        super().__init__(int, 64, unique=True, stored=True, sortable=column, shift_step=0)

    def from_column_value(self, x: int) -> int:
        return x


class NumberField(COLUMN):  # type: ignore[misc]
    """A number for each document, to sort and to group by."""

    def __init__(self) -> None:
        super().__init__(columns.NumericColumn("q"))


class LabelField(ID):  # type: ignore[misc]
    """A label for each document, or several by `split`: whole labels are its terms."""

    def __init__(self, split: Callable[[str], Sequence[str]] = lambda label: (label,)) -> None:
        super().__init__(sortable=True)
        self.split = split

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode("utf-8", _ERRORS)

    def from_bytes(self, bs: bytes) -> str:
        return bs.decode("utf-8", _ERRORS)

    def from_column_value(self, value: str) -> str:
        return value


class UnitField(COLUMN):  # type: ignore[misc]
    """Where the sentences or paragraphs of a text begin: positions as 4-byte numbers."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(columns.VarBytesColumn())
        self.unit = unit


class VirtualField(FieldType):  # type: ignore[misc]
    """A field without terms of its own, whose queries are put into others'."""

    indexed = False

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__(formats.Positions(), analyzer)

    def translated(self, query: Query) -> Query:
        """Return the query to be answered in the place of one of this field."""
        raise NotImplementedError
