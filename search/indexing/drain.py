"""The write path: changes in the database are brought into the index.

The database is the truth. An outbox entry says that an article changed; `drain` reads the
current rows, lets the engine commit them durably, and only then deletes the entries. If it is
stopped at any point, some work is done twice and none is lost.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter
from typing import Any, NoReturn, TypeVar

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.db.models import QuerySet
from filelock import FileLock, Timeout

from corpus.models import Article, OutboxEntry
from corpus.models.article import days_of
from search.engines import get_engine
from search.engines.base import (
    DERIVED,
    SCHEMA_VERSION,
    Document,
    EngineError,
    EngineStatus,
    fingerprint,
)

T = TypeVar("T")

logger = logging.getLogger(__name__)

# A commit is bounded, so that memory is too, however long the outbox is.
_BATCH_ENTRIES = 2_000
_BATCH_CHARS = 64_000_000
_ROWS_AT_ONCE = 100
_COLUMNS = (
    *("pk", "source__name", "title", "text", "hidden_lines", "author", "language"),
    *("published", "date_precision", "checksum", "title_origin"),
)


def document_of(article: Article) -> Document:
    """Return the document that is indexed for an article."""
    source = article.source.name if article.source else None
    return _document((article.pk, source, *attrgetter(*_COLUMNS[2:])(article)))


def fingerprint_of(article: Article) -> int:
    """Return the fingerprint of an article's document, from the row's checksum."""
    return fingerprint(article.pk, article.checksum, article.source.name if article.source else "")


def documents() -> Iterator[Document]:
    """Yield all documents by ascending id, read in short transactions.

    One long read would keep the database from truncating its log.
    """
    last = 0
    while rows := list(_visible().filter(pk__gt=last)[:_ROWS_AT_ONCE]):
        yield from map(_document, rows)
        last = rows[-1][0]


def drain() -> int:
    """Index what the outbox names until it is empty; return the number of articles done.

    One process drains at a time. Where another is at it, this returns at once: the other
    does this one's entries too. A missing, unreadable or outdated index is built from the
    database first. Raises EngineError where the index cannot be written.
    """
    done = 0
    # Checked again after releasing the lock: a writer may have skipped draining because we
    # held it.
    while OutboxEntry.objects.exists() or needs_rebuild(get_engine().status()):
        with _lock(wait=False) as ours:
            if not ours:
                break
            if needs_rebuild(get_engine().status()):
                done += _rebuild()
            while batch := _drain_batch():
                done += batch
    return done


def rebuild() -> int:
    """Build the index anew beside the live one and switch; return the number of articles."""
    with _lock(wait=True):
        built = _rebuild()
    drain()
    return built


def follow(say: Callable[[str], object], *, pause_seconds: float = 1.0) -> NoReturn:
    """Drain forever and report each batch; failures are reported and retried."""
    while True:
        try:
            if done := drain():
                say(f"indexed {done:,}")
        except (EngineError, DatabaseError) as error:
            say(f"not indexed, trying again: {error}")
            close_old_connections()
        time.sleep(pause_seconds)


def needs_rebuild(status: EngineStatus) -> bool:
    """Return whether the index must be rebuilt from the database."""
    return status.state != "ok" or status.schema_version != SCHEMA_VERSION


def _rebuild() -> int:
    # These entries are older than the rows about to be read.
    pending = list(OutboxEntry.objects.values_list("pk", flat=True))
    status = get_engine().status()
    logger.info("building the index from the database (%s)", status.detail or status.state)
    get_engine().rebuild(documents())
    status = get_engine().status()
    if needs_rebuild(status):
        raise EngineError(f"the new index cannot be used: {status.detail}")
    _forget(pending)
    return status.documents


def _drain_batch() -> int:
    """Index one batch of the outbox; return how many articles it held."""
    oldest = OutboxEntry.objects.order_by("pk").values_list("pk", "article_id")
    entries = list(oldest[:_BATCH_ENTRIES])
    changed, gone = _read_rows(sorted({article_id for _, article_id in entries}))
    if changed or gone:
        get_engine().update(changed, gone)
    done = {document.id for document in changed} | set(gone)
    _forget([pk for pk, article_id in entries if article_id in done])
    return len(done)


def _read_rows(article_ids: Sequence[int]) -> tuple[list[Document], list[int]]:
    """Read the current articles: documents to index, and ids to delete."""
    changed: list[Document] = []
    gone: list[int] = []
    chars = 0
    for some in _batches(article_ids, _ROWS_AT_ONCE):
        found = [_document(row) for row in _visible().filter(pk__in=some)]
        changed.extend(found)
        gone.extend(sorted(set(some) - {document.id for document in found}))
        chars += sum(len(document.text) for document in found)
        if chars >= _BATCH_CHARS:
            break
    return changed, gone


def _visible() -> QuerySet[Article, tuple[Any, ...]]:
    """The rows of what is shown, by ascending id: values, as instances cost more than reading."""
    return Article.objects.shown().order_by("pk").values_list(*_COLUMNS)


def _document(row: Sequence[Any]) -> Document:
    """Return the document of a row of _COLUMNS."""
    from corpus.extraction.author import authors_of  # noqa: PLC0415 - compiles many words

    pk, source, title, text, hidden, author, language, *facts = row
    published, precision, checksum, origin = facts
    first, last = days_of(published, precision)
    return Document(
        id=pk,
        title=title,
        text=text,
        source=source or "",
        author="\n".join(authors_of(author)),
        lang=language,
        first_day=first,
        last_day=last,
        hidden="\n".join(line["text"] for line in hidden),
        checksum=checksum,
        headline=DERIVED if origin == Article.TitleOrigin.DERIVED else "",
    )


def _forget(entries: Sequence[int]) -> None:
    # By primary key: an article that changed again has a newer entry, which stays.
    for some in _batches(entries, 500):
        OutboxEntry.objects.filter(pk__in=some).delete()


def _batches(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (values[start : start + size] for start in range(0, len(values), size))


@contextmanager
def _lock(*, wait: bool) -> Iterator[bool]:
    """Hold the index write lock across processes; yields whether it was acquired."""
    folder = settings.SEARCH.index_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "drain.lock").acquire(timeout=-1 if wait else 0)
    except Timeout:
        yield False
        return
    except OSError as error:
        raise EngineError(f"the index cannot be written: {error}") from error
    with lock:
        yield True
