"""What the command line shows and takes: progress bars, previews, names of fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from corpus.extraction.author import authors_of
from corpus.extraction.word_count import count_words
from corpus.importing.import_report import Progress as Listener
from corpus.importing.pipeline import Outcome
from corpus.records import ParsedArticle, PublishedDate


class _Bar:
    """Shows how many bytes have been read, of which file."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar = bar
        self._task = task

    def expect(self, total_bytes: int) -> None:
        self._bar.update(self._task, total=total_bytes)

    def advance(self, read_bytes: int, name: str) -> None:
        self._bar.update(self._task, advance=read_bytes, description=name[-40:])


@contextmanager
def progress_bar(output: Any) -> Iterator[Listener | None]:
    """Give a bar while the block runs, or None where `output` is no terminal."""
    if not output.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=Console(markup=False), transient=True
    ) as bar:
        yield _Bar(bar, bar.add_task("Reading", total=None))


def described(article: ParsedArticle) -> str:
    """What a file would become, for people: its title, date, source and hidden lines."""
    published = article.published
    date = "none found"
    if published.day is not None:
        date = f"{_date(published)}  (from the {published.origin}: {published.evidence})"
    stated = "stated" if article.title_origin == "stated" else "derived from the first sentence"
    lines = [
        article.origin,
        f"  title   {article.title}  ({stated})",
        f"  date    {date}",
        f"  source  {article.source or 'not named'}",
        *(f"  check   {flag}" for flag in article.flags),
        *(f"  hidden  {line.text[:80]}  ({line.reason})" for line in article.hidden_lines),
    ]
    return "\n".join(lines)


def json_line(outcome: Outcome) -> str:
    """What a record would become, as a JSON object of one line, in ASCII."""
    line: dict[str, Any] = {"file": outcome.file, "key": outcome.key}
    if outcome.article is not None:
        line |= _article_fields(outcome.article)
    elif outcome.error:
        line["error"] = outcome.error
    else:
        line["skipped"] = outcome.skipped
    return json.dumps(line)


def _article_fields(article: ParsedArticle) -> dict[str, Any]:
    published = article.published
    return {
        "title": article.title,
        "title_origin": article.title_origin,
        "date": _date(published),
        "date_precision": published.precision,
        "date_origin": published.origin,
        "doubt": published.doubt,
        "source": article.source,
        "authors": list(authors_of(article.author)),
        "language": article.language,
        "url": article.url,
        "words": count_words(article.text),
        "text": article.text,
        "hidden": [{"text": line.text, "reason": line.reason} for line in article.hidden_lines],
        "flags": list(article.flags),
    }


def _date(published: PublishedDate) -> str:
    """A date as far as it is known: 2021, 2021-02 or 2021-02-04, "" where it is not.

    A decade and an estimate are given by their year.
    """
    if published.day is None:
        return ""
    lengths = {"day": 10, "month": 7}
    return published.day.isoformat()[: lengths.get(published.precision, 4)]
