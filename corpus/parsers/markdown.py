"""Markdown, with or without front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.importing.charset import decode
from corpus.importing.html_text import markup_to_text
from corpus.importing.source_file import BadRecord, SourceFile
from corpus.parsers.mapping.field_names import fact_names
from corpus.records import RawRecord

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FRONT_MATTER = re.compile(r"---[^\S\n]*\n(?P<fields>(?:[^\n]*\n){1,60}?)(?:---|\.\.\.)\s*(?:\n|$)")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w -]{0,30})\s*:\s*(?P<value>\S.*)")
_HEADING = re.compile(r"\s*#[^\S\n]+(?P<title>[^\n]+)(?:\n|$)")
_SUFFIXES = ("md", "markdown", "mdown", "mkd")


class Markdown:
    """One article a file; its first heading is its title."""

    name = "Markdown"
    about = "`.md`, with front matter or without"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head().removeprefix(b"\xef\xbb\xbf")
        text = head.decode("utf-8", "replace").replace("\r\n", "\n")
        front = _FRONT_MATTER.match(text)
        return document.suffix in _SUFFIXES or bool(
            front and all(map(_FIELD.match, front["fields"].strip().split("\n")[:1]))
        )

    def records(self, document: SourceFile) -> Iterator[RawRecord | BadRecord]:
        text = decode(document.read_article())
        facts, body = _front_matter(text)
        heading = _HEADING.match(body)
        if heading and not facts.get("title"):
            body = body[heading.end() :]
        rendered = _markdown().render(body)
        title = facts.pop("title", "") or (
            _plain(heading["title"].rstrip(" \t#")) if heading else ""
        )
        yield RawRecord(body=markup_to_text(rendered), original=text, title=title, metadata=facts)


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the facts that stand above the text, and the text."""
    front = _FRONT_MATTER.match(text)
    if not front:
        return {}, text
    facts: dict[str, str] = {}
    for line in front["fields"].split("\n"):
        field = _FIELD.match(line)
        name = fact_names().get(field["name"].strip().lower()) if field else None
        if field and name:
            value = field["value"].strip().strip("\"'").strip("[]")
            facts.setdefault("header date" if name == "date" else name, value)
    return facts, text[front.end() :]


def _plain(heading: str) -> str:
    return markup_to_text(_markdown().renderInline(heading))


def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - slow to load

    return MarkdownIt("commonmark")
