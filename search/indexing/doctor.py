"""Whether database and index agree, article by article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import transaction

from corpus.models import Article, OutboxEntry
from search.engines import get_engine
from search.indexing import drain
from search.indexing.index_state import remember_verification

Kind = Literal["index", "missing", "outdated", "hidden", "deleted"]

_SENTENCES: dict[Kind, str] = {
    "index": "the index cannot be trusted",
    "missing": "in the database, but not in the index",
    "outdated": "indexed, but with other content than the database's",
    "hidden": "hidden, but still in the index",
    "deleted": "in the index, but no longer in the database",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing on which database and index disagree.

    `article_id` is 0 where the index as a whole is meant. `waiting` says that the outbox
    knows of it already.
    """

    kind: Kind
    article_id: int = 0
    detail: str = ""
    waiting: bool = False

    def __str__(self) -> str:
        subject = f"article {self.article_id}: " if self.article_id else ""
        detail = f" ({self.detail})" if self.detail else ""
        waiting = "; waiting in the outbox" if self.waiting else ""
        return f"{subject}{_SENTENCES[self.kind]}{detail}{waiting}"


def doctor(*, repair: bool = False) -> list[Difference]:
    """Compare database and index; return every difference found, by article.

    With `repair` they are set right afterwards: single articles through the outbox, an
    index that is missing, damaged or outdated by building it anew. Raises EngineError
    where that fails. When they were compared last is remembered for `index_state`.
    """
    status = get_engine().status()
    if not drain.needs_rebuild(status) and get_engine().verify():
        status = get_engine().status()
    if drain.needs_rebuild(status):
        found = [Difference("index", detail=status.detail or f"schema {status.schema_version}")]
        if repair:
            drain.rebuild()
        return found
    found = list(_differences())
    remember_verification(len(found))
    if repair and found:
        with transaction.atomic():
            OutboxEntry.objects.queue([difference.article_id for difference in found])
        drain.drain()
    return found


def _differences() -> Iterator[Difference]:
    """Walk both sides in order of the articles' numbers, so that neither is held in memory."""
    waiting = set(OutboxEntry.objects.values_list("article_id", flat=True))
    indexed = get_engine().inventory()
    entry = next(indexed, None)
    for document in drain.documents():
        while entry and entry[0] < document.id:
            yield _unwanted(entry[0], waiting)
            entry = next(indexed, None)
        if entry and entry[0] == document.id:
            if entry[1] != document.fingerprint():
                yield Difference("outdated", document.id, waiting=document.id in waiting)
            entry = next(indexed, None)
        else:
            yield Difference("missing", document.id, waiting=document.id in waiting)
    while entry:
        yield _unwanted(entry[0], waiting)
        entry = next(indexed, None)


def _unwanted(article_id: int, waiting: set[int]) -> Difference:
    there = Article.objects.filter(pk=article_id).exists()
    return Difference("hidden" if there else "deleted", article_id, waiting=article_id in waiting)
