"""From the paragraphs of an office document to records: those of an export, or one article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.importing.charset import tidy
from corpus.importing.source_file import MOST_ARTICLE_CHARS, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.databases import exported
from corpus.records import RawRecord

#: What a paragraph in the middle of the page begins with: the header of an article, often.
CENTRED = " " * 12


def with_gaps(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs as lines, an empty one between two; rows of a table stand together."""
    row_above = True
    for paragraph in paragraphs:
        text = paragraph.rstrip()
        is_row = "\t" in text.strip()
        if text and not (row_above and is_row):
            yield ""
        yield from text.split("\n")
        row_above = is_row


def records_of(
    lines: Iterable[str], title: str = "", metadata: dict[str, str] | None = None
) -> Iterator[Record]:
    """Yield the articles that lines hold; where they are no export, they are one article.

    `title` and `metadata` are what the document states of itself; an export's articles have
    their own. Raises UnreadableError where a single article is too long.
    """
    records, every = exported(map(tidy, lines))
    if records is not None:
        yield from records
        return
    taken: list[str] = []
    chars = 0
    for line in every:
        chars += len(line) + 1
        if chars > MOST_ARTICLE_CHARS:
            most = MOST_ARTICLE_CHARS // 2**20
            raise UnreadableError(f"more than {most} million characters, too long for one article")
        taken.append(line.replace("\f", "").removeprefix(CENTRED))
    body = "\n".join(taken).strip("\n")
    yield RawRecord(body=body, original=body, title=title, metadata=metadata or {})
