"""Files of an export that tell of others beside them: titles, days, and what is no article.

A Substack export keeps titles and days in `posts.csv`, and texts in `posts/ID.html`; a WACZ
file keeps pages in `archive/`, and lists of them beside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from corpus.importing.charset import decode
from corpus.importing.source_file import UnreadableError
from corpus.records import RawRecord

_LIST_OF_POSTS = "posts.csv"
_WACZ_MARK = "datapackage.json"
_MAX_LIST_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class Companion:
    """What an export states of one of its files; `skipped` is why it is no article."""

    skipped: str = ""
    title: str = ""
    date: str = ""

    def applied_to(self, raw: RawRecord) -> RawRecord:
        """Return a record with the title and day that the export states for it."""
        facts = {"date": self.date} if self.date else {}
        return replace(raw, title=self.title or raw.title, metadata=raw.metadata | facts)


def find_companions(
    names: Sequence[str], read: Callable[[str, int], bytes]
) -> dict[str, Companion]:
    """Return what exports among these files state, by name; `read` gives a file's first bytes.

    Names are paths with slashes. What cannot be read states nothing.
    """
    found: dict[str, Companion] = {}
    for name in names:
        folder, _, last = name.rpartition("/")
        inside = f"{folder}/" if folder else ""
        if last == _WACZ_MARK and any(one.startswith(f"{inside}archive/") for one in names):
            found.update(_of_wacz(names, inside))
        elif last == _LIST_OF_POSTS:
            try:
                listed = decode(read(name, _MAX_LIST_BYTES))
            except (UnreadableError, OSError, KeyError):
                continue
            found.update(_of_substack(names, inside, listed))
    return found


def _of_wacz(names: Iterable[str], inside: str) -> Iterator[tuple[str, Companion]]:
    for name in names:
        if name.startswith(inside) and not name.startswith(f"{inside}archive/"):
            yield name, Companion(skipped="a list or log of the web archive")


def _of_substack(names: Iterable[str], inside: str, listed: str) -> Iterator[tuple[str, Companion]]:
    rows = csv.DictReader(io.StringIO(listed))
    if "post_id" not in (rows.fieldnames or ()):
        return
    posts = {(row.get("post_id") or ""): row for row in rows}
    for name in names:
        if not name.startswith(inside):
            continue
        path = PurePosixPath(name.removeprefix(inside))
        if path.suffix == ".csv":
            is_list = path.name == _LIST_OF_POSTS
            told = "the list of posts, read with them" if is_list else "a list of readers"
            yield name, Companion(skipped=told)
        elif path.suffix in (".html", ".htm") and path.stem in posts:
            row = posts[path.stem]
            if (row.get("is_published") or "true").strip().lower() != "true":
                yield name, Companion(skipped="a post that was not published")
            else:
                title, day = row.get("title") or "", row.get("post_date") or ""
                yield name, Companion(title=title.strip(), date=day.strip())
