"""The archive's tables. The database is the truth: the index is derived from it."""

from corpus.models.accounts.recovery_code import RecoveryCode
from corpus.models.article import Article
from corpus.models.article_line import ArticleLines
from corpus.models.bulk_edit import BulkEdit
from corpus.models.change import Change, ChangeSet
from corpus.models.feed import Feed
from corpus.models.furniture_rule import FurnitureRule
from corpus.models.import_batch import ImportBatch, ImportFailure, ImportItem, Upload
from corpus.models.job import Job
from corpus.models.original import Original
from corpus.models.outbox_entry import OutboxEntry
from corpus.models.review_decision import ReviewDecision
from corpus.models.source import Source, SourceAlias
from corpus.models.synonyms.synonym_change import SynonymChange
from corpus.models.synonyms.synonym_set import SynonymSet
from corpus.models.tombstone import Tombstone
from corpus.models.writing.article_import import Outcome

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
    "RecoveryCode",
    "ReviewDecision",
    "Source",
    "SourceAlias",
    "SynonymChange",
    "SynonymSet",
    "Tombstone",
    "Upload",
]
