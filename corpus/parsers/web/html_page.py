"""Web pages as saved: the article's text, without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.extraction.sources.source_name import original_address
from corpus.importing.charset import decode, decode_as, tidy
from corpus.importing.html_text import markup_to_text, refuse_swollen_tags
from corpus.importing.source_file import BadRecord, SourceFile, UnreadableError, refuse_too_long
from corpus.parsers.web.html_dates import PageDate, page_date
from corpus.parsers.web.page_authors import page_authors
from corpus.parsers.web.page_source import page_source
from corpus.parsers.web.page_text import page_text
from corpus.parsers.web.page_title import page_title
from corpus.records import RawRecord

_PAGE = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]+(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I)
# Its extensive search is left off: on a page without markup it takes the latest of all dates,
# which is more often wrong than right.
_DATE_SEARCH = {"original_date": True, "extensive_search": False}
_LEAST_CHARS = 25
# Pictures written into a page may be larger than all of its text.
_PICTURE = re.compile(r"data:[\w.+-]+/[\w.+-]+;base64,[A-Za-z0-9+/=]+")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


class HtmlPage:
    """One article a page."""

    name = "HTML"
    about = "`.html`: a saved page, without menus, ads and footers"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return bool(_PAGE.search(head)) or (
            document.suffix in ("html", "htm", "xhtml") and b"<" in head
        )

    def records(self, document: SourceFile) -> Iterator[RawRecord | BadRecord]:
        data = document.read()
        yield read_page(data) if _PAGE.search(data) else _fragment(data)


def _fragment(data: bytes) -> RawRecord:
    """Read a piece of a page, as exports keep texts: all of it is the article."""
    markup = _decoded(data)
    body = tidy(markup_to_text(markup))
    if not body:
        raise UnreadableError("no article's text on this page")
    return RawRecord(body=body, original=markup)


def read_page(data: bytes, url: str = "", key: str = "") -> RawRecord:
    """Read a page that came from `url`, where that is known.

    Raises UnreadableError where it holds no article's text.
    """
    import trafilatura  # noqa: PLC0415 - slow to load
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415 - slow to load

    page = _decoded(data)
    markup = _PICTURE.sub("", page)
    refuse_too_long(markup)
    refuse_swollen_tags(markup)
    try:
        tree = trafilatura.load_html(markup)
        if tree is None:
            raise UnreadableError("HTML without content")
        stated = extract_metadata(tree, default_url=url or None, date_config=_DATE_SEARCH)
        address = original_address(url or stated.url or "")
        outlet = page_source(tree, address)
        authors = page_authors(tree, outlet, stated.author or "")
        title = page_title(tree, (outlet, address, stated.sitename or ""), stated.title or "")
        published = page_date(tree, stated.date or "", address)
        text = page_text(tree)
    except RecursionError as error:
        raise UnreadableError("HTML nested too deeply") from error
    if len(text) < _LEAST_CHARS:
        raise UnreadableError("no article's text on this page")
    facts = {
        "url": address,
        "author": authors,
        "source": outlet,
        **_date_facts(published),
    }
    return RawRecord(
        body=text,
        original=page,
        key=key,
        title=title,
        metadata={name: tidy(value) for name, value in facts.items() if value},
    )


def _date_facts(published: PageDate | None) -> dict[str, str]:
    if published is None:
        return {}
    return {
        "date": published.value,
        "date evidence": published.evidence,
        "date origin": published.origin,
        "date confidence": str(published.confidence),
        "date caution": published.caution,
    }


def _decoded(data: bytes) -> str:
    """Decode a page as it declares itself, where that works out."""
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith(_WIDE_MARKS):
        text = decode_as(data, declared[1].decode("ascii", "replace"))
        if text is not None:
            return text
    return decode(data if data.startswith(_WIDE_MARKS[:2]) else data.replace(b"\x00", b""))
