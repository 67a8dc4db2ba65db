"""The SGML of the Reuters-21578 collection: a thousand stories a file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from corpus.documents import BadRecord, Document, UnreadableError
from corpus.records import RawRecord

_PIECE_BYTES = 256 * 1024
_STORY = re.compile(r"<REUTERS\b[^>]*?NEWID=\"(?P<id>\d+)\"[^>]*>(?P<inside>.*?)</REUTERS>", re.S)
_ELEMENT = r"<{name}\b[^>]*>(.*?)</{name}>"


class ReutersSgml:
    """Read story by story."""

    name = "Reuters SGML"

    def recognises(self, document: Document) -> bool:
        head = document.head().lstrip()
        return head.startswith((b"<!DOCTYPE lewis", b"<REUTERS"))

    def records(self, document: Document) -> Iterator[RawRecord | BadRecord]:
        for number, story in enumerate(_stories(document), start=1):
            found = _STORY.search(story)
            if found:
                yield _record(found["id"], found["inside"], story)
            else:
                yield BadRecord(f"story {number}", "no number (NEWID) or no end")


def _stories(document: Document) -> Iterator[str]:
    """Yield each story's text, from its first tag to its last."""
    text = ""
    while True:
        data = document.stream.read(_PIECE_BYTES)
        # The collection's few other bytes are Latin-1.
        text += data.decode("latin-1").replace("\r\n", "\n")
        while "</REUTERS>" in text:
            story, end, text = text.partition("</REUTERS>")
            start = story.find("<REUTERS")
            yield story[max(0, start) :] + end
        if len(text) > document.max_bytes:
            raise UnreadableError("a story without end")
        if not data:
            if "<REUTERS" in text:
                yield text
            return


def _record(key: str, inside: str, original: str) -> RawRecord:
    facts = {
        "date": _element(inside, "DATE"),
        "source": "Reuters",
        "author": re.sub(r"(?i)^by |, reuters$", "", _element(inside, "AUTHOR").strip()),
    }
    text = re.search(r"<TEXT\b[^>]*>(.*?)</TEXT>", inside, re.S)
    body = _element(inside, "BODY") or (
        re.sub(r"(?s)<(\w+)>.*?</\1>", "", _plain(text[1])) if text else ""
    )
    dateline = _element(inside, "DATELINE").strip()
    return RawRecord(
        body=f"{dateline} {body.lstrip()}" if dateline else body,
        original=_plain(original, tags=True),
        key=key,
        title=" ".join(_element(inside, "TITLE").split()),
        metadata={name: value.strip() for name, value in facts.items() if value.strip()},
    )


def _element(inside: str, name: str) -> str:
    found = re.search(_ELEMENT.format(name=name), inside, re.S)
    return _plain(found[1]) if found else ""


def _plain(text: str, *, tags: bool = False) -> str:
    """Without the collection's control characters; with its entities resolved, or as they are."""
    text = re.sub(r"&#\d+;|[\x00-\x08\x0b-\x1f\x7f]", "", text)
    text = re.sub(r"\n\s*(?:Reuter|REUTER)s?\s*$", "", text.rstrip()) if not tags else text
    return text if tags else html.unescape(text)
