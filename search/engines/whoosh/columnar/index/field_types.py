"""The field types of an index whose fields share posting groups: what a schema is made of.

A schema of a `ColumnarIndex` has one `KeyField`; fields `title` and `text` with a
`GroupField` for each group; and any of the columns below. Other field types belong to an
index of any schema (see `fieldsearch`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Sequence

from whoosh import columns, formats
from whoosh.analysis import Analyzer
from whoosh.fields import COLUMN, ID, NUMERIC, FieldType
from whoosh.qparser.common import QueryParserError
from whoosh.query import Query

from search.engines.whoosh.columnar.query.doc_queries import NumberRange
from search.engines.whoosh.columnar.segment_reader import Group, TextField, Unit

_ERRORS = "surrogatepass"
_DATE = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?")


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


class DayField(NumberField):
    """A day for each document as `date.toordinal()`, 0 where it is not known.

    Whoosh's parser reads `day:2013-01-31`, `day:2013`, and `day:[2013-01 to 2014]`; both ends
    are included, and documents without a day are in no range.
    """

    def self_parsing(self) -> bool:
        return True

    def parse_query(self, fieldname: str, qstring: str, boost: float = 1.0) -> Query:
        """Return the documents of a day, a month or a year. Raises QueryParserError."""
        return self.parse_range(fieldname, qstring, qstring, False, False, boost)

    def parse_range(  # noqa: PLR0917 (Whoosh passes them so)
        self,
        fieldname: str,
        start: str | None,
        end: str | None,
        startexcl: bool,
        endexcl: bool,
        boost: float = 1.0,
    ) -> Query:
        """Return the documents of a range; None is an open end. Raises QueryParserError."""
        first, last = 1, dt.date.max.toordinal()
        if start:
            opening = _days_of(start)
            first = opening[1] + 1 if startexcl else opening[0]
        if end:
            closing = _days_of(end)
            last = closing[0] - 1 if endexcl else closing[1]
        return NumberRange(fieldname, first, last)


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


class CaseField(COLUMN):  # type: ignore[misc]
    """The letter case of each token of a field: a byte from 0 to 3."""

    def __init__(self, field: TextField) -> None:
        super().__init__(columns.VarBytesColumn())
        self.field = field


class VirtualField(FieldType):  # type: ignore[misc]
    """A field without terms of its own, whose queries are put into others'."""

    indexed = False

    def __init__(self, analyzer: Analyzer) -> None:
        super().__init__(formats.Positions(), analyzer)

    def translated(self, query: Query) -> Query:
        """Return the query to be answered in the place of one of this field."""
        raise NotImplementedError


def _days_of(text: str) -> tuple[int, int]:
    """Return the first and the last day of a year, month or day. Raises QueryParserError."""
    written = _DATE.fullmatch(text.strip())
    try:
        if written is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in written.groups())
        first = dt.date(year, month or 1, day or 1)
        last = first if day else first.replace(month=month or 12, day=1)
    except ValueError:
        raise QueryParserError(f"{text!r} is no year, month or day") from None
    if not day:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return first.toordinal(), last.toordinal()
