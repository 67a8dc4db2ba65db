"""Words that print or a word processor broke, made whole: "bar-\\nrier", "inter\\u00adnational".

A hyphen at the end of a line stays where it belongs to the word: "well-\\nknown", "re-\\nelected",
"Norhaven-\\nBressot". What decides, in this order: the article's other words, the words of the
archive, the parts of the word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from corpus.extraction.words.compounds import is_compound

#: Returns in how many articles each of some words is, 0 for words of none.
Frequencies = Callable[[Sequence[str]], list[int]]


class WordQuestion(NamedTuple):
    """Whether the archive has a `whole` word; with `parts`, whether it often has these alone."""

    whole: str
    parts: tuple[str, str] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return (self.whole, *(self.parts or ()))


class ArchiveWords(Protocol):
    """Answers what is asked of the archive's words."""

    def answer(self, question: WordQuestion) -> bool:
        """Return whether it is so."""


class KnownWords:
    """Answers by the number of articles that have a word. Words are asked for once."""

    def __init__(self, frequencies: Frequencies) -> None:
        self._frequencies = frequencies
        self._counts: dict[str, int] = {}

    def learn(self, questions: Iterable[WordQuestion]) -> None:
        """Ask for the words of many questions at once."""
        words = {word: None for question in questions for word in question.words}
        new = [word for word in words if word not in self._counts]
        if new:
            self._counts.update(zip(new, self._frequencies(new), strict=True))

    def answer(self, question: WordQuestion) -> bool:
        self.learn([question])
        whole, *parts = map(self._counts.__getitem__, question.words)
        return whole == 0 and min(parts) >= _MIN_KNOWN if parts else whole > 0


class NotedQuestions:
    """Answers no to everything, and notes what was asked: whoever knows may answer later."""

    def __init__(self) -> None:
        self.asked: list[WordQuestion] = []

    def answer(self, question: WordQuestion) -> bool:
        self.asked.append(question)
        return False


_SOFT = "\u00ad"
# Invisible marks within a word, but for the joiners that Arabic and Indian scripts are written
# with and the spaces of scripts without any.
_INVISIBLE = re.compile(
    r"[\u00ad\u2060\ufeff]|(?<=[\u0021-\u052f])[\u200b-\u200d](?=[\u0021-\u052f])"
)
_APOSTROPHES = str.maketrans({"\u02bc": "’", "\u02b9": "’", "\uff07": "'"})
_HYPHENS = r"\-\u2010\u2011\u00ac"
_ENDS = ("-", "\u2010", "\u2011", "\u00ac", _SOFT)
_BROKEN = re.compile(rf"(?P<head>[^\W\d_][\w'’{_HYPHENS}]*|\d[\w]*)(?P<sign>[{_HYPHENS}]|\u00ad)$")
_REST = re.compile(r"\s*(?P<tail>[\w][\w'’]*(?:-[\w'’]+)*[^\w\s]*)\s?")
_SPACED = re.compile(r"(?<![\w-])(?P<head>[^\W\d_]{2,})[-\u00ac] (?P<tail>[^\W\d_]{2,})(?![\w-])")
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[^\W\d_][\w'’]*)*")
_AFTER_ELLIPSIS = frozenset(
    ("and", "or", "to", "und", "oder", "bzw", "bis", "et", "ou", "y", "o", "e", "en", "of", "och")
)
_MIN_SPACED = 3
_MIN_KNOWN = 3


def visible(text: str) -> str:
    """Return text without invisible hyphens and joints, its apostrophes as ’ or '."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", text).translate(_APOSTROPHES)


def heal(lines: Sequence[str], archive: ArchiveWords | None = None) -> list[str]:
    """Return an article's lines with the words whole that a line's end, or what is now a space,
    has broken. The end of a word goes up to the line where it begins.
    """
    plain = [line if line.isascii() else _healed_soft(line) for line in lines]
    breaks = [
        number
        for number, line in enumerate(plain[:-1])
        if line.endswith(_ENDS) and _parts(plain, number)
    ]
    text = "\n".join(plain)
    has_spaced = "- " in text or "\u00ac " in text
    spaced = [found for line in plain for found in _SPACED.finditer(line)] if has_spaced else []
    if not breaks and not spaced:
        return plain
    words = _Words(text, is_scanned=len(spaced) >= _MIN_SPACED, archive=archive)
    for number in breaks:
        _join(plain, number, words)
    if spaced:
        plain = [_SPACED.sub(words.unspaced, line) for line in plain]
    return plain


def _healed_soft(line: str) -> str:
    """A line without invisible marks; a soft hyphen at its end still breaks a word."""
    ends = line.rstrip().endswith(_SOFT)
    kept = visible(line.rstrip().removesuffix(_SOFT) if ends else line)
    return kept + _SOFT if ends else kept


def _parts(lines: Sequence[str], number: int) -> tuple[re.Match[str], re.Match[str]] | None:
    """The beginning of a word at a line's end and the rest of it on the next line."""
    if not lines[number].endswith(_ENDS):
        return None
    head = _BROKEN.search(lines[number][-80:])
    tail = _REST.match(lines[number + 1]) if head else None
    return (head, tail) if head and tail else None


def _join(lines: list[str], number: int, words: _Words) -> None:
    """Move the rest of a broken word up to where it begins."""
    parts = _parts(lines, number)
    if parts is None:
        return
    head, tail = parts
    bare = _bare(tail["tail"])
    if bare.casefold() in _AFTER_ELLIPSIS:  # "pre- and post-war"
        return
    sign = "" if words.is_one(head["head"], bare, soft=head["sign"] == _SOFT) else "-"
    begun = lines[number].removesuffix(head["sign"])
    rest = lines[number + 1][tail.end() :]
    lines[number] = f"{begun}{sign}{tail['tail']}"
    lines[number + 1] = rest
    if not rest.strip():
        lines[number + 1] = ""


def _bare(word: str) -> str:
    """A word without the signs that end its sentence."""
    return word.rstrip(".,;:!?”\"')»…")


class _Words:
    """What the article and the archive know of the words that may have been broken."""

    def __init__(self, text: str, *, is_scanned: bool, archive: ArchiveWords | None) -> None:
        self.of_article = Counter(word.casefold() for word in _WORD.findall(text))
        self.is_scanned = is_scanned
        self.archive = archive

    def is_one(self, head: str, tail: str, *, soft: bool = False) -> bool:
        """Whether two parts are one word, rather than two that a hyphen joins."""
        joined, hyphened = f"{head}{tail}".casefold(), f"{head}-{tail}".casefold()
        if soft:
            return True
        whole, apart = self.of_article[joined], self.of_article[hyphened]
        if whole != apart:
            return whole > apart
        return not is_compound(head, tail) and not self._are_two(head, tail)

    def _are_two(self, head: str, tail: str) -> bool:
        """Whether the archive has both parts as words, and not the whole."""
        parts = head.casefold(), tail.casefold()
        return self._asked(WordQuestion(f"{head}{tail}".casefold(), parts))

    def _asked(self, question: WordQuestion) -> bool:
        return self.archive is not None and self.archive.answer(question)

    def unspaced(self, found: re.Match[str]) -> str:
        """A word that was broken at a line's end and set in one line: "bar- rier"."""
        head, tail = found["head"], found["tail"]
        if tail.casefold() in _AFTER_ELLIPSIS or not tail[0].islower() or is_compound(head, tail):
            return found[0]
        joined = f"{head}{tail}".casefold()
        whole = self.is_scanned or self.of_article[joined] or self._asked(WordQuestion(joined))
        return f"{head}{tail}" if whole else found[0]
