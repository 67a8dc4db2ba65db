"""RIS files, as reference managers and news databases write them: an article a reference."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importing.charset import decode
from corpus.importing.source_file import BadRecord, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.mapping.record_mapper import MappedItem, map_records

_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  ?- ?[A-Z]")
_NAMES = {
    "title": ("TI", "T1", "CT"),
    "author": ("AU", "A1", "A2"),
    "source": ("T2", "JO", "JF", "JA", "J2", "BT", "PB"),
    "date": ("DA", "Y1", "PY"),
    "text": ("AB", "N2", "N1", "NOTE"),
    "url": ("UR", "L2"),
    "language": ("LA",),
    "id": ("ID", "AN", "DO"),
}
_MAX_LINES = 20_000


class ReferenceFile:
    """The abstract is the text: it is all of the article that such files hold."""

    name = "RIS"
    about = "`.ris` of reference managers and databases"

    def recognises(self, document: SourceFile) -> bool:
        return bool(_FIRST.match(document.head()))

    def records(self, document: SourceFile) -> Iterator[Record]:
        yield from map_records(_references(decode(document.read())), document.options)


def _references(text: str) -> Iterator[MappedItem | BadRecord]:
    number, lines = 0, list[str]()
    for line in text.split("\n"):
        if line.strip():
            lines.append(line)
        if line.startswith("ER  -") or len(lines) > _MAX_LINES:
            number += 1
            yield _reference(lines, number)
            lines = []
    if any(_LINE.match(line) for line in lines):
        yield _reference(lines, number + 1)


def _reference(lines: list[str], number: int) -> MappedItem | BadRecord:
    place = f"reference {number}"
    values: dict[str, list[str]] = {}
    last = ""
    for line in lines:
        read = _LINE.match(line)
        if read:
            last = read[1]
            values.setdefault(last, []).append(read[2].strip())
        elif last:
            values[last][-1] += f"\n{line.strip()}"
    try:
        return MappedItem(_fields(values), "\n".join(lines), place)
    except UnreadableError as error:
        return BadRecord(place, str(error))


def _fields(values: dict[str, list[str]]) -> dict[str, object]:
    fields: dict[str, object] = {"kind of reference": values.get("TY", [""])[0]}
    for name, tags in _NAMES.items():
        found = next((values[tag] for tag in tags if any(values.get(tag, ()))), None)
        if found is None:
            continue
        said = [value for value in found if value]
        if name == "author":
            fields[name] = said
        elif name == "text":
            fields["abstract"] = "\n\n".join(said)
        else:
            fields[name] = said[0].strip("/") if name == "date" else said[0]
    return fields
