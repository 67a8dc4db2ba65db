"""The seam to search: what is asked of an engine and what it answers.

Everything above speaks these values; nothing above knows which engine answers.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Literal, NamedTuple, Protocol

from search.query.nodes import HIDDEN_FIELD, Leaf, Node
from search.query.periods import Interval, Period

Sort = Literal["relevance", "recent", "newest", "oldest"]
#: Lines by the words around a match: `1L` is the word before it, `2R` the second behind it.
WordOrder = Literal["1L", "2L", "3L", "match", "1R", "2R", "3R"]
LineOrder = Sort | WordOrder
#: Words of the index, each with the number of articles that hold it.
WordCounts = tuple[tuple[str, int], ...]

#: Bump when fields, analyzer or the meaning of a column change: the index is then built anew.
SCHEMA_VERSION = 10

#: Facets over labels, by the name of their URL parameter.
LABEL_FACETS = ("source", "author", "lang")
#: Facets of which an article may have several labels, one a line.
SEVERAL_LABELS = frozenset({"author"})
#: All that an engine keeps one label of for each article.
LABELS = (*LABEL_FACETS, HIDDEN_FIELD, "headline")
DERIVED = "derived"


class EngineError(Exception):
    """Ours: the engine cannot answer now. Pages turn it into a 503."""


class QueryError(Exception):
    """The reader's: this query cannot be answered; the message is shown on the page."""


class TooSlowError(QueryError):
    """The answer would take longer than it may."""


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine indexes of one article.

    `author` names its authors, one a line, each once.
    `headline` is DERIVED where the title was made of the text.
    `hidden` is what was taken out of its text as not its own: a label of the field `hidden`.
    `first_day` and `last_day` bound the date as far as it is known: equal for a day,
    a month's or a year's ends for less, both None for an undated article.
    `checksum` is that of the stored row, over all but id and source; 0 where there is none.
    """

    id: int
    title: str
    text: str
    source: str = ""
    author: str = ""
    lang: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    hidden: str = ""
    headline: str = ""
    checksum: int = 0

    def fingerprint(self) -> int:
        """63 bits of BLAKE2b over all that is indexed: equal documents, equal numbers.

        By way of its checksum, where it has one.
        """
        if self.checksum:
            return fingerprint(self.id, self.checksum, self.source)
        return _digest("\x1f".join(str(getattr(self, name)) for name in _INDEXED))


def fingerprint(article_id: int, checksum: int, source: str) -> int:
    """Return the fingerprint of a document with a checksum, without the document."""
    return _digest(f"{article_id}\x1f{checksum}\x1f{source}")


def _digest(written: str) -> int:
    data = written.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


#: The names of all that a document holds.
_INDEXED = tuple(each.name for each in fields(Document))


def labels_in(name: str, value: str) -> tuple[str, ...]:
    """Return the labels that a document's value of one of LABELS represents."""
    return tuple(value.split("\n")) if name in SEVERAL_LABELS else (value,)


@dataclass(frozen=True, slots=True)
class Filters:
    """Narrowing that is not part of the query's words and adds no score.

    A date filter keeps the articles whose whole date lies within it. `undated` keeps only
    the undated ones. `include` maps a facet to its allowed labels (any of them), `exclude`
    to its forbidden ones; the label "" represents articles that have none. Of an article with
    several labels one allowed is enough, and so is one forbidden.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    undated: bool = False
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One page of one search.

    `open_period` is the period under which date facets are counted: years always, the
    months of its year, the days of its month. Sorting by date puts undated articles last
    both ways; equal keys are ordered by newest date, then by highest id. `label_facets` are
    the labels to count, any of LABELS, and without `matches` hits carry no match positions:
    what is not shown need not be made. With `why` they carry what their scores are made of.
    With `every_month` the months of all years are counted. `interval` is that of the histogram;
    None lets the span of the hits choose.
    """

    node: Node
    filters: Filters = Filters()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    facets: bool = True
    label_facets: tuple[str, ...] = LABEL_FACETS
    facet_size: int = 20
    matches: bool = True
    why: bool = False
    open_period: Period | None = None
    every_month: bool = False
    interval: Interval | None = None
    budget_seconds: float = 1.5


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """One run of matched words: positions in the field's tokens, `end` exclusive.

    Matches of one hit never overlap: where two would, they are joined into one. `clauses`
    are the numbers of the query's clauses that it belongs to (see `search.query.clauses`),
    ascending; they say why it is a match and take no part in comparing where it is.
    """

    field: str
    start: int
    end: int
    clauses: tuple[int, ...] = dataclasses.field(default=(), compare=False)


