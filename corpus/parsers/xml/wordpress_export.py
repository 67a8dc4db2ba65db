"""WordPress exports (WXR): the posts that were published, without the editor's own marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.html_text import markup_to_text
from corpus.importing.source_file import BadRecord, SkippedRecord, SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.mapping.field_values import clean_value
from corpus.parsers.mapping.unpublished import reason_to_skip
from corpus.parsers.xml.element_values import local_name
from corpus.parsers.xml.xml_safety import stream_elements
from corpus.records import RawRecord

_BLOCK_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# A shortcode that shows something else than text takes what it encloses along.
_ENCLOSING = re.compile(
    r"\[(caption|wp_caption|gallery|audio|video|playlist|embed|contact-form(?:-7)?|embedyt)\b"
    r"[^\[\]]{0,2000}\].{0,4000}?\[/\1\]",
    re.DOTALL,
)
# "[sic]" is none: a shortcode has attributes, ends in a slash, or is closed.
_SHORTCODE = re.compile(
    r"\[[a-z][a-z0-9_-]{0,40}(?:\s+[\w-]+\s*=[^\[\]]{0,2000}|\s*/)\](?!\()"
    r"|\[/([a-z][a-z0-9_-]{0,40})\]"
    r"|\[(?:gallery|caption|embed|playlist|audio|video|toc|more|contact-form(?:-7)?)\]"
)
_PARAGRAPHS = re.compile(r"<(?:p|div|h[1-6]|ul|ol|table|blockquote|figure)\b", re.IGNORECASE)
_NO_DATE = "0000-00-00"
# Pages of a site that are none of its articles.
_KIND_OF_PAGE = "page"
_PARTS_OF_THE_SITE = re.compile(r"wp_\w+|acf-.*|elementor_.*|.*(?:_font|_template|_block|_popup)")


class WordPressExport:
    """A post an article; drafts, attachments, menus and private posts are passed over."""

    name = "WordPress export"
    about = "`.xml` (WXR)"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return b"wordpress.org/export/" in head or b"<wp:wxr_version" in head

    def records(self, document: SourceFile) -> Iterator[Record]:
        channel: dict[str, str] = {}
        authors: dict[str, str] = {}
        wanted = ("item", "author", "title", "language")
        for element in stream_elements(document.stream, wanted):
            name = local_name(element)
            if name == "item":
                yield _item(element, channel, authors)
            elif name == "author" and len(element):
                authors[_text(element, "author_login")] = _text(element, "author_display_name")
            elif _is_of_channel(element):
                channel.setdefault(name, clean_value(element.text or ""))


def _is_of_channel(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "channel"


def _text(item: etree._Element, name: str) -> str:
    found = item.find(f"./{{*}}{name}")
    return (found.text or "").strip() if found is not None else ""


def _item(item: etree._Element, channel: dict[str, str], authors: dict[str, str]) -> Record:
    key = _text(item, "post_id") or _text(item, "guid")
    title = clean_value(_text(item, "title"))
    place = f"post {key}: {title}"[:200]
    stated = {name: _text(item, name) for name in ("status", "post_type", "post_password")}
    reason = reason_to_skip(stated)
    if not reason and _PARTS_OF_THE_SITE.fullmatch(stated["post_type"]):
        reason = "a part of the site's design"
    if reason:
        return SkippedRecord(place, reason)
    # "encoded" is the name of the text and of the excerpt, in two namespaces.
    texts = [one.text or "" for one in item.findall("./{*}encoded") if "excerpt" not in one.tag]
    markup = next(filter(None, texts), "")
    try:
        body = post_text(markup)
    except UnreadableError as error:
        return BadRecord(place, str(error))
    login = _text(item, "creator")
    day = _text(item, "post_date")
    facts = {
        "date": _text(item, "pubDate") if day.startswith(_NO_DATE) or not day else day,
        "source": channel.get("title", ""),
        "author": authors.get(login) or login,
        "url": _text(item, "link"),
        "language": channel.get("language", ""),
    }
    if not body:
        return SkippedRecord(place, "a post without text")
    is_page = stated["post_type"] == _KIND_OF_PAGE
    return RawRecord(
        body=body,
        original=etree.tostring(item, encoding="unicode", with_tail=False),
        key=key,
        title=title,
        metadata={name: tidy(value) for name, value in facts.items() if value},
        flags=("no article",) if is_page else (),
    )


def post_text(markup: str) -> str:
    """Return a post's text: no shortcodes or block marks; empty lines part paragraphs.

    Raises UnreadableError for markup made to do harm.
    """
    markup = _BLOCK_COMMENT.sub("\n\n", markup)
    markup = _ENCLOSING.sub("", markup)
    closed = {found[1] for found in _SHORTCODE.finditer(markup) if found[1]}
    markup = _SHORTCODE.sub("", markup)
    for name in closed:
        markup = markup.replace(f"[{name}]", "")
    if not _PARAGRAPHS.search(markup):
        markup = "".join(f"<p>{part}</p>" for part in re.split(r"\n\s*\n", markup.strip()))
    return tidy(markup_to_text(markup))
