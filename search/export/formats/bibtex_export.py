"""Articles as BibTeX. The entry's key ends in the public key, so no two entries share one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.text import slugify

from search.export.export_row import ExportHead, ExportRow

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "$&#_%"},
}
_ESCAPED = re.compile(r"[\\{}~^$&#_%]")


def write_bibtex(rows: Iterable[ExportRow], head: ExportHead) -> Iterator[str]:
    for row in rows:
        yield as_bibtex(row, head)


def as_bibtex(row: ExportRow, head: ExportHead) -> str:
    """Return an article as an entry; the title keeps its capitals."""
    year, month, day = [*row.date.split("-"), "", ""][:3]
    fields = [
        ("title", f"{{{escaped(row.title)}}}"),
        ("author", " and ".join(map(_name, (name.inverted for name in row.authors)))),
        ("journal", escaped(row.source)),
        ("year", year),
        ("day", day.lstrip("0")),
        ("url", _url(row.url)),
        ("urldate", head.accessed.isoformat()),
        ("language", escaped(row.language)),
        ("note", f"{escaped(head.archive)} archive"),
        ("howpublished", _url(row.original_url)),
        ("abstract", escaped(row.text or "")),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    if month:
        lines.insert(-1, f"  month = {_MONTHS[int(month) - 1]},")
    return "\n".join([f"@article{{{entry_key(row)},", *lines, "}", "", ""])


def entry_key(row: ExportRow) -> str:
    """Return the entry's key: who or where, the year, and the public key."""
    first = row.authors[0].family or row.authors[0].full if row.authors else row.source
    return f"{slugify(first)[:20].strip('-') or 'article'}{row.date[:4]}-{row.key}"


def escaped(text: str) -> str:
    """Return text as LaTeX writes it, on one line."""
    return " ".join(_ESCAPED.sub(lambda found: _SPECIAL[found[0]], text).split())


def _name(name: str) -> str:
    """Return a name whose own "and" does not part it in two."""
    written = escaped(name)
    return f"{{{written}}}" if re.search(r"\band\b", written) or "," not in written else written


def _url(url: str) -> str:
    """Return an address without the signs that would end or open a group."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace("%", "\\%")
