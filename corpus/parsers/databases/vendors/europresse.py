"""Europresse (Eureka.cc) saved as HTML: an <article> each, its parts told by their classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from corpus.extraction.date_text import dates_in
from corpus.importing.html_text import tree_to_text
from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import Draft, is_notice
from corpus.parsers.databases.html_pieces import html_pieces, parsed
from corpus.parsers.databases.labelled_record import plain_source
from corpus.parsers.text_lines import sample_of
from corpus.records import ARTICLE_HEADER, COPYRIGHT_NOTICE, DATABASE_FIELD, RawRecord

_SIGN = re.compile(
    rb"docpublicationname|titrearticlevisu|rdp__articletitle|<title>\s*(?:europresse|eureka)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"<article\b", re.IGNORECASE)
# Before 2016 articles stood in tables, without an element of their own.
_OLD_ARTICLE = re.compile(
    r"<(?:table|div|p|span)\b[^<>]*>\s*(?:<[^<>]*>\s*){0,8}?"
    r"(?=<span\b[^<>]*class=[\"']?docpublicationname)"
    r"|<span\b[^<>]*class=[\"']?docpublicationname",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?P<key>(?:news|web|biblio)·\S+)")
_BY = re.compile(r"^(?:par|by|de|von|por)\s+", re.IGNORECASE)
_MAX_AUTHOR_CHARS = 150


class Europresse:
    """The day stands in the header, among section, page and length."""

    name = "Europresse page"
    about = "`.html` of Europresse (Eureka.cc)"

    def recognises(self, document: SourceFile) -> bool:
        sample = sample_of(document)
        return sample.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_SIGN.search(sample))

    def records(self, document: SourceFile) -> Iterator[Record]:
        sample = sample_of(document)
        marker = _ARTICLE if _ARTICLE.search(sample.decode("latin-1")) else _OLD_ARTICLE
        number = 0
        for markup in html_pieces(document, marker):
            tree = parsed(markup)
            if tree is None or not _of_class(tree, "docpublicationname", "titrearticlevisu"):
                continue  # What stands above the first article, or a list of titles.
            number += 1
            yield _read(tree, number)
        if not number:
            raise NoArticlesError("a Europresse page without articles")


def _read(tree: HtmlElement, number: int) -> RawRecord | BadRecord:
    lines = tree_to_text(tree).split("\n")
    draft = Draft(lines)
    source = _text(tree, "docpublicationname")
    draft.state("source", plain_source(source.partition("\n")[0]))
    header = " ".join(
        " ".join(tree_to_text(one).split()) for one in _outermost(_of_class(tree, "docheader"))[:12]
    )
    # Section, page and length stand in the header as well.
    draft.state("date", next((day.text for day in dates_in(header) if day.year), header))
    title = (
        _text(tree, "titrearticlevisu", "rdp__articletitle")
        or _text(tree, "titrearticle")
        or _text(tree, "grandtitre")
    )
    draft.title = " ".join(title.split())
    draft.state("author", _author(tree))
    footer = " ".join(" ".join(tree_to_text(one).split()) for one in tree.iter("footer"))
    if found := _NUMBER.search(footer or " ".join(lines[-8:])):
        draft.key = found["key"]
    draft.set_aside([source.partition("\n")[0], header], ARTICLE_HEADER)
    draft.set_aside([draft.facts.get("author", "")], ARTICLE_HEADER)
    draft.set_aside([footer], DATABASE_FIELD)
    subtitle = _text(tree, "rdp__subtitle")
    draft.body = [subtitle, ""] if subtitle else []
    draft.body.extend(_body(tree, lines, draft))
    return draft.record(number)


def _author(tree: HtmlElement) -> str:
    """Who wrote it: in an element of its own, in the header."""
    named = _text(tree, "docauthors")
    if not named:
        for header in tree.iter("header"):
            named = _text(header, "sm-margin-bottomnews", "authors", "author")
            break
    named = " ".join(named.split())
    return _BY.sub("", named) if len(named) <= _MAX_AUTHOR_CHARS else ""


def _body(tree: HtmlElement, lines: list[str], draft: Draft) -> list[str]:
    """The text: in an element of its own, else what stands below the title."""
    found = _of_class(tree, "dococurrcontainer") or _of_class(tree, "doctext")
    if not found:
        found = list(tree.iter("section"))
    if found:
        body = "\n\n".join(tree_to_text(one) for one in _outermost(found)).split("\n")
    else:
        starts = [at for at, line in enumerate(lines) if " ".join(line.split()) == draft.title]
        body = lines[starts[0] + 1 :] if starts else []
    while body and (not body[-1].strip() or is_notice(body[-1]) or _NUMBER.search(body[-1])):
        draft.set_aside([body.pop()], COPYRIGHT_NOTICE)
    return body


def _outermost(found: list[HtmlElement]) -> list[HtmlElement]:
    """Those elements that lie in none of the others."""
    return [one for one in found if not any(above in found for above in one.iterancestors())]


def _of_class(tree: HtmlElement, *names: str) -> list[HtmlElement]:
    """The elements that have one of these classes, in small letters, in order."""
    return [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and any(one in names for one in (element.get("class") or "").lower().split())
    ]


def _text(tree: HtmlElement, *names: str) -> str:
    """The text of the first element with one of these classes that says something."""
    for element in _of_class(tree, *names):
        if text := tree_to_text(element):
            return text
    return ""
