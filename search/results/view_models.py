"""What the pages show: values that arrive ready, so that templates decide nothing.

Every link is a whole URL of this site (path and query string), every text is plain and
unescaped. The JSON answer is written from the same values.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from search.highlight.mark_styles import LegendEntry
from search.highlight.snippet import Piece, Snippet
from search.query.parser.parse_notes import NoteKind
from search.results.histogram_view import HistogramView
from search.results.score_explanation import WhyView


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    current: bool = False
    #: What `label` means, in words, where it is short.
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LinkGroup:
    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DateView:
    """A publication date with how it is known; `iso` is "" and `day` None where undated."""

    iso: str
    label: str
    precision: str
    origin: str
    hint: str
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HitView:
    """One result. `url` opens the article with this query's matches marked.

    `why` are the parts of its score, where they were asked for, and `why_url` opens or closes
    them ("" where there is nothing to tell).
    """

    id: int
    url: str
    title: str
    title_pieces: tuple[Piece, ...]
    title_derived: bool
    source: str
    author: str
    lang: str
    date: DateView
    score: float
    hit_count: int
    snippets: tuple[Snippet, ...]
    why_url: str = ""
    why: WhyView | None = None


@dataclass(frozen=True, slots=True)
class LineView:
    """One match with the text around it; `before + match + after` is a stretch of the field.

    `start` and `end` are code points of the title or text, in which spaces are as they were;
    here a run of them is one. `url` opens the article at this match. All is empty, and `start`
    and `end` are 0, where the article has changed since it was indexed.
    """

    id: int
    url: str
    title: str
    source: str
    lang: str
    date: DateView
    field: str
    number: int
    start: int
    end: int
    before: str
    match: str
    after: str


@dataclass(frozen=True, slots=True)
class ConcordanceView:
    """A page of the matches of a search.

    `total` counts all matches and `articles` those that have one; `given` are in the pages.
    """

    lines: tuple[LineView, ...]
    total: int
    articles: int
    given: int
    complete: bool
    word_sorts: tuple[Link, ...]
    csv_url: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice. Following `url` gives `count` hits, or, where selected, takes it back.

    `exclude_url` leaves the value's articles out; `add_url` allows them beside the values
    already selected ("" where none is). `share` is 0-100 of the facet's largest count.
    `opened` is True for the selected period and those around it.
    """

    value: str
    label: str
    count: int
    selected: bool
    url: str
    exclude_url: str = ""
    add_url: str = ""
    share: int = 0
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet by its parameter's name. `note` is a sentence on what its values leave out."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A changed query that finds something, with its true total."""

    label: str
    url: str
    total: int


#: What a notice is about: the address, the query's words (see `NoteKind`) as a whole or a
#: part of them, the engine's work, or the list of results.
NoticeKind = Literal["address", "reading", "engine", "results"] | NoteKind


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the reader; `undo` leads to the search that reads that part otherwise."""

    text: str
    kind: NoticeKind
    undo: Link | None = None


@dataclass(frozen=True, slots=True)
class WordView:
    """A word that a clause stands for. Following `url` gives `count` articles; "" for no link."""

    word: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A part of a search, as a row of the account of it.

    Following `url`, the clause is searched alone and gives `count` articles. `level` is 0 for
    what an article must fit all of, more for the parts of these; articles of an `excluded`
    clause are left out. `words` are what it stands for, the most frequent first, and
    `more_words` where there are others. `without` is the search without this clause, where
    that finds something; `empties` says that no article at all is left with it.
    """

    text: str
    meaning: str
    count: int
    url: str
    level: int = 0
    excluded: bool = False
    words: tuple[WordView, ...] = ()
    more_words: bool = False
    without: Suggestion | None = None
    empties: bool = False


@dataclass(frozen=True, slots=True)
class Xray:
    """How a query was read: a sentence, its clauses in order, and why nothing was found.

    `verdict` is "" where something was. `complete` is False where clauses were left out, for
    time or because they are too many.
    """

    reading: str
    clauses: tuple[ClauseView, ...]
    verdict: str = ""
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Pagination:
    """Page links; a Link with url "" is a gap. `previous` and `next` are "" at the ends."""

    page: int
    pages: int
    first_hit: int
    last_hit: int
    links: tuple[Link, ...]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What leads on from a search: corrections, changed queries, the account of this one.

    `xray` is there where it was asked for; `xray_url` opens or closes it.
    """

    did_you_mean: Suggestion | None = None
    suggestions: tuple[Suggestion, ...] = ()
    xray: Xray | None = None
    xray_url: str = ""


@dataclass(frozen=True, slots=True)
class FormValues:
    """The values of the search form: the date range as given, and the hidden parameters."""

    date_from: str
    date_to: str
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HitList:
    """A page of articles; `passages` links to other numbers and lengths of snippets."""

    hits: tuple[HitView, ...]
    passages: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """All that the search page, its fragment and its JSON show.

    `listing` is the page of articles or of the concordance. `partial` says that no article
    has all words, so that partial matches are shown. `clauses` are those that mark
    something, as written, and `legend` says how their marks differ.
    """

    q: str
    total: int
    complete: bool
    partial: bool
    archive_total: int
    took_ms: float
    listing: HitList | ConcordanceView
    pagination: Pagination
    facets: tuple[Facet, ...]
    histogram: HistogramView | None
    form: FormValues
    chips: tuple[Link, ...]
    sorts: tuple[Link, ...]
    views: tuple[Link, ...]
    clauses: tuple[str, ...]
    legend: tuple[LegendEntry, ...]
    notices: tuple[Notice, ...]
    guidance: Guidance
    json_url: str
    clear_url: str
    #: Where editors change all of these articles at once.
    bulk_url: str

    @property
    def hits(self) -> tuple[HitView, ...]:
        """The articles of this page; none where it lists matches."""
        return self.listing.hits if isinstance(self.listing, HitList) else ()

    @property
    def concordance(self) -> ConcordanceView | None:
        """The matches of this page; None where it lists articles."""
        return self.listing if isinstance(self.listing, ConcordanceView) else None
