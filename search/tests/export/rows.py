"""Export rows for tests: ordinary ones, and one full of signs that formats give a meaning."""

from __future__ import annotations

import datetime as dt
from typing import Any

from search.citation.person_names import person_name
from search.export.export_row import ExportHead, ExportRow

HEAD = ExportHead("Dateline", "talks", "https://archive.example/?q=talks", 1, dt.date(2026, 11, 28))
WITH_TEXT = ExportHead(
    "Dateline", "", "https://archive.example/", 1, dt.date(2026, 11, 28), with_text=True
)

HOSTILE = (
    '=1+1 "quoted", {braces} \\ & 50% of $5 #1 a_b ~^ [link](x) <b>*bold*</b>\r\n\n'
    "TY  - JOUR\n\u202eRTL\u202c \N{PILE OF POO} \N{FAMILY} – и, 王"
)


def row(**changed: Any) -> ExportRow:
    """An article with everything; `authors` may be given as text."""
    values: dict[str, Any] = {
        "key": "kzmqhdaxrpbc",
        "title": "Talks begin in Geneva",
        "date": "2022-02-04",
        "date_precision": "day",
        "date_origin": "header",
        "source": "Meridian Wire",
        "authors": ("Ann Lee", "Ben de Vries"),
        "language": "en",
        "url": "https://archive.example/article/kzmqhdaxrpbc/talks-begin-in-geneva/",
        "original_url": "https://wire.example/7?a=1&b=2",
        "words": 12,
        "matches": 2,
        "snippets": ("The talks began.", "They ended."),
    }
    values |= changed
    values["authors"] = tuple(map(person_name, values["authors"]))
    return ExportRow(**values)
