"""Factiva and Dow Jones XML: an <article> or <DistDoc> each, in a response of any wrapping."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.source_file import MOST_ARTICLE_CHARS, BadRecord, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import Draft
from corpus.parsers.text_lines import sample_of
from corpus.parsers.xml.xml_safety import refuse_entities
from corpus.records import COPYRIGHT_NOTICE, DATABASE_FIELD, RawRecord

_SIGN = re.compile(
    rb"global\.factiva\.com|<\w*:?ppsarticle|<distdoc\b|<accessionno\b|<djnml\b", re.IGNORECASE
)
_ARTICLES = ("article", "distdoc")
_FACTS = {
    "sourcename": "source",
    "byline": "author",
    "baselanguage": "language",
}
_KEYS = ("accessionno", "reference", "documentid")
_TEXTS = ("leadparagraph", "tailparagraphs", "text", "articlebody", "body")
_REFERENCE = re.compile(r"^distdoc:archive/ArchiveDoc::Article/", re.IGNORECASE)


class FactivaXml:
    """Read as a stream; names of elements count whatever their capitals."""

    name = "Factiva XML"
    about = "`.xml` of Factiva and Dow Jones"

    def recognises(self, document: SourceFile) -> bool:
        sample = sample_of(document)
        return sample.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_SIGN.search(sample))

    def records(self, document: SourceFile) -> Iterator[Record]:
        refuse_entities(sample_of(document))
        number = 0
        try:
            for _, element in etree.iterparse(
                document.stream, events=("end",), resolve_entities=False, no_network=True
            ):
                if _name(element) not in _ARTICLES or _inside_another(element):
                    continue
                number += 1
                yield _read(element, number)
                element.clear(keep_tail=False)
        except etree.XMLSyntaxError as error:
            raise UnreadableError(f"broken XML: {error.msg}") from error


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname).lower() if isinstance(element.tag, str) else ""


def _inside_another(element: etree._Element) -> bool:
    return any(_name(above) in _ARTICLES for above in element.iterancestors())


def _read(article: etree._Element, number: int) -> RawRecord | BadRecord:
    draft = Draft([etree.tostring(article, encoding="unicode", with_tail=False)])
    if len(draft.lines[0]) > MOST_ARTICLE_CHARS:
        most = MOST_ARTICLE_CHARS // 2**20
        return BadRecord(f"document {number}", f"more than {most} million characters")
    texts: list[etree._Element] = []
    for element in article.iter():
        name = _name(element)
        if name in _FACTS:
            draft.state(_FACTS[name], _words(element))
        elif name in _KEYS and not draft.key:
            draft.key = _REFERENCE.sub("", _words(element))
        elif name == "headline" and not draft.title:
            draft.title = " ".join(_paragraphs(element))
        elif name == "publicationdate":
            draft.state("date", _words(element)[:40] or element.get("date") or "")
        elif name in _TEXTS and not any(above in texts for above in element.iterancestors()):
            texts.append(element)
        elif name == "copyright":
            draft.set_aside([_words(element)], COPYRIGHT_NOTICE)
        elif name in ("publishername", "sectionname", "wordcount"):
            draft.set_aside([_words(element)], DATABASE_FIELD)
    draft.body = [part for text in texts for line in _paragraphs(text) for part in (line, "")]
    return draft.record(number)


def _paragraphs(element: etree._Element) -> list[str]:
    """The text of each paragraph in an element, or its whole text where it has none."""
    found = [one for one in element.iter() if _name(one) in ("paragraph", "para", "p")]
    return [text for one in found or [element] if (text := _words(one))]


def _words(element: etree._Element) -> str:
    return tidy(" ".join("".join(element.itertext()).split()))
