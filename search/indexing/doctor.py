"""The comparison of database and index, article by article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError, transaction

from corpus.models import Article, OutboxEntry
from search.engines import get_engine
from search.indexing import database_check, drain
from search.indexing.index_state import remember_verification

Kind = Literal["database", "row", "index", "missing", "outdated", "hidden", "deleted"]

_SENTENCES: dict[Kind, str] = {
    "database": "the database is damaged: restore a backup",
    "row": "its row is damaged: restore a backup",
    "index": "the index cannot be trusted",
    "missing": "in the database, but not in the index",
    "outdated": "indexed, but with other content than the database's",
    "hidden": "hidden, but still in the index",
    "deleted": "in the index, but no longer in the database",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between database and index.

    `article_id` is 0 for the index as a whole. `waiting` says that the outbox has the article
    already.
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
    """Check the database, then compare it with the index; return every difference found.

    With `repair` the index is set right afterwards: single articles through the outbox, an
    index that is missing, damaged or outdated by rebuilding it. No repair goes towards a
    damaged database: where its pages are damaged nothing is repaired, and a damaged row is
    left out. Raises EngineError where a repair fails.
    """
    if problems := database_check.page_problems():
        return [Difference("database", detail=problem) for problem in problems]
    damaged = _damaged_rows()
    status = get_engine().status()
    if not drain.needs_rebuild(status) and get_engine().verify():
        status = get_engine().status()
    if drain.needs_rebuild(status):
        differences = [
            Difference("index", detail=status.detail or f"schema {status.schema_version}")
        ]
        if repair and not damaged:
            drain.rebuild()
        return [*damaged, *differences]
    differences = list(_differences())
    remember_verification(len(differences))
    if repair and differences:
        sound = {each.article_id for each in differences} - {each.article_id for each in damaged}
        with transaction.atomic():
            OutboxEntry.objects.queue(sorted(sound))
        drain.drain()
    return [*damaged, *differences]


def _damaged_rows() -> list[Difference]:
    try:
        return [
            Difference("row", found.article_id, detail=found.what)
            for found in database_check.damaged_rows()
            if isinstance(found, database_check.DamagedRow)
        ]
    except DatabaseError as error:
        return [Difference("database", detail=str(error))]


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
