"""XML of any shape: the element that repeats and looks like an article is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from corpus.importing.import_options import ImportOptions
from corpus.importing.source_file import (
    BadRecord,
    NoArticlesError,
    SourceFile,
    UnreadableError,
)
from corpus.parsers.base import Record
from corpus.parsers.mapping.record_mapper import MappedItem, map_records
from corpus.parsers.tables.json_records import is_record
from corpus.parsers.xml.element_values import element_value, local_name
from corpus.parsers.xml.xml_safety import parse_head, parse_xml, stream_elements

_HEAD_BYTES = 256 * 1024
_NO_ARTICLES = {
    "urlset": "a sitemap: addresses of pages, not their texts",
    "sitemapindex": "a sitemap: addresses of other sitemaps",
    "opml": "a list of feeds (OPML), not articles",
    "svg": "a drawing (SVG), not an article",
    "plist": "settings (a property list), not articles",
    "schema": "a schema, not articles",
    "stylesheet": "a stylesheet, not articles",
    "project": "settings of a program, not articles",
}
_MAX_DEPTH = 8
_LOOKED_AT = 8
_MAX_LOOKED_AT = 4_000
_MAX_NAMES_TOLD = 12
_MIN_WORDS = 5
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe<\x00", b"\xfe\xff\x00<")


class XmlRecords:
    """Records are read as a stream; a file of one is held whole."""

    name = "XML"
    about = "`.xml` of any other shape: the element that repeats is an article"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        if head[:4] in _WIDE:
            return True
        start = head.removeprefix(_MARK).lstrip()
        if start.startswith(b"<?xml"):
            return b"<html" not in start[:2000].lower()
        return document.suffix == "xml" and start.startswith(b"<")

    def records(self, document: SourceFile) -> Iterator[Record]:
        head = document.stream.peek(_HEAD_BYTES)[:_HEAD_BYTES]
        root = parse_head(head)
        if root is None:
            parse_xml(head)  # Says what is broken in it.
            raise UnreadableError("broken XML: no element in it")
        if told := _NO_ARTICLES.get(local_name(root), ""):
            raise NoArticlesError(told)
        tag = _record_tag(root, document.options)
        if tag is None:
            raise NoArticlesError(_refusal(root))
        items = _whole(document) if tag == "" else _stream(document, tag)
        try:
            yield from map_records(items, document.options)
        except NoArticlesError as error:
            raise NoArticlesError(_refusal(root)) from error


def _record_tag(root: etree._Element, options: ImportOptions) -> str | None:
    """The local name of the record's element, "" for the root, None where there is none."""
    if options.records:
        return options.records.rstrip("[]").rpartition(".")[2].rpartition("/")[2]
    counts: Counter[str] = Counter()
    depths: dict[str, int] = {}
    looked: Counter[str] = Counter()
    mapped = set(options.fields)
    for number, element in enumerate(root.iter()):
        if number > _MAX_LOOKED_AT:
            break
        depth = sum(1 for _ in element.iterancestors())
        name = local_name(element)
        if depth > _MAX_DEPTH or not (len(element) or element.attrib):
            continue
        looked[name] += 1
        if looked[name] > _LOOKED_AT:
            if name in counts:
                counts[name] += 1
            continue
        value = element_value(element)
        if isinstance(value, dict) and (
            is_record(value, 1, _MIN_WORDS) or (mapped and len(value) > 1)
        ):
            counts[name] += 1
            depths.setdefault(name, depth)
    if not counts:
        return "" if is_record(element_value(root), 0, _MIN_WORDS) else None
    best = min(counts, key=lambda name: (-counts[name], depths[name]))
    if counts[best] == 1 and is_record(element_value(root), 1, _MIN_WORDS):
        return ""
    return "" if depths[best] == 0 and counts[best] == 1 else best


def _stream(document: SourceFile, tag: str) -> Iterator[MappedItem | BadRecord]:
    for number, element in enumerate(stream_elements(document.stream, (tag,)), start=1):
        place = f"<{tag}> {number}"
        original = etree.tostring(element, encoding="unicode", with_tail=False)
        if len(original) > document.max_bytes:
            yield BadRecord(place, "too large for one article")
            continue
        yield MappedItem(_as_object(element_value(element)), original, place)


def _whole(document: SourceFile) -> Iterator[MappedItem]:
    data = document.read_article()
    root = parse_xml(data)
    yield MappedItem(
        _as_object(element_value(root)), etree.tostring(root, encoding="unicode"), local_name(root)
    )


def _as_object(value: Any) -> Any:
    return value if isinstance(value, dict) else {"text": value}


def _refusal(root: etree._Element) -> str:
    names = list(dict.fromkeys(local_name(element) for element in root.iter() if element.tag))
    told = ", ".join(f"<{name}>" for name in names[:_MAX_NAMES_TOLD] if name)
    return (
        f"XML with the elements {told}: none is known as an article; "
        "--records ELEMENT --map text=ELEMENT say which is"
    )
