"""NITF and NewsML-G2, the XML in which agencies deliver."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.html_text import markup_to_text, tree_to_text
from corpus.importing.source_file import (
    BadRecord,
    NoArticlesError,
    SourceFile,
    UnreadableError,
    refuse_too_long,
)
from corpus.parsers.xml.xml_safety import parse_xml
from corpus.records import RawRecord

# Shorter lines may well stand twice in an article.
_MIN_REPEATED_CHARS = 60


class NewsXml:
    """An NITF document is one article; NewsML-G2 may hold several."""

    name = "NITF or NewsML-G2"
    about = "`.xml` in which agencies deliver: a news item"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return any(mark in head for mark in (b"<nitf", b"<newsMessage", b"<newsItem"))

    def records(self, document: SourceFile) -> Iterator[RawRecord | BadRecord]:
        data = document.read()
        if b"<newsItem" not in data:
            refuse_too_long(data)
        root = parse_xml(data)
        _without_namespaces(root)
        if root.tag == "nitf":
            yield _nitf(root, root, {})
            return
        items = [root] if root.tag == "newsItem" else list(root.iter("newsItem"))
        if not items:
            raise NoArticlesError("a message without news items")
        for number, item in enumerate(items, start=1):
            try:
                yield _news_item(item)
            except UnreadableError as error:
                yield BadRecord(f"item {number}", str(error))


def _nitf(nitf: etree._Element, whole: etree._Element, facts: dict[str, str]) -> RawRecord:
    """Read NITF, alone or within an item that states some facts itself."""
    publication = nitf.find(".//pubdata")
    stated = {
        "date": _attribute(publication, "date.publication")
        or _attribute(nitf.find(".//docdata/date.issue"), "norm")
        or _attribute(nitf.find(".//dateline/story.date"), "norm"),
        "source": _attribute(publication, "name") or _words(nitf, ".//distributor/org"),
        "author": _byline(_words(nitf, ".//byttl/..") or _words(nitf, ".//body.head/byline")),
        "url": _attribute(publication, "ex-ref"),
    }
    text = nitf.find(".//body.content")
    if text is None:
        raise UnreadableError("NITF without a body")
    return RawRecord(
        body=tidy(_with_dateline(_words(nitf, ".//body.head/dateline"), _nitf_text(text))),
        original=etree.tostring(whole, encoding="unicode"),
        key=facts.pop("key", ""),
        title=facts.pop("title", "")
        or _words(nitf, ".//hedline/hl1")
        or _words(nitf, ".//head/title"),
        metadata={name: value for name, value in (stated | facts).items() if value},
    )


def _nitf_text(content: etree._Element) -> str:
    """The text of NITF, each paragraph once: archives repeat the lead in a block of its own."""
    whole = content.find("./block[@class='full_text']")
    paragraphs: dict[str, str] = {}
    for line in tree_to_text(content if whole is None else whole).split("\n\n"):
        plain = line.removeprefix("LEAD: ")
        paragraphs.setdefault(
            plain if len(plain) > _MIN_REPEATED_CHARS else f"{line}{len(paragraphs)}", plain
        )
    return "\n\n".join(paragraphs.values())


def _news_item(item: etree._Element) -> RawRecord:
    facts = {
        "key": item.get("guid") or "",
        "title": _words(item, "./contentMeta/headline"),
        "date": _words(item, "./itemMeta/firstCreated")
        or _words(item, "./contentMeta/contentCreated")
        or _words(item, "./itemMeta/versionCreated"),
        "source": _words(item, "./itemMeta/provider/name")
        or _attribute(item.find("./itemMeta/provider"), "literal"),
        "author": _byline(_words(item, "./contentMeta/by")),
        "language": _attribute(item.find("./contentMeta/language"), "tag"),
    }
    facts = {name: value for name, value in facts.items() if value}
    nitf = item.find("./contentSet//nitf")
    if nitf is not None:
        return _nitf(nitf, item, facts)
    content = item.find("./contentSet/inlineXML")
    text = tree_to_text(content) if content is not None else ""
    if not text:
        text = markup_to_text(item.findtext("./contentSet/inlineData") or "")
    if not text:
        raise UnreadableError("a news item without text")
    dateline = _words(item, "./contentMeta/dateline")
    return RawRecord(
        body=tidy(_with_dateline(dateline, text)),
        original=etree.tostring(item, encoding="unicode"),
        key=facts.pop("key", ""),
        title=facts.pop("title", ""),
        metadata=facts,
    )


def _without_namespaces(root: etree._Element) -> None:
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname


def _words(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _attribute(element: etree._Element | None, name: str) -> str:
    return (element.get(name) or "").strip() if element is not None else ""


def _byline(text: str) -> str:
    return text[3:].strip() if text[:3].lower() == "by " else text


def _with_dateline(dateline: str, text: str) -> str:
    """Put a dateline that stands apart before the text it belongs to."""
    if not dateline or text.startswith(dateline):
        return text
    return (
        f"{dateline} - {text}" if not dateline.endswith(("-", "–", "—")) else f"{dateline} {text}"
    )
