"""Articles as CSL-JSON, which citation processors and reference managers read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from search.citation.person_names import PersonName
from search.export.export_row import ExportHead, ExportRow


def write_csl(rows: Iterable[ExportRow], head: ExportHead) -> Iterator[str]:
    """Yield one JSON array, an article a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(as_csl(row, head), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_csl(row: ExportRow, head: ExportHead) -> dict[str, Any]:
    """Return an article as an item of CSL-JSON 1.0; a date has no more parts than are known."""
    item: dict[str, Any] = {
        "id": row.key,
        "type": "article-newspaper",
        "title": row.title,
        "author": [_name(name) for name in row.authors],
        "container-title": row.source,
        "issued": _date(row.date),
        "language": row.language,
        "URL": row.url,
        "archive": head.archive,
        "accessed": _date(head.accessed.isoformat()),
        "note": f"Original URL: {row.original_url}" if row.original_url else "",
        "abstract": row.text or "",
    }
    return {name: value for name, value in item.items() if value}


def _name(name: PersonName) -> dict[str, str]:
    if not name.family:
        return {"literal": name.full}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _date(iso: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}
