"""The SGML of the Reuters-21578 collection: a thousand stories a file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from corpus.importing.source_file import BadRecord, SourceFile, UnreadableError
from corpus.records import RawRecord

_PIECE_BYTES = 256 * 1024
_END = "</REUTERS>"
_NUMBER = re.compile(r"NEWID=\"(\d{1,18})\"")
# A story is some thousand characters long. What is much longer is none.
_MOST_STORY_CHARS = 1_000_000
_MOST_TAG_CHARS = 1_000


class ReutersSgml:
    """Read story by story."""

    name = "Reuters SGML"
    about = "`.sgm` of Reuters-21578: a story"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head().lstrip()
        return head.startswith((b"<!DOCTYPE lewis", b"<REUTERS"))

    def records(self, document: SourceFile) -> Iterator[RawRecord | BadRecord]:
        for number, story in enumerate(_stories(document), start=1):
            newid = _NUMBER.search(story[:_MOST_TAG_CHARS])
            if newid is None or not story.endswith(_END) or len(story) > _MOST_STORY_CHARS:
                yield BadRecord(f"story {number}", "no number (NEWID) or no end")
            else:
                yield _record(newid[1], story)


def _stories(document: SourceFile) -> Iterator[str]:
    """Yield each story's text, from its first tag to its last."""
    text = ""
    while True:
        data = document.stream.read(_PIECE_BYTES)
        # The collection's few other bytes are Latin-1.
        text += data.decode("latin-1").replace("\r\n", "\n")
        *stories, text = text.split(_END)
        for story in stories:
            yield story[max(0, story.find("<REUTERS")) :] + _END
        if len(text) > document.max_bytes:
            raise UnreadableError("a story without end")
        if not data:
            if "<REUTERS" in text:
                yield text
            return


def _record(key: str, story: str) -> RawRecord:
    facts = {
        "date": _element(story, "DATE"),
        "source": "Reuters",
        "author": re.sub(r"(?i)^by |, reuters$", "", _element(story, "AUTHOR").strip()),
    }
    dateline = _element(story, "DATELINE").strip()
    body = _element(story, "BODY") or _beside_elements(_inside(story, "TEXT"))
    return RawRecord(
        body=f"{dateline} {body.lstrip()}" if dateline else body,
        original=_plain(story, tags=True),
        key=key,
        title=" ".join(_element(story, "TITLE").split()),
        metadata={name: value.strip() for name, value in facts.items() if value.strip()},
    )


def _element(story: str, name: str) -> str:
    return _plain(_inside(story, name))


def _inside(text: str, name: str) -> str:
    """What stands in an element; "" where there is none, or it has no end."""
    start = re.search(rf"<{name}\b[^<>]*>", text)
    end = text.find(f"</{name}>", start.end()) if start else -1
    return text[start.end() : end] if start and end >= 0 else ""


def _beside_elements(text: str) -> str:
    """A text without the elements in it: that of a story that has no body of its own."""
    for name in ("TITLE", "AUTHOR", "DATELINE"):
        text = text.replace(f"<{name}>{_inside(text, name)}</{name}>", "")
    return _plain(text)


def _plain(text: str, *, tags: bool = False) -> str:
    """Without the collection's control characters; with its entities resolved, or as they are."""
    text = re.sub(r"&#\d+;|[\x00-\x08\x0b-\x1f\x7f]", "", text)
    if tags:
        return text
    above, _, last = text.rstrip().rpartition("\n")
    text = above.rstrip() if last.strip().lower() in ("reuter", "reuters") else text.rstrip()
    return html.unescape(text)