#: What a part of a score is given for: the places of a clause in the headline or in the
#: text; being there at all; standing as it was written; together with the next word.
Reason = Literal["title", "text", "present", "exact", "together"]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a clause (see `search.query.clauses`) adds to a score; `times` it stands together."""

    clause: int
    reason: Reason
    value: float
    times: int = 0


class Hit(NamedTuple):
    """An article that matches; title matches come before text matches.

    `fingerprint` is that of the document when it was indexed: where the stored article
    has another, positions no longer fit and nothing may be marked. `why`, where it was
    requested, are the parts of the score, each above 0, by clause and reason; their sum is
    the score (to 1e-6). None where the engine cannot tell them.
    """

    id: int
    score: float
    fingerprint: int
    matches: tuple[Match, ...] = ()
    why: tuple[Contribution, ...] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """The rank of an article among the `total` hits of a search: `position` counts from 1.

    `previous` and `next` are the ids of the hits beside it, None at the ends.
    """

    position: int
    total: int
    previous: int | None = None
    next: int | None = None


@dataclass(frozen=True, slots=True)
class ConcordanceRequest:
    """Every match of a search, as lines.

    By `relevance`, `newest` or `oldest` lines are in the order of their articles in `search`, and
    within one in reading order. By words, folded forms are compared by their code points:
    for `2L` those of the second word to the left, then of the third and of the fourth; for
    `match` the first three words of the match, then the word behind it; no word comes before
    any word, and equal lines are as by `newest`. At most `max_lines` lines are given: those of
    the first articles, by `newest` where lines are sorted by words.
    """

    node: Node
    filters: Filters = Filters()
    order: LineOrder = "relevance"
    max_lines: int = 1_000_000
    budget_seconds: float = 5.0


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One match: the `number`-th of its article, from 1, title matches first."""

    id: int
    fingerprint: int
    number: int
    match: Match


