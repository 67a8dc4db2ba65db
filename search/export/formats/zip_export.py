"""A reading pack: a ZIP archive with a plain text file for each article, written as it is sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from django.utils.text import slugify

from search.export.export_row import ExportHead, ExportRow

#: A date that every ZIP program accepts: the same search gives the same bytes.
_STAMP = (1980, 1, 1, 0, 0, 0)


class _Pipe(io.RawIOBase):
    """What was written since it was last emptied; it cannot be rewound."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        return len(data)

    def emptied(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def write_zip(rows: Iterable[ExportRow], head: ExportHead) -> Iterator[bytes]:
    """Yield the archive: a list of contents first, then a text file for each article."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr(_entry("about.txt"), _about(head))
        yield pipe.emptied()
        for row in rows:
            archive.writestr(_entry(file_name(row)), as_text(row))
            yield pipe.emptied()
    yield pipe.emptied()


def file_name(row: ExportRow) -> str:
    """Return the file of an article: sorted by date, readable, and no two alike."""
    return f"{row.date or 'undated'} {slugify(row.title)[:60]} {row.key}.txt"


def as_text(row: ExportRow) -> str:
    """Return an article as plain text under what is known of it."""
    known = f"{row.date} ({row.date_precision}, from {row.date_origin})" if row.date else "undated"
    facts = [
        ("Date", known),
        ("Source", row.source),
        ("Authors", "; ".join(name.full for name in row.authors)),
        ("Address", row.url),
        ("Original URL", row.original_url),
    ]
    lines = [row.title, "", *(f"{name}: {value}" for name, value in facts if value), ""]
    return "\n".join([*lines, row.text or "\n\n".join(row.snippets), ""])


def _about(head: ExportHead) -> str:
    articles = "1 article" if head.total == 1 else f"{head.total:,} articles"
    lines = [head.archive, f"Search: {head.query or 'all articles'}", f"Address: {head.search_url}"]
    return "\n".join([*lines, f"{articles}, read on {head.accessed}", *head.notices, ""])


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
