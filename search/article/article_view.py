"""View models of the article page, ready to print."""

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
    """The article's rank, from 1, and the hits before and after it.

    Their links carry the search at the page that lists them.
    """

    position: int
    total: int
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class RelatedView:
    """Another article: headline, date and source."""

    title: str
    url: str
    lang: str
    date: DateView
    source: str


@dataclass(frozen=True, slots=True)
class Related:
    """Copies of an article, and similar articles; `more_url` searches for more of these."""

    copies: tuple[RelatedView, ...] = ()
    articles: tuple[RelatedView, ...] = ()
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with every match marked, numbered from 1 across title and text."""

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
    #: Display parameters that a new search from this page keeps.
    kept_params: tuple[tuple[str, str], ...]
    edit_url: str
    notices: tuple[Notice, ...] = ()
    #: The clauses with their counts in this article, if there are several.
    legend: tuple[LegendEntry, ...] = ()
    minimap: Minimap | None = None
    neighbours: Neighbours | None = None
    related: Related = Related()
