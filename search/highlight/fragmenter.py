"""The snippet fragmenter: chooses the passages that show the marks best, and where to cut them.

All offsets are code points of the text, ends exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain
from operator import or_

from search.analysis.analyzer import terms

#: (start, end) in code points, end exclusive.
Range = tuple[int, int]
#: Marks are of the same kind if they share a word or a clause of the query.
Kind = str | int

#: A passage ends with a sentence if that uses at least this share of the width.
_FULL_SHARE = 0.6
#: It ends with a paragraph at this share already, as the next line may be a heading.
_LAST_SHARE = 0.3
#: The share of the context that stands before the marks if no sentence begins there.
_BEFORE_SHARE = 0.4
#: A longer run without a space is cut inside.
_MAX_WORD_CHARS = 30

# Behind a sentence: its stop, closing quotes and space; a blank line; a CJK stop. Initials
# and the titles that news writes short end no sentence.
_SENTENCE_END = re.compile(
    r"[.!?…]"  # first, so that the rest is tried at stops only
    r"(?<!\b[A-Z].)(?<!\b[MDS][rst].)(?<!\bMrs.)(?<!\bSen.)(?<!\bRep.)(?<!\bGov.)"
    r"['’\"”»)\]]*\s+(?=[^a-z\s])"
    r"|\n\s*\n\s*|[。！？][」』”）]*"
)
_SPACE = re.compile(r"\s")
_NOT_SPACE = re.compile(r"\S")


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A part of a text; `cut_before` and `cut_after`: it starts or ends inside a sentence."""

    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


def beginning(text: str, width: int, borders: Sequence[Range] = ()) -> Passage:
    """Return the first passage of about `width` characters."""
    start = _skip_space(text, 0)
    end, cut_after = _end(text, borders, start, start, min(start + width, len(text)))
    return Passage(start, end, cut_after=cut_after)


def best_passages(
    text: str,
    marks: Sequence[Range],
    limit: int,
    width: int,
    *,
    clauses: Sequence[tuple[int, ...]] = (),
    borders: Sequence[Range] = (),
) -> list[Passage]:
    """Return up to `limit` separate passages of about `width` characters, in reading order.

    `marks` are ascending and disjoint, `clauses` the clauses of each, `borders` the spaces
    between paragraphs. Each passage contains a mark. Passages with other words and clauses,
    and with words and clauses that are rarer among the marks, are preferred.
    """
    own = clauses or [()] * len(marks)
    kinds = _Kinds([(_word(text[a:b]), *of) for (a, b), of in zip(marks, own, strict=True)])
    passages: list[Passage] = []
    while len(passages) < limit:
        best = _best(marks, kinds, passages, width)
        if best is None:
            break
        passages.append(_passage(text, marks, best, passages, width=width, borders=borders))
        kinds.show(_inside(marks, passages[-1]))
    return sorted(passages)


class _Kinds:
    """The kinds of each mark as bits, and what a set of kinds is worth.

    A kind is worth less the more often it is marked, and less again once a passage shows it.
    """

    def __init__(self, of_marks: Sequence[tuple[Kind, ...]]) -> None:
        numbers: dict[Kind, int] = {}
        self.of_marks = [
            reduce(or_, (1 << numbers.setdefault(kind, len(numbers)) for kind in kinds))
            for kinds in of_marks
        ]
        often = Counter(chain.from_iterable(map(set, of_marks)))
        self._weights = [often[kind] ** -0.5 for kind in numbers]
        self._shown = 0
        self._worth: dict[int, float] = {}

    def show(self, marks: slice) -> None:
        """Note that a passage shows these marks."""
        self._shown = reduce(or_, self.of_marks[marks], self._shown)
        self._worth.clear()

    def worth(self, kinds: int) -> float:
        """Return the weight of all kinds in a set."""
        known = self._worth.get(kinds)
        if known is None:
            known = self._worth[kinds] = sum(
                weight * (0.3 if self._shown >> number & 1 else 1)
                for number, weight in enumerate(self._weights)
                if kinds >> number & 1
            )
        return known


def _inside(marks: Sequence[Range], passage: Passage) -> slice:
    """Return which marks lie wholly inside a passage."""
    return slice(
        bisect_left(marks, (passage.start, 0)), bisect_right(marks, passage.end, key=_end_of)
    )


def _best(
    marks: Sequence[Range], kinds: _Kinds, taken: Sequence[Passage], width: int
) -> Range | None:
    """Return the best stretch of at most `width` characters, or None if no mark is left.

    A second mark of a word or clause in one stretch adds a little. Of equals the first wins.
    """
    best: Range | None = None
    best_score = 0.0
    for first, last in _stretches(marks, taken, width):
        inside = reduce(or_, kinds.of_marks[first : last + 1])
        score = kinds.worth(inside) + 0.05 * (last - first)
        if score > best_score + 1e-9:
            best, best_score = (first, last), score
    return None if best is None else (marks[best[0]][0], marks[best[1]][1])


