"""TEI: facts in the header, the text below it; a newspaper's page may hold many articles."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.source_file import NoArticlesError, SourceFile
from corpus.parsers.base import Record
from corpus.parsers.xml.element_values import element_text, local_name
from corpus.parsers.xml.xml_safety import parse_xml
from corpus.records import RawRecord

_ARTICLES = frozenset({"article", "artikel", "story", "item", "news"})
_DATES = (
    *("publicationStmt/date", "sourceDesc//date", "titleStmt//date", "editionStmt//date"),
    *("profileDesc//date",),
)
_SOURCES = (
    *(
        "sourceDesc//title[@level='j']",
        "sourceDesc//title[@level='m']",
        "publicationStmt/publisher",
    ),
    *("sourceDesc//publisher", "publicationStmt/authority"),
)


class Tei:
    """A document is one article, or as many as its divisions say."""

    name = "TEI"
    about = "`.xml` of editions and digitised papers"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()[:3000]
        return b"<TEI" in head or b"<teiHeader" in head or b"<teiCorpus" in head

    def records(self, document: SourceFile) -> Iterator[Record]:
        root = parse_xml(document.read())
        for element in root.iter():
            if isinstance(element.tag, str):
                element.tag = local_name(element)
        documents = [one for one in root.iter("TEI", "TEI.2") if one.find("text") is not None]
        if not documents:
            raise NoArticlesError("TEI without a text")
        for number, one in enumerate(documents, start=1):
            yield from _articles(one, "" if len(documents) == 1 else str(number))


def _articles(tei: etree._Element, key: str) -> Iterator[RawRecord]:
    header = tei.find("teiHeader")
    facts = _facts(header) if header is not None else {}
    title = facts.pop("title", "")
    text = tei.find("text")
    body = text.find(".//body") if text is not None else None
    body = text if body is None else body
    if body is None:
        return
    parts = [div for div in body.iter("div", "div1", "div2") if div.get("type") in _ARTICLES]
    if len(parts) > 1:
        for number, part in enumerate(parts, start=1):
            head = part.find("head")
            heading = " ".join(element_text(head).split()) if head is not None else ""
            yield _record(part, heading, f"{key}.{number}".strip("."), facts)
        return
    yield _record(body, title, key, facts)


def _record(body: etree._Element, title: str, key: str, facts: dict[str, str]) -> RawRecord:
    return RawRecord(
        body=tidy(element_text(body)),
        original=etree.tostring(body, encoding="unicode", with_tail=False),
        key=key,
        title=title,
        metadata=dict(facts),
    )


def _facts(header: etree._Element) -> dict[str, str]:
    authors = [_words(one) for one in header.findall("fileDesc/titleStmt/author")]
    facts = {
        "title": _first(header, ("titleStmt/title[@type='main']", "titleStmt/title")),
        "author": "; ".join(filter(None, authors)),
        "date": _first(header, _DATES),
        "source": _first(header, _SOURCES),
        "language": "",
    }
    language = header.find(".//langUsage/language")
    if language is not None:
        facts["language"] = language.get("ident") or ""
    return {name: value for name, value in facts.items() if value}


def _first(header: etree._Element, paths: tuple[str, ...]) -> str:
    for path in paths:
        for found in header.findall(f".//{path}"):
            said = found.get("when") or found.get("when-iso") or _words(found)
            if said:
                return said
    return ""


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
