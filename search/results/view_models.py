"""View models: what templates and JSON show, ready to print.

Every link is a URL of this site (path and query string); every text is plain and unescaped.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from search.highlight.mark_styles import LegendEntry
from search.highlight.snippet import Piece, Snippet
from search.query.parser.parse_notes import NoteKind
from search.results.score_explanation import WhyView

if TYPE_CHECKING:
    from search.timeline.charts.bar_chart import BarChart


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    current: bool = False
    #: A longer form of a short label.
    hint: str = ""


@dataclass(frozen=True, slots=True)
class LinkGroup:
    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DateView:
    """A publication date, its precision and its origin; `iso` is "" and `day` None if undated."""

    iso: str
    label: str
    precision: str
    origin: str
    hint: str
    day: dt.date | None = None

    @property
    def hint_is_visible(self) -> bool:
        """Whether the origin is worth showing: it is not stated by the file itself."""
        return self.origin not in ("header", "metadata", "none")


@dataclass(frozen=True, slots=True)
class TextCopy:
    """An article with the same text; `label` is its source, or its date where it has none."""

    id: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class HitView:
    """One result. `url` opens the article with this query's matches marked.

    `why` is the score explanation, if requested; `why_url` opens or closes it ("" if the score
    is 0). `same_text` are the other hits of the page that say the same.
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
    same_text: tuple[TextCopy, ...] = ()


@dataclass(frozen=True, slots=True)
class LineView:
    """One match with its context: `before + match + after` is part of the field.

    `start` and `end` are code points of the stored title or text; in the context, runs of spaces
    are one space. `url` opens the article at this match. If the article has changed since it was
    indexed, texts are empty and `start` and `end` are 0.
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
    #: The colour of the match and the numbers of its clauses; none where the query has but one.
    tone: int = 0
    clauses: str = ""


@dataclass(frozen=True, slots=True)
class ConcordanceView:
    """A page of the matches of a search.

    `total` counts all matches, `articles` the articles with a match, `given` the matches that
    the pages list.
    """

    lines: tuple[LineView, ...]
    total: int
    articles: int
    given: int
    complete: bool
    word_sorts: tuple[Link, ...]
    #: Leads to the words that stand beside the matches.
    collocates_url: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet. `url` selects it, or clears it if it is selected; it has `count` hits.

    `exclude_url` excludes the value; `add_url` selects it beside the values already selected
    ("" if none is). `share` is a percentage of the facet's largest count. `opened` is True for
    the selected period and the periods that contain it; `below` is the facet of its parts.
    `prefix` is the beginning of `label` that most labels of the facet share, "" where it has
    another.
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
    below: Facet | None = None
    prefix: str = ""

    @property
    def rest(self) -> str:
        """The label without the shared prefix."""
        return self.label.removeprefix(self.prefix)


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet; `name` is its URL parameter, `note` a sentence on what its values leave out.

    `all_values` leads to the list of all its values, where not all are shown here. `prefix` is
    what the labels of most values begin with.
    """

    name: str
    label: str
    values: tuple[FacetValue, ...]
    note: str = ""
    kind: Literal["date", "label"] = "label"
    all_values: Link | None = None
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A changed query with its exact total, which is above 0."""

    label: str
    url: str
    total: int


#: What a notice is about: URL parameters, the reading of the query or a part of it (see
#: `NoteKind`), equal words, the engine, or the list of results.
NoticeKind = Literal["address", "reading", "synonyms", "engine", "results"] | NoteKind


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the reader; `undo` links to the search without the repair it describes."""

    text: str
    kind: NoticeKind
    undo: Link | None = None


@dataclass(frozen=True, slots=True)
class WordView:
    """A word that a clause matches, and how many articles have it; `url` searches for it."""

    word: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause of a query, as a row of the X-ray.

    `url` searches for the clause alone, which matches `count` articles. `level` is 0 for the
    conjuncts of the query and grows with nesting. `excluded` clauses stand below a NOT.
    `words` are the most frequent words that it matches; `more_words` says that there are
    others. `without` is the query without this clause, if that matches anything; `empties`
    says that this clause alone matches no article.
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
class SynonymView:
    """An equal word that was added to a query.

    The query has `adds` articles more with it than without: fewer than 0 where the word is
    excluded. `without` is the query without it.
    """

    typed: str
    added: str
    adds: int
    without: Suggestion

    @property
    def removes(self) -> int:
        """How many articles it excludes, where it is excluded."""
        return max(0, -self.adds)


@dataclass(frozen=True, slots=True)
class Xray:
    """The X-ray of a query: its reading, its clauses, and why it matches nothing.

    `synonyms` are the equal words that were added to it. `verdict` is "" if the query matches
    something. `complete` is False if clauses were left out, for lack of time or because there
    are too many.
    """

    reading: str
    clauses: tuple[ClauseView, ...]
    verdict: str = ""
    complete: bool = True
    synonyms: tuple[SynonymView, ...] = ()


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
    """Help for the next search: a correction, changed queries, and the X-ray of this one.

    `xray` is None unless requested; `xray_url` opens or closes it. `examples` are queries to
    try, on the front page only.
    """

    did_you_mean: Suggestion | None = None
    suggestions: tuple[Suggestion, ...] = ()
    xray: Xray | None = None
    xray_url: str = ""
    examples: tuple[Link, ...] = ()

    @property
    def other_suggestions(self) -> tuple[Suggestion, ...]:
        """The suggestions without the correction, which is shown apart."""
        meant = self.did_you_mean.url if self.did_you_mean else ""
        return tuple(each for each in self.suggestions if each.url != meant)


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

    `listing` is a page of articles or of the concordance. `partial` says that no article has
    all words, so articles with some of them are listed. `clauses` are the query texts of the
    clauses that mark something; `legend` gives their colours.
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
    histogram: BarChart | None
    form: FormValues
    chips: tuple[Link, ...]
    sorts: tuple[Link, ...]
    views: tuple[Link, ...]
    clauses: tuple[str, ...]
    legend: tuple[LegendEntry, ...]
    notices: tuple[Notice, ...]
    guidance: Guidance
    json_url: str
    #: Where a search that ran out of time is counted to the end; "" where it did not.
    count_url: str
    clear_url: str
    #: Where editors change all of these articles at once.
    bulk_url: str
    #: Whether nothing was left out for lack of time: asked again, the page is the same.
    is_lasting: bool = True

    @property
    def took_shown(self) -> str:
        """The milliseconds as shown: with one decimal below 10."""
        return f"{self.took_ms:.1f}" if self.took_ms < 10 else f"{self.took_ms:,.0f}"

    @property
    def hits(self) -> tuple[HitView, ...]:
        """The articles of this page; none where it lists matches."""
        return self.listing.hits if isinstance(self.listing, HitList) else ()

    @property
    def date_facets(self) -> tuple[Facet, ...]:
        """The years, with months and days below the opened ones, and the undated articles."""
        return tuple(facet for facet in self.facets if facet.name in ("year", "undated"))

    @property
    def label_facets(self) -> tuple[Facet, ...]:
        return tuple(facet for facet in self.facets if facet.kind == "label")

    @property
    def concordance(self) -> ConcordanceView | None:
        """The matches of this page; None where it lists articles."""
        return self.listing if isinstance(self.listing, ConcordanceView) else None
