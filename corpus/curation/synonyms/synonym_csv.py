"""Equal words as a CSV file: a set a row, `on` or `off` in its first cell, then the words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from corpus.curation.synonyms.synonym_edits import MAX_WORDS, WantedSynonyms, checked
from corpus.curation.synonyms.synonym_list import EqualWords
from corpus.spreadsheet_csv import csv_lines

MAX_BYTES = 1_000_000
MAX_ROWS = 10_000
_HEADER = ("state", *(f"word {number}" for number in range(1, 4)))


def to_csv(sets: Iterable[EqualWords]) -> Iterator[str]:
    """Yield the lines of the file."""
    rows = (("on" if one.active else "off", *one.words) for one in sets)
    return csv_lines(_HEADER, rows)


def from_csv(content: bytes) -> list[WantedSynonyms]:
    """Read a file that `to_csv` or a spreadsheet program wrote; `on` may be left out.

    Raise ValueError, with a sentence that names the row, where it cannot be read.
    """
    if len(content) > MAX_BYTES:
        raise ValueError(_("The file is larger than a list of words."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(_("The file is not in UTF-8. Save it as “CSV UTF-8”.")) from None
    separator = ";" if text.count(";") > text.count(",") else ","
    wanted: list[WantedSynonyms] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator), 1):
            if one := _row(row, number):
                wanted.append(one)
            if number > MAX_ROWS:
                raise ValueError(_("The file has more than %(rows)d rows.") % {"rows": MAX_ROWS})
    except csv.Error as error:
        raise ValueError(_("The file is no CSV: %(why)s") % {"why": error}) from None
    if not wanted:
        raise ValueError(_("The file has no equal words."))
    return wanted


def _row(row: list[str], number: int) -> WantedSynonyms | None:
    """Read one row; None for an empty one and the header."""
    # Where a cell would be a formula, an apostrophe stands before it.
    cells = [cell.strip() for cell in row if cell.strip()]
    cells = [cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@" else cell for cell in cells]
    if not cells or (number == 1 and cells[0].lower() in ("state", "word", "words")):
        return None
    state = cells[0].lower()
    words = cells[1:] if state in ("on", "off") else cells
    try:
        return WantedSynonyms(checked(words[: MAX_WORDS + 1]), state != "off")
    except ValueError as error:
        raise ValueError(_("Row %(row)d: %(why)s") % {"row": number, "why": error}) from None
