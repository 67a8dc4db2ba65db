"""Factiva saved as HTML: a division an article, with or without indexing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from corpus.importing.html_text import tree_to_text
from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import Draft
from corpus.parsers.databases.html_pieces import html_pieces, parsed
from corpus.parsers.databases.vendors.factiva import CODES, Fields, record
from corpus.parsers.databases.vendors.factiva_text import read_document
from corpus.parsers.text_lines import sample_of
from corpus.records import ARTICLE_HEADER, RawRecord

_ARTICLE = re.compile(r"<div\b[^<>]*\bclass=[\"']?article\b[^<>]*>", re.IGNORECASE)
# Other pages have an "article" too: here it has a language, or the name of the database is told.
_SIGN = re.compile(
    rb"class=[\"']?article [a-z]{2}(?:_[a-z]+)?article\b|dow jones factiva|factiva, inc"
    rb"|<title>\s*factiva",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"\barticle (?P<code>\w\w)(?:_\w+)?Article\b", re.IGNORECASE)


class FactivaPage:
    """Articles of a page that Factiva formatted for saving or printing."""

    name = "Factiva page"
    about = "`.html` of Factiva, with indexing or without"

    def recognises(self, document: SourceFile) -> bool:
        sample = sample_of(document)
        if not sample.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or not _SIGN.search(sample):
            return False
        return bool(_ARTICLE.search(sample.decode("latin-1")))

    def records(self, document: SourceFile) -> Iterator[Record]:
        number = 0
        for markup in html_pieces(document, _ARTICLE):
            if not _ARTICLE.match(markup):
                continue  # The form that was searched with, above the articles.
            number += 1
            tree = parsed(markup)
            article = _article(tree) if tree is not None else None
            if article is None:
                yield BadRecord(f"document {number}", "neither text nor title")
            else:
                yield _read(article, number)
        if not number:
            raise NoArticlesError("a Factiva page without articles")


def _article(tree: HtmlElement) -> HtmlElement | None:
    """The element of the article: the markup may close more than it opens."""
    return next((one for one in tree.iter("div") if "article" in _classes(one)), None)


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").lower().split()


def _read(article: HtmlElement, number: int) -> RawRecord | BadRecord:
    fields = Fields()
    for row in article.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        code = "".join(cells[0].itertext()).strip("\u00a0 \n\t") if cells else ""
        if len(cells) > 1 and code in CODES:
            lines = tree_to_text(cells[1]).split("\n")
            fields.begin(code, "")
            fields.found[-1][1].extend(lines)
            fields.lines.extend([f"{code}\t{lines[0]}", *lines[1:]])
    if fields.codes & {"HD", "LP", "TD"}:
        read = record(fields, number)
    else:
        title = _first(article, "headline")
        lines = [line for line in tree_to_text(article).split("\n") if line]
        read = read_document(lines, number, title)
        if isinstance(read, BadRecord) or not read.metadata:
            read = _by_class(article, lines, title, number)
    language = _LANGUAGE.search(article.get("class") or "")
    if isinstance(read, RawRecord) and language:
        read.metadata.setdefault("language", language["code"].lower())
    return read


def _by_class(
    article: HtmlElement, lines: list[str], title: str, number: int
) -> RawRecord | BadRecord:
    """Read an article by the classes of its elements, where its header has another order."""
    draft = Draft(lines, title=title)
    draft.state("author", _first(article, "author"))
    paragraphs = [
        " ".join("".join(one.itertext()).split())
        for one in article.iter("p")
        if "articleparagraph" in (one.get("class") or "").lower()
    ]
    draft.body = [part for paragraph in paragraphs for part in (paragraph, "")]
    draft.set_aside(
        (line for line in lines if line not in paragraphs and line != title), ARTICLE_HEADER
    )
    return draft.record(number)


def _first(article: HtmlElement, name: str) -> str:
    """The text of the first element with a class that ends so."""
    for element in article.iter():
        if isinstance(element.tag, str) and any(one.endswith(name) for one in _classes(element)):
            return " ".join("".join(element.itertext()).split())
    return ""
