"""Older XML of agencies: Reuters RCV1 and NewsML 1 (IPTC, 2000 to 2008)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.html_text import tree_to_text
from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile
from corpus.parsers.base import Record
from corpus.parsers.xml.xml_safety import parse_xml
from corpus.records import RawRecord


class AgencyXml:
    """RCV1 is one item a file; NewsML may hold several."""

    name = "RCV1 or NewsML 1"
    about = "`.xml` of the Reuters corpora and of older agency services"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return b"<NewsML" in head or (b"<newsitem" in head and b"itemid=" in head)

    def records(self, document: SourceFile) -> Iterator[Record]:
        root = parse_xml(document.read())
        if _name(root) == "newsitem":
            yield _rcv1(root)
            return
        items = [one for one in root.iter() if _name(one) == "NewsItem"]
        found = False
        for number, item in enumerate(items, start=1):
            record = _newsml(item, number)
            if record is not None:
                found = True
                yield record
        if not found:
            raise NoArticlesError("a NewsML file without texts")


def _rcv1(item: etree._Element) -> RawRecord | BadRecord:
    text = item.find("{*}text")
    body = tree_to_text(text) if text is not None else ""
    dated = [
        one.get("value") or ""
        for one in item.iter("{*}dc")
        if one.get("element") in ("dc.date.published", "dc.date.created")
    ]
    facts = {
        "date": item.get("date") or (dated[0] if dated else ""),
        "source": "Reuters",
        "author": _words(item, "byline"),
        "language": item.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
    }
    dateline = _words(item, "dateline")
    return RawRecord(
        body=tidy(f"{dateline} - {body}" if dateline and not body.startswith(dateline) else body),
        original=etree.tostring(item, encoding="unicode"),
        title=_words(item, "headline") or _words(item, "title"),
        metadata={name: value for name, value in facts.items() if value},
    )


def _newsml(item: etree._Element, number: int) -> RawRecord | BadRecord | None:
    """Read an item; None where it has no text: a picture, a list of others."""
    contents = [one for one in item.iter() if _name(one) == "DataContent"]
    body = max((tree_to_text(_body_of(one)) for one in contents), key=len, default="")
    if not body:
        return None
    facts = {
        "date": _words(item, "DateLineDate")
        or _words(item, "DateId")
        or _words(item, "FirstCreated")
        or _words(item, "ThisRevisionCreated"),
        "source": _provider(item),
        "author": _words(item, "ByLine"),
        "language": next(
            (one.get("FormalName") or "" for one in item.iter() if _name(one) == "Language"), ""
        ),
    }
    return RawRecord(
        body=tidy(body),
        original=etree.tostring(item, encoding="unicode", with_tail=False),
        key=_words(item, "PublicIdentifier") or _words(item, "NewsItemId") or str(number),
        title=_words(item, "HeadLine") or _words(item, "hl1") or _words(item, "NewsLineText"),
        metadata={name: value for name, value in facts.items() if value},
    )


def _body_of(content: etree._Element) -> etree._Element:
    """The part of the content that is the text: NITF and pages have heads as well."""
    for name in ("body.content", "body"):
        found = next((one for one in content.iter() if _name(one) == name), None)
        if found is not None:
            return found
    return content


def _provider(item: etree._Element) -> str:
    """Who delivers it: a name, or what stands for one."""
    for name in ("Provider", "Source", "Creator"):
        stated = (one for one in item.iter() if _name(one) == name)
        parties = (one for each in stated for one in each.iter() if _name(one) == "Party")
        if named := next((one.get("FormalName") for one in parties if one.get("FormalName")), ""):
            return str(named)
    return ""


def _words(item: etree._Element, name: str) -> str:
    """The text of the first element of this name that says something."""
    for one in item.iter():
        if _name(one) == name and (text := " ".join("".join(one.itertext()).split())):
            return tidy(text)
    return ""


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
