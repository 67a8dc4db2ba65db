"""Articles as RIS, which Zotero, EndNote and Mendeley read.

Tags follow the RIS specification of 2011: a line is two letters, two spaces, a hyphen, a space
and the value; a value has no line breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from search.export.export_row import ExportHead, ExportRow

_END = "\r\n"


def write_ris(rows: Iterable[ExportRow], head: ExportHead) -> Iterator[str]:
    for row in rows:
        yield as_ris(row, head)


def as_ris(row: ExportRow, head: ExportHead) -> str:
    """Return an article as a newspaper record; tags without a value are left out."""
    fields = [
        ("TY", "NEWS"),
        ("ID", row.key),
        ("TI", row.title),
        *(("AU", name.inverted) for name in row.authors),
        ("T2", row.source),
        ("DA", _date(row.date)),
        ("PY", row.date[:4]),
        ("LA", row.language),
        ("UR", row.url),
        ("L2", row.original_url),
        ("DP", head.archive),
        ("Y2", _date(head.accessed.isoformat())),
        ("N2", row.text or ""),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return _END.join([*lines, "ER  - ", "", ""])


def _date(iso: str) -> str:
    """Return YYYY/MM/DD/ with the parts that are not known left empty."""
    return "/".join([*iso.split("-"), "", "", ""][:3]) + "/" if iso else ""
