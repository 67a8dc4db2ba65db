"""Articles as JSON Lines: one object a line, the field names of the spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from search.export.export_row import ExportHead, ExportRow


def as_json(row: ExportRow) -> dict[str, Any]:
    """Return an article as JSON values; what is not known is null."""
    values: dict[str, Any] = {
        "key": row.key,
        "title": row.title,
        "date": row.date or None,
        "date_precision": row.date_precision,
        "date_origin": row.date_origin,
        "source": row.source or None,
        "authors": [name.full for name in row.authors],
        "language": row.language or None,
        "url": row.url,
        "original_url": row.original_url or None,
        "words": row.words,
        "matches": row.matches,
        "snippets": list(row.snippets),
    }
    return values if row.text is None else {**values, "text": row.text}


def write_jsonl(rows: Iterable[ExportRow], head: ExportHead) -> Iterator[str]:
    for row in rows:
        yield json.dumps(as_json(row), ensure_ascii=False) + "\n"
