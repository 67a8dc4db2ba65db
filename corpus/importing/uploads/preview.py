"""What the first of an import's records would become: for a look before it is started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.curation.date_entry import written
from corpus.importing.file_walk import FoundFile, Obstacle
from corpus.importing.import_options import ImportOptions
from corpus.importing.import_report import IngestReport
from corpus.importing.source_file import FileColumn
from corpus.records import ParsedArticle

if TYPE_CHECKING:
    from corpus.importing.pipeline import Outcome

_MOST_SHOWN = 20
_MOST_FAILED = 20
_MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class PreviewSample:
    """An article to be, ready to be shown."""

    origin: str
    title: str
    title_derived: bool
    date: str
    date_origin: str
    evidence: str
    source: str
    words: int
    flags: tuple[str, ...]
    hidden_lines: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Samples:
    """Some articles to be; `more` where the import holds others beside them."""

    shown: list[PreviewSample] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    columns: tuple[FileColumn, ...] = ()
    columns_of: str = ""
    unchanged: int = 0
    more: bool = False


class _Enough(BaseException):
    """Ends the reading. Not an Exception: what survives a file's mistakes must not catch it."""


def samples(found: Sequence[FoundFile | Obstacle], options: ImportOptions | None = None) -> Samples:
    """Read the first files and return what they would become. Stores nothing.

    Of the first file of records, what its columns are is told, too.
    """
    result = Samples()

    def show(outcome: Outcome) -> None:
        if outcome.error:
            result.failures.append((_place(outcome), outcome.error))
        if outcome.skipped:
            result.skipped.append((_place(outcome), outcome.skipped))
        if outcome.article is None:
            return
        if len(result.shown) == _MOST_SHOWN:
            raise _Enough
        result.shown.append(_sample(outcome.article))

    # A lot of files is read before any is shown: not all of ten thousand.
    first = list(found[:_MOST_FILES])
    report = IngestReport()
    try:
        from corpus.importing.pipeline import preview_found  # noqa: PLC0415 - parsers load slowly

        preview_found(first, show, options, report)
        result.more = len(found) > len(first)
    except _Enough:
        result.more = True
    result.unchanged = report.unchanged
    del result.failures[_MOST_FAILED:], result.skipped[_MOST_FAILED:]
    for origin, note in report.notes:
        if note.columns:
            result.columns, result.columns_of = note.columns, origin
            break
    return result


def _place(outcome: Outcome) -> str:
    return f"{outcome.file}, {outcome.key}" if outcome.key else outcome.file


def _sample(article: ParsedArticle) -> PreviewSample:
    published = article.published
    date = written(published.day, published.precision)
    return PreviewSample(
        origin=article.origin,
        title=article.title,
        title_derived=article.title_origin != "stated",
        date=date,
        date_origin=published.origin,
        evidence=published.evidence,
        source=article.source,
        words=len(article.text.split()),
        flags=article.flags,
        hidden_lines=tuple((line.text[:200], line.reason) for line in article.hidden_lines),
    )
