"""A round of fetching: each feed asked, what is new stored, how it fared written down."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError

from corpus import outbox
from corpus.feeds.addresses import Allowed
from corpus.feeds.entries import FILE_NAME, entries
from corpus.feeds.fetching import Fetched, FetchError, FetchLimits, NotModified, fetch
from corpus.importing.import_report import IngestReport, printable
from corpus.importing.source_file import UnreadableError
from corpus.models import Feed, ImportBatch

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Round:
    """What came of a round: the counts of its articles, and the feeds that failed."""

    report: IngestReport = field(default_factory=IngestReport)
    read: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """For people: each failure with its reason, and the counts."""
        for address, reason in self.failed:
            yield f"failed {address}: {reason}"
        for path, reason in self.report.failures:
            yield f"failed {path}: {reason}"
        yield f"feeds read {self.read}, failed {len(self.failed)}"
        yield self.report.summary


def fetch_feeds(
    feeds: Iterable[Feed], before_each: Callable[[Feed], object] = lambda feed: None
) -> Round:
    """Fetch feeds, one after the other; one that fails costs the others nothing.

    `before_each` may end the round by raising. A feed that another process took is left out.
    """
    result = Round()
    with outbox.held(every=settings.CORPUS.announce_every):
        for feed in feeds:
            before_each(feed)
            if Feed.objects.claim(feed):
                _fetch_one(feed, result)
    return result


def _fetch_one(feed: Feed, result: Round) -> None:
    """Fetch one feed and note on it how it fared."""
    try:
        fetched = fetch(feed.address, limits(), etag=feed.etag, last_modified=feed.last_modified)
        words = "not modified" if isinstance(fetched, NotModified) else _take(feed, fetched, result)
    except DatabaseError:
        raise  # Nothing can be stored: going on would lose everything quietly.
    except FetchError as error:
        _failed(feed, result, str(error))
        feed.fail(printable(str(error)), at_least=error.retry_after, gone=error.gone)
    except UnreadableError as error:
        _failed(feed, result, str(error))
        feed.fail(printable(str(error)))
    except Exception as error:
        # A mistake of ours, at a feed nobody thought of, must not cost the others.
        logger.exception("fetching %s", feed.address)
        reason = f"unexpected {type(error).__name__}: {error}"
        _failed(feed, result, reason)
        feed.fail(printable(reason))
    else:
        result.read += 1
        feed.succeed(printable(words))


def _failed(feed: Feed, result: Round, reason: str) -> None:
    result.failed.append((printable(feed.address), printable(reason)))


def _take(feed: Feed, fetched: Fetched, result: Round) -> str:
    """Store what a feed brought; return in words what came of it. Raises UnreadableError."""
    from corpus.importing.pipeline import ingest_records  # noqa: PLC0415 - parsers load slowly

    found = entries(fetched, feed.address, feed.source, settings.CORPUS.feed_max_bytes)
    batch = ImportBatch.objects.create(how=ImportBatch.How.FEED, paths=[feed.address])
    report = ingest_records(batch, feed.address, FILE_NAME, found)
    new_failures = report.failures and report.failures != _failures_of(feed.batch)
    if report.added or report.updated or new_failures:
        feed.batch = batch
    else:
        batch.delete()  # Every half hour a row that says "nothing" helps nobody.
    # Only now: what was not stored must be sent again.
    feed.etag, feed.last_modified = fetched.etag, fetched.last_modified
    _add(result.report, report)
    moved = f"; it has moved to {fetched.moved_to}" if fetched.moved_to else ""
    return f"{report.summary}{moved}"


def _failures_of(batch: ImportBatch | None) -> list[tuple[str, str]]:
    return list(batch.failures.values_list("path", "reason")) if batch else []


def _add(total: IngestReport, one: IngestReport) -> None:
    total.added += one.added
    total.updated += one.updated
    total.unchanged += one.unchanged
    total.failures += one.failures


def limits() -> FetchLimits:
    """What fetching a feed may cost, by the settings."""
    return FetchLimits(
        seconds=settings.CORPUS.feed_seconds,
        max_bytes=settings.CORPUS.feed_max_bytes,
        allowed=Allowed.named(settings.CORPUS.feed_hosts),
    )
