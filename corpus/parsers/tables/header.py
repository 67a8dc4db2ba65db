"""The row of names of a table: which row it is, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.parsers.tables.table_layout import known_names, names_texts

_MAX_ROWS_ABOVE = 10
_MAX_NAME_CHARS = 80
_NUMBER = re.compile(r"[-+]?\d[\d.,/:\s-]*")
_VALUE = re.compile(r"[-+]?\d[\d.,/:\sTZ+-]*|https?://\S+|\S+@\S+|true|false|yes|no", re.IGNORECASE)
_LOOKED_AT = 20
_WEB = re.compile(r"https?://", re.IGNORECASE)


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which of the first rows holds the names of the columns, None where none does.

    Reports put lines of their own above it.
    """
    if not rows:
        return None
    for number, row in enumerate(rows[:_MAX_ROWS_ABOVE]):
        if names_texts(row):
            return number
    known = [known_names(row) for row in rows[:_MAX_ROWS_ABOVE]]
    best = max(range(len(known)), key=known.__getitem__)
    if known[best] >= 2:
        return best
    return 0 if _reads_like_names(rows[0], rows[1:]) else None


def _reads_like_names(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row holds short words, all different, where the rows below hold other things."""
    cells = [cell.strip() for cell in row]
    written = [cell for cell in cells if cell]
    if len(written) < max(1, len(cells) - 1) or len(set(written)) != len(written):
        return False
    if any(len(cell) > _MAX_NAME_CHARS or len(cell.split()) > 5 for cell in written):
        return False
    if any(_NUMBER.fullmatch(cell) or _WEB.match(cell) for cell in written):
        return False
    if not below:
        return False
    longest = max((len(cell) for other in below[:_LOOKED_AT] for cell in other), default=0)
    return longest > 3 * max(map(len, written)) or any(
        _is_value_column(
            [other[number].strip() for other in below[:_LOOKED_AT] if number < len(other)]
        )
        for number in range(len(cells))
    )


def _is_value_column(cells: Sequence[str]) -> bool:
    """Whether a column holds numbers, dates, addresses or yes and no, which no name is."""
    written = [cell for cell in cells if cell]
    return bool(written) and all(_VALUE.fullmatch(cell) for cell in written)


def column_names(row: Sequence[str] | None, columns: int) -> list[str]:
    """Return a name for each column: those of the row of names, else "column 3"."""
    names: list[str] = []
    for number in range(columns):
        written = " ".join(row[number].split()) if row and number < len(row) else ""
        name = written.removeprefix("\ufeff") or f"column {number + 1}"
        names.append(name if name not in names else f"{name} {number + 1}")
    return names
