"""MediaWiki exports: a page is an article, its latest revision the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.html_text import markup_to_text
from corpus.importing.source_file import BadRecord, SkippedRecord, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.xml.element_values import local_name
from corpus.parsers.xml.xml_safety import stream_elements
from corpus.records import RawRecord

_COMMENT = re.compile(r"<!--.*?-->|<ref[^<>]*/>|<ref[^<>]*>.*?</ref>|<gallery.*?</gallery>", re.S)
_TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
_FILE = re.compile(
    r"\[\[(?:File|Image|Category|Datei|Bild|Kategorie|Fichier|Catégorie|Archivo|Imagen|Categoría"
    r"|Файл|Категория):[^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*\]\]",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_OUTSIDE = re.compile(r"\[https?://\S+(?: ([^\[\]]*))?\]")
_QUOTES = re.compile(r"'{2,5}")
_ITEM = re.compile(r"^[*#:;]+\s*", re.M)
_MAGIC = re.compile(r"__[A-Z]+__")
_DATE = re.compile(r"(?:date|datum|fecha)\s*\|\s*(?:1=)?([^|{}]{4,40})", re.I)
_MAX_TEMPLATE_ROUNDS = 6


class MediaWiki:
    """Talk pages, users' pages, templates and redirects are no articles."""

    name = "MediaWiki export"
    about = "`.xml` of a wiki, such as Wikinews"

    def recognises(self, document: SourceFile) -> bool:
        return b"<mediawiki" in document.head()[:2000]

    def records(self, document: SourceFile) -> Iterator[Record]:
        source = ""
        for element in stream_elements(document.stream, ("sitename", "page")):
            if local_name(element) == "sitename":
                source = (element.text or "").strip()
                continue
            try:
                yield _page(element, source, document.max_bytes)
            except UnreadableError as error:
                yield BadRecord(_text(element, "title"), str(error))


def _text(element: etree._Element, name: str) -> str:
    found = element.find(f".//{{*}}{name}")
    return (found.text or "").strip() if found is not None else ""


def _page(page: etree._Element, source: str, most: int) -> Record:
    title = _text(page, "title")
    if _text(page, "ns") not in ("", "0"):
        return SkippedRecord(title, "not an article of the wiki")
    if page.find("./{*}redirect") is not None:
        return SkippedRecord(title, "a redirect")
    revisions = page.findall("./{*}revision")
    latest = revisions[-1] if revisions else page
    written = _text(latest, "text")
    if len(written) > most:
        raise UnreadableError("too large for one article")
    stated = _DATE.search(written)
    return RawRecord(
        body=tidy(plain_wikitext(written)),
        original=written,
        key=_text(page, "id") or title,
        title=title,
        # When a page was changed last is not when it was published.
        metadata={
            name: value
            for name, value in (("source", source), ("date", stated[1] if stated else ""))
            if value
        },
    )


def plain_wikitext(text: str) -> str:
    """Return a wiki page's text without templates, tables, links and other markup."""
    text = _COMMENT.sub("", text)
    for _ in range(_MAX_TEMPLATE_ROUNDS):
        text, count = _TEMPLATE.subn("", text)
        if not count:
            break
    text = _MAGIC.sub("", _FILE.sub("", _without_tables(text)))
    text = _OUTSIDE.sub(lambda found: found[1] or "", _LINK.sub(r"\1", text))
    text = _ITEM.sub("", "\n".join(map(_heading, _QUOTES.sub("", text).split("\n"))))
    if "<" in text:
        text = markup_to_text(text.replace("\n\n", "<p>").replace("\n", "<br>"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _without_tables(text: str) -> str:
    """Return a text without what stands between "{|" and a line that begins with "|}"."""
    kept, at = [], 0
    while (start := text.find("{|", at)) >= 0 and (end := text.find("\n|}", start)) >= 0:
        kept.append(text[at:start])
        at = end + len("\n|}")
    return "".join([*kept, text[at:]])


def _heading(line: str) -> str:
    """Return "== Talks ==" as a paragraph of its own, and other lines as they are."""
    plain = line.strip()
    if len(plain) < 3 or not (plain.startswith("=") and plain.endswith("=")):
        return line
    return f"\n{plain.strip('=').strip()}\n"
