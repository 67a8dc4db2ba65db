"""What the article page shows: values that arrive ready, so that its template decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from search.article.minimap import Minimap
from search.highlight.mark_styles import LegendEntry
from search.highlight.paragraphs import Paragraph
from search.highlight.snippet import Piece
from search.results.view_models import DateView, Link, Notice


@dataclass(frozen=True, slots=True)
class HiddenLineView:
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The article's place among the results, from 1, and the results beside it.

    Their links carry the search, at the page on which each of them stands.
    """

    position: int
    total: int
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Another article, as a line: its headline, date and source."""

    title: str
    url: str
    lang: str
    date: DateView
    source: str


@dataclass(frozen=True, slots=True)
class Related:
    """What stands at the end of an article: the same text elsewhere, and articles like it."""

    copies: tuple[RelatedView, ...] = ()
    articles: tuple[RelatedView, ...] = ()
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with every match marked, numbered from 1 through title and text."""

    id: int
    title: str
    title_pieces: tuple[Piece, ...]
    title_derived: bool
    paragraphs: tuple[Paragraph, ...]
    source: str
    source_url: str
    author: str
    original_url: str
    lang: str
    language_explained: str
    date: DateView
    date_explained: str
    word_count: int
    hit_count: int
    hidden_lines: tuple[HiddenLineView, ...]
    raw_url: str
    back_url: str
    q: str
    #: How results are shown, which a new search from this page keeps.
    kept_params: tuple[tuple[str, str], ...]
    edit_url: str
    notices: tuple[Notice, ...] = ()
    #: The clauses with their counts in this article, where there are several.
    legend: tuple[LegendEntry, ...] = ()
    minimap: Minimap | None = None
    neighbours: Neighbours | None = None
    related: Related = Related()
