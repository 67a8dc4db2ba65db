"""What waits in a queue, made in one line, and the queue walked through."""

from __future__ import annotations

import datetime as dt
from typing import Any

from corpus.models import Article, ImportBatch, ImportFailure
from corpus.records import HiddenLine, PublishedDate
from corpus.review.base import Queue
from corpus.tests.factories import stored


def subjects(queue: Queue) -> list[str]:
    """Walk a queue from end to end, as skipping does."""
    found: list[str] = []
    while item := queue.after(found[-1] if found else ""):
        assert item.subject not in found
        found.append(item.subject)
    assert queue.count() == len(found)
    return found


def titles(queue: Queue) -> list[str]:
    return [item.title for name in subjects(queue) if (item := queue.find(name))]


def undated(origin: str, **fields: Any) -> Article:
    fields.setdefault("text", f"Talks of {origin}.")
    return stored(origin, published=PublishedDate(), **fields)


def flagged(origin: str, *flags: str, **fields: Any) -> Article:
    fields.setdefault("text", f"Talks of {origin}.")
    return stored(origin, flags=flags or ("cut off",), **fields)


def doubted(origin: str, day: dt.date = dt.date(2022, 2, 4), doubt: str = "", **fields: Any) -> Any:
    fields.setdefault("text", f"Talks of {origin}.")
    published = PublishedDate(day, "day", "metadata", day.isoformat(), doubt)
    return stored(origin, published=published, **fields)


def failed(path: str, reason: str = "broken") -> ImportFailure:
    return ImportFailure.objects.create(
        batch=ImportBatch.objects.create(), path=path, reason=reason
    )


def with_hidden(number: int, source: str, *lines: str, reason: str = "a link") -> Article:
    hidden = tuple(HiddenLine(place + 1, line, reason) for place, line in enumerate(lines))
    text = f"Convoy {number} left the port."
    content = f"{source} {number}"
    return stored(
        f"/archive/{source}-{number}.txt",
        text=text,
        source=source,
        hidden_lines=hidden,
        content_hash=content,
    )
