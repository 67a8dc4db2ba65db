"""The archive's tables. The database is the truth: the index is derived from it."""

from corpus.models.article_lines import ArticleLines
from corpus.models.articles import Article
from corpus.models.bulk_edits import BulkEdit
from corpus.models.changes import Change, ChangeSet
from corpus.models.doors import Outcome
from corpus.models.feeds import Feed
from corpus.models.furniture_rules import FurnitureRule
from corpus.models.imports import ImportBatch, ImportFailure, ImportItem, Upload
from corpus.models.jobs import Job
from corpus.models.originals import Original
from corpus.models.outbox_entries import OutboxEntry
from corpus.models.reviews import ReviewDecision
from corpus.models.sources import Source, SourceAlias
from corpus.models.tombstones import Tombstone

__all__ = [
    "Article",
    "ArticleLines",
    "BulkEdit",
    "Change",
    "ChangeSet",
    "Feed",
    "FurnitureRule",
    "ImportBatch",
    "ImportFailure",
    "ImportItem",
    "Job",
    "Original",
    "OutboxEntry",
    "Outcome",
    "ReviewDecision",
    "Source",
    "SourceAlias",
    "Tombstone",
    "Upload",
]
