"""What imports, previews and rereadings share: records become articles, as the archive knows them.

Reading itself needs no database (see `record_reading.py`); here is what does: the words and
sources of the archive, lines that recur, and what editors decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from corpus.boilerplate.repeated_lines import as_settled
from corpus.curation.import_decisions import load_rules
from corpus.extraction.sources.outlet_names import OutletNames
from corpus.extraction.words.hyphenation import KnownWords
from corpus.importing.import_options import ImportOptions
from corpus.importing.known_words import known_words
from corpus.importing.reading.process_pool import ProcessPool
from corpus.importing.reading.record_reading import (
    Reading,
    ReadingRules,
    Waiting,
    read_record,
    read_records,
)
from corpus.importing.record_reader import Gatherer
from corpus.models import Source
from corpus.records import ParsedArticle


class ArticleReader(Gatherer):
    """Gathers records, and makes articles of them."""

    def __init__(self, options: ImportOptions, pool: ProcessPool | None = None) -> None:
        super().__init__(options, pool)
        self.today = dt.datetime.now(dt.UTC).date()
        self.decisions = load_rules()
        self.outlets = OutletNames()

    @property
    def rules(self) -> ReadingRules:
        return ReadingRules(self.options, self.decisions, self.today)

    def read(
        self, lot: Sequence[Waiting], readings: Sequence[Reading] | None = None
    ) -> Iterator[ParsedArticle]:
        """Yield the articles of records; those that are none have failed.

        `readings` are those of the lot, where it has been read already.
        """
        if readings is None:
            readings = read_records(lot, self.rules)
        articles = self.outlets.unified(self._answered(lot, readings))
        sources = Source.objects.standing({article.source[:200] for article in articles})
        for article in articles:
            source = sources.get(article.source[:200])
            if source is None or not source.recurring:
                yield article
                continue
            decisions = self.decisions.of(source.pk, article.origin)
            yield as_settled(article, source.recurring_digests, decisions)

    def _answered(
        self, lot: Sequence[Waiting], readings: Sequence[Reading]
    ) -> Iterator[ParsedArticle]:
        """Yield articles as the archive's words make them; note those that cannot be read."""
        frequencies = known_words()
        words = KnownWords(frequencies) if frequencies else None
        if words is not None:
            words.learn(question for reading in readings for question in reading.questions)
        for waiting, first in zip(lot, readings, strict=True):
            reading = first
            if words is not None and any(map(words.answer, first.questions)):
                reading = read_record(waiting, self.rules, words)
            if reading.article is None:
                self.note_failure(waiting.file, reading.error, waiting.key, joined_by="#")
            else:
                yield reading.article