@dataclass(frozen=True, slots=True)
class Concordance:
    """The matches of a search in order; the matches of its hits, one by one.

    `lines` holds at most as many as were requested, `total` counts all, `articles` those that
    have any. Where the time ran out, `complete` is False and `notices` say what is missing.
    """

    lines: Sequence[MatchLine]
    total: int
    articles: int
    complete: bool = True
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateCounts:
    """Articles per period, all without regard to the request's own date filter.

    `months` and `days` are those of the open period, or all months where requested. A period
    counts the articles whose whole date lies in it, so an article known only by its year is
    in no month.
    """

    years: Mapping[Period, int] = field(default_factory=dict)
    months: Mapping[Period, int] = field(default_factory=dict)
    days: Mapping[Period, int] = field(default_factory=dict)
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Histogram:
    """Hits over time, under all filters: non-empty buckets of one interval, in order.

    `first` and `last` bound the dates of all dated hits; None where none has a date.
    """

    interval: Interval = "year"
    buckets: tuple[tuple[Period, int], ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SearchResponse:
    """One page of hits with exact counts over all of them.

    `labels` holds, for each of the label facets requested, up to `facet_size` labels with
    their counts, most frequent first, each facet counted without its own selection;
    `label_totals` says how many labels there are in all.
    `complete` is False where budget (`late`) or limits ended the work: `total` is a lower bound.
    `notices` are sentences for the reader.
    """

    hits: tuple[Hit, ...]
    total: int
    dates: DateCounts = DateCounts()
    labels: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    label_totals: Mapping[str, int] = field(default_factory=dict)
    histogram: Histogram = Histogram()
    complete: bool = True
    notices: tuple[str, ...] = ()
    late: bool = False


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """How the engine is: `ok`, `degraded` (an older generation answers) or `down`."""

    state: Literal["ok", "degraded", "down"]
    documents: int
    generation: int
    schema_version: int
    detail: str = ""


class Engine(Protocol):
    """The verbs of an engine, and three questions about its own state."""

    def update(self, documents: Iterable[Document], deleted: Iterable[int] = ()) -> None:
        """Add or replace documents and drop deleted ids; return after a durable commit."""

    def search(self, request: SearchRequest) -> SearchResponse:
        """Answer one page. Raises QueryError or EngineError, nothing else."""

    def place(self, request: SearchRequest, article: int) -> Place | None:
        """Return the rank of `article` in the order of `request`, or None where it is no hit.

        The order is that of `search`; the request's page plays no part. Raises QueryError or
        EngineError, nothing else.
        """

    def concordance(self, request: ConcordanceRequest) -> Concordance:
        """Return every match, in order. Raises QueryError or EngineError, nothing else."""

    def collocates(
        self, request: ConcordanceRequest, places: Sequence[WordOrder], limit: int = 10
    ) -> Mapping[WordOrder, WordCounts]:
        """Return for each of `places` the words that stand there most often.

        Counted are the matches of `request` that have the word at this place, in its exact form;
        equal counts are in the order of the words. `match` is no place. Empty where the time ran
        out. Raises QueryError or EngineError, nothing else.
        """

    def suggest(self, prefix: str, limit: int = 10) -> WordCounts:
        """Return words that begin with `prefix` and in how many articles, most first."""

    def words(self, leaf: Leaf, limit: int = 10, within: Node | None = None) -> WordCounts:
        """Return the words that `leaf` represents and in how many articles, most first.

        They are words as indexed (folded, not stemmed): the forms of a stemmed word, or what
        a pattern or a fuzzy word accepts; counted are the articles that hold the very word, as
        behind `=`, in the fields of `leaf`, of all articles or of those that `within` finds.
        Equal counts are in the order of the words. A leaf of several words, or of a name, has
        none; nor has a script without spaces between words. Forms are those of the languages of
        the index. Of a prefix that begins very many words, the most frequent ones are looked at.
        """

    def frequencies(
        self, words: Sequence[str], within: Node | None = None, filters: Filters = Filters()
    ) -> list[int]:
        """Return for each word what `count(Term(word))` would, in much less time.

        With `within`, counted are the articles that this node and `filters` leave.
        """

    def count(
        self, node: Node, filters: Filters = Filters(), budget_seconds: float | None = None
    ) -> int:
        """Return the exact number of articles; TooSlowError where that takes too long.

        Too long is more than `budget_seconds`, without these than the engine allows.
        """

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new index beside the live one, then switch to it durably."""

    def cost(self, node: Node) -> int:
        """Return about how many postings answering `node` reads, without answering it.

        Raises QueryError or EngineError, nothing else.
        """

    def clock(self) -> float:
        """Return the seconds of work that this thread's queries have taken, as budgets count."""

    def suppress(self, articles: Collection[int]) -> None:
        """Leave these articles out of all answers of this process, until called again.

        They count as deleted, whatever generation answers. `status`, `inventory` and `verify`
        still know them.
        """

    def status(self) -> EngineStatus:
        """Say how the engine is; never raises."""

    def inventory(self) -> Iterator[tuple[int, int]]:
        """Yield (article id, fingerprint) of everything indexed, by ascending id."""

    def verify(self) -> list[str]:
        """Read every byte of the index and return what is damaged, in a sentence each.

        Afterwards `status` knows of it too. Raises EngineError where there is no index.
        """
