"""The archive's tables. The database is the truth: the index is derived from it."""

from corpus.models.articles import Article, Original, Outcome
from corpus.models.changes import Change, ChangeSet
from corpus.models.imports import ImportBatch, ImportFailure, ImportItem, Upload
from corpus.models.jobs import Job
from corpus.models.outbox_entries import OutboxEntry
from corpus.models.sources import Source, SourceAlias

__all__ = [
    "Article",
    "Change",
    "ChangeSet",
    "ImportBatch",
    "ImportFailure",
    "ImportItem",
    "Job",
    "Original",
    "OutboxEntry",
    "Outcome",
    "Source",
    "SourceAlias",
    "Upload",
]
