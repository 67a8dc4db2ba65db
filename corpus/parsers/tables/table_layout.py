"""How a delimited table is written: encoding, delimiter and quotes, told from its first lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.importing.charset import encoding_of
from corpus.parsers.mapping.field_names import FOLDED_NAMES, fold_name

_DELIMITERS = ",\t;|"
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n?", re.IGNORECASE)
_ESCAPED_QUOTE = re.compile(r"\\\"(?!\s*(?:[,;\t|]|\r?\n|$))")
_MAX_SAMPLE_ROWS = 60
_MIN_ALIKE_ROWS = 3
_TEXTS = frozenset({*FOLDED_NAMES["body"], *FOLDED_NAMES["abstract"]})
_TITLES = frozenset(FOLDED_NAMES["title"])
_OTHERS = frozenset(name for names in FOLDED_NAMES.values() for name in names)
_MAX_NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table is written. `escape` is what hides a quote in a cell, where not another quote."""

    encoding: str
    delimiter: str
    escape: str | None
    rows: tuple[tuple[str, ...], ...]
    #: How many of the first lines are no rows: Excel's "sep=;".
    skipped_lines: int = 0

    @property
    def columns(self) -> int:
        """How many columns most rows have."""
        return Counter(map(len, self.rows)).most_common(1)[0][0] if self.rows else 0

    @property
    def is_even(self) -> bool:
        """Whether nearly all of several rows have the same two columns or more."""
        alike = sum(len(row) == self.columns for row in self.rows)
        return self.columns > 1 and alike >= _MIN_ALIKE_ROWS and alike >= 0.9 * len(self.rows)


def layout_of(sample: bytes) -> TableLayout:
    """Tell how a file that begins so is written, taking it for a table."""
    encoding = encoding_of(sample)
    text = sample.decode(encoding, "replace").removeprefix("\ufeff")
    end = max(text.rfind("\n"), text.rfind("\r"))
    whole = text[: end + 1] if end > 0 and len(text) > 2000 else text
    stated = _SEPARATOR_LINE.match(whole)
    delimiters = stated[1] if stated else _DELIMITERS
    body = whole[stated.end() :] if stated else whole
    escape = "\\" if _ESCAPED_QUOTE.search(body) else None
    found = [
        TableLayout(encoding, delimiter, escape, _rows(body, delimiter, escape), int(bool(stated)))
        for delimiter in delimiters
    ]
    return max(found, key=_rank)


def _rows(text: str, delimiter: str, escape: str | None) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=delimiter, escapechar=escape)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(tuple(row))
            if len(rows) == _MAX_SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    # The last row may have been cut.
    return tuple(rows[:-1] if len(rows) > 2 and len(text) > 2000 else rows)


def _rank(layout: TableLayout) -> tuple[int, float, int]:
    if not layout.rows:
        return (0, 0.0, 0)
    known = max(known_names(row) for row in layout.rows[:3])
    alike = sum(len(row) == layout.columns for row in layout.rows) / len(layout.rows)
    return (known if layout.columns > 1 else 0, alike * min(layout.columns - 1, 3), layout.columns)


def known_names(row: Sequence[str]) -> int:
    """How many cells of a row are usual names of fields, each counted once."""
    return len(
        {fold_name(cell) for cell in row if 0 < len(cell.strip()) <= _MAX_NAME_CHARS} & _OTHERS
    )


def names_texts(row: Sequence[str]) -> bool:
    """Whether a row of names names a text, or a title and something beside it."""
    folded = {fold_name(cell) for cell in row if 0 < len(cell.strip()) <= _MAX_NAME_CHARS}
    beside = folded & _OTHERS
    return bool(folded & _TEXTS and len(beside) > 1) or bool(folded & _TITLES and len(beside) > 2)
