"""Articles as Markdown (CommonMark): a list to paste into notes, or texts to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from search.export.export_row import ExportHead, ExportRow

# ASCII punctuation that may mean something in CommonMark; a backslash before it takes that away.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:=@$^\"'/])")


def write_markdown(rows: Iterable[ExportRow], head: ExportHead) -> Iterator[str]:
    yield f"# {escaped(head.query or 'All articles')}\n\n"
    articles = "1 article" if head.total == 1 else f"{head.total:,} articles"
    yield f"{articles} in {escaped(head.archive)}, read on {head.accessed}: <{head.search_url}>\n\n"
    for notice in head.notices:
        yield f"{escaped(notice)}\n\n"
    for row in rows:
        yield as_markdown(row)


def as_markdown(row: ExportRow) -> str:
    """Return an article under a heading of its own that links to it."""
    known = f"{row.date} ({row.date_precision}, from {row.date_origin})" if row.date else "undated"
    authors = ", ".join(name.full for name in row.authors)
    facts = " · ".join(escaped(fact) for fact in (row.source, authors) if fact)
    lines = [f"## [{escaped(row.title)}](<{row.url}>)", f"{known}{' · ' if facts else ''}{facts}"]
    lines += [f"> {escaped(snippet)}" for snippet in row.snippets]
    if row.text:
        lines += [escaped(part) for part in re.split(r"\n\s*\n", row.text)]
    return "\n\n".join(lines) + "\n\n"


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
