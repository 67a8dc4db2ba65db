"""Reads a record: its fields and text become an article. Nothing of the database in it.

What reading asks of the archive's words is noted and not answered: most articles read the same
whatever the answer, and the few others are read again by whoever can ask the archive.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.boilerplate.rule_book import RuleBook
from corpus.extraction.article_builder import read_article
from corpus.extraction.article_checks import flags_of
from corpus.extraction.words.hyphenation import ArchiveWords, NotedQuestions, WordQuestion
from corpus.importing.import_options import ImportOptions
from corpus.importing.reading import time_limit
from corpus.importing.source_file import UnreadableError
from corpus.records import ParsedArticle, RawRecord

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record on its way: where it was read from, and the hash that tells a change.

    `origin` names it for good: the file or archive member `file`, and within it `key`.
    """

    raw: RawRecord
    file: str
    key: str
    file_name: str
    hash: str
    format: str = ""

    @property
    def origin(self) -> str:
        return f"{self.file}#{self.key}" if self.key else self.file

    @property
    def chars(self) -> int:
        """About how much memory it takes."""
        return len(self.raw.body) + len(self.raw.original)


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """What holds for all records of an import."""

    options: ImportOptions
    decisions: RuleBook
    today: dt.date


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a record gave: an article, or the `error` that it cannot be read for.

    The article is right where the archive answers no to all `questions`.
    """

    article: ParsedArticle | None
    error: str = ""
    questions: tuple[WordQuestion, ...] = ()


def read_records(records: Sequence[Waiting], rules: ReadingRules) -> list[Reading]:
    """Read records; return a reading of each. Never raises for what they hold."""
    return [read_record(record, rules) for record in records]


def read_record(
    waiting: Waiting, rules: ReadingRules, archive_words: ArchiveWords | None = None
) -> Reading:
    """Read one record. Without `archive_words` what would be asked of them is noted."""
    noted = NotedQuestions()
    raw = rules.options.applied_to(waiting.raw)
    try:
        with time_limit.limited(time_limit.MAX_RECORD_SECONDS):
            article = read_article(
                *(raw, waiting.origin, waiting.file_name, rules.today),
                decisions_of=rules.decisions.of_named,
                archive_words=archive_words or noted,
                digest=waiting.hash,
            )
            flags = flags_of(raw, article)
    except UnreadableError as error:
        return Reading(None, str(error))
    except Exception as error:
        # A mistake of ours, on a record nobody thought of, must not cost the others.
        logger.exception("reading %s", waiting.origin)
        return Reading(None, f"unexpected {type(error).__name__}: {error}")
    if flags or rules.options.tags:
        article = replace(article, flags=flags, tags=rules.options.tags)
    return Reading(article, questions=tuple(noted.asked))
