"""Titles: taken from the first line where it reads like one, else made of the first sentence."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from corpus.extraction.byline import read_byline
from corpus.extraction.date_text import dates_in
from corpus.extraction.dateline import read_dateline

MOST_TITLE_CHARS = 200
_DERIVED_CHARS = 110
_SENTENCE_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]?[^\W\d_a-zß-öø-ÿа-я])|[。！？]"
)
# After these a full stop ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"'])(?:(?:[A-Z]\.)*[A-Z]|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Prof|Rev"
    r"|Hon|Jr|Sr|No"
    r"|Nos|vs|Co|Corp|Inc|Ltd|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Mt|Ft"
    r"|a\.m|p\.m|e\.g|i\.e|z\.B|Abs|bzw|Nr|г|ул|им)\.$"
)
# A line that ends so goes on in the next.
_GOES_ON = re.compile(
    r"(?:[,;–—-]|\b(?:a|an|and|as|at|but|by|for|from|in|into|of|on|or|that|the|to|was|were|with"
    r"|der|die|das|und|von|le|la|les|et|de|du|el|los|y|en))$",
    re.IGNORECASE,
)
# What stands above a press release is no part of its first sentence.
_RELEASE_BANNER = re.compile(
    r"\A(?:[\W_]*(?:for immediate release|(?:press|news|media) (?:release|statement)"
    r"|pressemitteilung|medienmitteilung|communiqué de presse|nota de prensa"
    r"|comunicado de prensa|comunicato stampa|пресс-релиз|persbericht)\b[\W_]*)+",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"(?<!\.)[.;,:。][\"'”’»)\]]*$")
_STILL_A_TITLE = re.compile(r"(?:\b[A-Z]\.(?:[A-Z]\.)+|\b(?:Inc|Co|Corp|Ltd|Jr|Sr|etc)\.)$")
_MOST_WRAPPED_WIDTH = 100
_MIN_WRAPPED_WIDTH = 28


def split_title(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Return the title that a text states and the lines below it, or "" and all lines."""
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return "", list(lines)
    below = list(lines[first + 1 :])
    if not any(line.strip() for line in below) or not reads_like_title(lines[first], below):
        return "", list(lines)
    return " ".join(lines[first].split()), below


def derive_title(text: str) -> str:
    """Make a title of a text's first sentence, cut at a word where it is long.

    Returns "Untitled" where there are no words.
    """
    flat = " ".join(text[:2000].split())
    flat = _RELEASE_BANNER.sub("", flat) or flat
    dateline = read_dateline(flat)
    if dateline and (dateline.certain or _is_prose(flat[dateline.end :])):
        flat = flat[dateline.end :].lstrip() or flat
    sentence = flat
    for end in _SENTENCE_END.finditer(flat):
        if not _ABBREVIATED.search(flat[: end.end()]):
            sentence = flat[: end.end()]
            break
    if len(sentence) > _DERIVED_CHARS:
        cut = sentence[:_DERIVED_CHARS]
        sentence = (cut[: cut.rfind(" ")] if " " in cut[40:] else cut).rstrip(" ,;:–—-") + "…"
    return sentence.removesuffix(".") or "Untitled"


def _is_prose(text: str) -> bool:
    """Whether a text begins in small letters: what stands before its dash is a place then."""
    letters = [character for character in text[:60] if character.isalpha()]
    return 2 * sum(map(str.islower, letters)) > len(letters)


def reads_like_title(line: str, below: Sequence[str]) -> bool:
    """Tell a headline from the first line of a text; `below` are the lines that follow it."""
    indent, line = _indent(line), line.strip()
    if len(line) > MOST_TITLE_CHARS or not any(map(str.isalpha, line)):
        return False
    if _FULL_STOP.search(line) and not _STILL_A_TITLE.search(line):
        return False
    dateline = read_dateline(line)
    if read_byline(line) is not None or (dateline and dateline.certain) or _is_date(line):
        return False
    after = below[0].strip() if below else ""
    if not after or _indent(below[0]) > indent:  # A paragraph begins there.
        return True
    return not (after[0].islower() or _GOES_ON.search(line) or _wrapped(line, below))


def _is_date(line: str) -> bool:
    """Whether a line holds a date and no other words."""
    rest = line
    for date in dates_in(line):
        rest = rest.replace(date.text, "")
    return rest != line and not any(map(str.isalpha, rest))


def _indent(line: str) -> int:
    """How many characters of space a line begins with."""
    return len(line) - len(line.lstrip())


def _wrapped(line: str, below: Sequence[str]) -> bool:
    """Whether a line is the first of a paragraph broken into lines of about one width."""
    paragraph = [line]
    for other in below[:12]:
        if not other.strip() or _indent(other) > _indent(below[0]):
            break
        paragraph.append(other.strip())
    if len(paragraph) < 4:
        return False
    widths = [len(other) for other in paragraph[:-1]]
    middle = statistics.median(widths)
    in_bounds = max(widths) <= _MOST_WRAPPED_WIDTH and middle >= _MIN_WRAPPED_WIDTH
    return in_bounds and widths[0] >= 0.75 * middle