def _stretches(
    marks: Sequence[Range], taken: Sequence[Passage], width: int
) -> Iterator[tuple[int, int]]:
    """Yield (first, last) mark of each maximal stretch outside the chosen passages."""
    last, reach, count = -1, 0, len(marks)
    bounds = sorted(taken)
    for first, (start, end) in enumerate(marks):
        until = start + width
        for passage in bounds:
            if passage.end <= start:
                continue
            if passage.start < end:
                until = -1
            elif passage.start < until:
                until = passage.start
            break
        if until < 0:
            continue
        reach = max(reach, first)
        while reach + 1 < count and marks[reach + 1][1] <= until:
            reach += 1
        if reach > last:
            last = reach
            yield first, last


def _passage(
    text: str,
    marks: Sequence[Range],
    best: Range,
    taken: Sequence[Passage],
    *,
    width: int,
    borders: Sequence[Range],
) -> Passage:
    """Widen a stretch to about `width` characters: to whole sentences, else to whole words."""
    core = best[0], min(best[1], best[0] + width)
    floor = max((passage.end for passage in taken if passage.end <= core[0]), default=0)
    ceiling = min(
        (passage.start for passage in taken if passage.start >= core[1]), default=len(text)
    )
    start, cut_before = _start(text, borders, core, floor, width)
    end, cut_after = _end(text, borders, start, core[1], min(start + width, ceiling))
    # A passage must not cut another mark.
    around = marks[bisect_right(marks, start, key=_end_of) :][:1]
    for mark_start, mark_end in around:
        if mark_start < start < mark_end <= core[0]:
            start, cut_before = _skip_space(text, mark_end), True
    around = marks[bisect_right(marks, end, key=_end_of) :][:1]
    for mark_start, mark_end in around:
        if core[1] <= mark_start < end < mark_end:
            end, cut_after = start + len(text[start:mark_start].rstrip()), True
    return Passage(start, end, cut_before, cut_after)


def _start(
    text: str, borders: Sequence[Range], core: Range, floor: int, width: int
) -> tuple[int, bool]:
    """Return the start of a passage around `core`, and whether it is inside a sentence."""
    earliest = max(floor, core[1] - width, 0)
    # A little more is looked at, so that a border right at the earliest place is seen.
    stops = _SENTENCE_END.finditer(text, max(0, earliest - _MAX_WORD_CHARS), core[0] + 1)
    begins = [found.end() for found in stops if earliest <= found.end() <= core[0]]
    paragraph = borders[bisect_right(borders, core[0], key=_end_of) - 1 :][:1]
    begins += [end for _, end in paragraph if earliest <= end <= core[0]]
    if begins:
        return max(begins), False
    if earliest == 0:
        return min(_skip_space(text, 0), core[0]), False
    at = max(earliest, core[0] - int((width - core[1] + core[0]) * _BEFORE_SHARE))
    space = _SPACE.search(text, at - 1, min(core[0], at + _MAX_WORD_CHARS))
    at = _skip_space(text, space.end()) if space else _whole_character(text, at)
    return min(max(at, floor), core[0]), True


def _end(
    text: str, borders: Sequence[Range], start: int, core_end: int, latest: int
) -> tuple[int, bool]:
    """Return the end of a passage, at most `latest`, and whether it is inside a sentence.

    It ends with the last sentence that fills enough of the width, else with a whole word.
    """
    if _skip_space(text, latest) == len(text):
        return max(core_end, start + len(text[start:].rstrip())), False
    for border, _ in borders[bisect_left(borders, (core_end, 0)) :]:
        if border > latest:
            break
        if border >= start + (latest - start) * _LAST_SHARE:
            return border, False
    full = start + int((latest - start) * _FULL_SHARE)
    stops = _SENTENCE_END.finditer(text, max(core_end - 1, 0), latest + 2)
    ends = [min(found.end(), latest) for found in stops]
    if ends and ends[-1] >= full:
        return max(core_end, start + len(text[start : ends[-1]].rstrip())), False
    at = latest
    while at > max(core_end, latest - _MAX_WORD_CHARS) and not text[at].isspace():
        at -= 1
    if not text[at].isspace():
        at = _whole_character(text, latest)
    return max(core_end, start + len(text[start:at].rstrip())), True


def _skip_space(text: str, at: int) -> int:
    found = _NOT_SPACE.search(text, at)
    return found.start() if found else len(text)


def _whole_character(text: str, at: int) -> int:
    """Move an offset back if it lies between a letter and its combining marks."""
    while at > 0 and unicodedata.category(text[at]).startswith("M"):
        at -= 1
    return at


@lru_cache(20_000)
def _word(matched: str) -> str:
    """Return the stems of a match: the same for all forms of its words."""
    return " ".join(terms(matched))


def _end_of(mark: Range) -> int:
    return mark[1]
