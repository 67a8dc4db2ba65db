"""A recognised page as a record: its blocks in reading order, each a paragraph of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.importing.charset import tidy
from corpus.importing.source_file import UnreadableError, refuse_too_long
from corpus.records import PAGE_HEADER, RawRecord

# "norhaven_courier_1910-10-31_ed-1_seq-1.tif", "19101031_0003.jp2": a day in a scan's name.
_DAY = re.compile(
    r"(?<!\d)(?P<year>1[5-9]\d\d|20\d\d)(?P<mark>[-_.]?)(?P<month>0[1-9]|1[0-2])(?P=mark)"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
# Some engines write a hyphen of their own where a line's end breaks a word.
_BROKEN = re.compile(r"[¬⸗]$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together. `margin` where they are printed on every page."""

    lines: Sequence[str]
    heading: bool = False
    margin: bool = False


def record_of(
    blocks: Iterable[Block], *, image: str = "", page: str = "", language: str = ""
) -> RawRecord:
    """Return a page as a record. `image` is the name of its scan, `page` its printed number.

    Raises UnreadableError where nothing was recognised on it.
    """
    taken = [block for block in blocks if any(line.strip() for line in block.lines)]
    text = [_healed(block.lines) for block in taken if not block.margin]
    if not any(map(str.isalnum, "".join(line for lines in text for line in lines))):
        raise UnreadableError("a scanned page without recognised text")
    title = ""
    if taken and not taken[0].margin and taken[0].heading:
        title = " ".join(text.pop(0))
    body = tidy("\n\n".join("\n".join(lines) for lines in text))
    refuse_too_long(body)
    facts = {"language": language}
    if day := _DAY.search(image):
        facts["date"] = f"{day['year']}-{day['month']}-{day['day']}"
        facts["date evidence"] = f"the name of the scan: {image}"
    aside = [(line, PAGE_HEADER) for block in taken if block.margin for line in block.lines]
    return RawRecord(
        body=body,
        original="\n\n".join("\n".join(block.lines) for block in taken),
        title=title,
        metadata={name: value for name, value in facts.items() if value},
        aside=(*aside, *([(f"page {page}", PAGE_HEADER)] if page else [])),
    )


def in_order(found: dict[str, Block], order: Sequence[str]) -> list[Block]:
    """Return blocks by their ids in reading order; those it does not name keep their places."""
    named = [found[name] for name in dict.fromkeys(order) if name in found]
    rest = [block for name, block in found.items() if name not in set(order)]
    return [*named, *rest]


def _healed(lines: Sequence[str]) -> list[str]:
    """Lines in which a word that a mark of the engine breaks is whole."""
    healed: list[str] = []
    for line in lines:
        written = " ".join(line.split())
        if not written:
            continue
        if healed and _BROKEN.search(healed[-1]):
            first, _, rest = written.partition(" ")
            healed[-1] = healed[-1][:-1] + first
            if rest:
                healed.append(rest)
        else:
            healed.append(written)
    return healed
