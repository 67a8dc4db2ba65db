"""The minimap of an article: the positions of its matches, each a link to its match.

It is drawn in a square of `SIZE` units, stretched to the height of the text, or to a strip with
exchanged axes on small screens. `y` runs along the article; `x` has a lane for each colour.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext, gettext_lazy

from search.engines.base import Match
from search.highlight.fragmenter import Range
from search.highlight.mark_styles import TONES, tone_of
from search.results.counts import matches

SIZE = 1000
#: Matches closer than this share a line, so that lines can be seen and clicked.
_STEP = 8
_QUARTERS = (
    gettext_lazy("%(count)s in the first quarter"),
    gettext_lazy("%(count)s in the second quarter"),
    gettext_lazy("%(count)s in the third quarter"),
    gettext_lazy("%(count)s in the last quarter"),
)
#: The writing direction is decided by this many characters.
_LOOKED_AT = 2_000


@dataclass(frozen=True, slots=True)
class Lane:
    """The part of a line in one colour."""

    x: float
    width: float
    tone: int


@dataclass(frozen=True, slots=True)
class MinimapLine:
    """The matches number `first` to `last`, at one position of the map."""

    first: int
    last: int
    y: int
    height: int
    lanes: tuple[Lane, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Minimap:
    """The lines of the map, and what they show in words; `rtl` mirrors it."""

    lines: tuple[MinimapLine, ...]
    summary: str
    rtl: bool = False


def minimap(
    lengths: tuple[int, int],
    marks: tuple[Sequence[Range], Sequence[Range]],
    matches: Sequence[Match],
    labels: Sequence[str],
    *,
    rtl: bool = False,
) -> Minimap | None:
    """Return the map of an article, None if nothing is marked.

    `lengths` are the characters of title and text, `marks` the ranges of `matches` in each, in
    order; `labels` are the query texts of the clauses.
    """
    title, text = lengths
    places = [start for start, _ in marks[0]] + [title + start for start, _ in marks[1]]
    if not places:
        return None
    whole = max(title + text, 1)
    lines = []
    numbered = enumerate(zip(places, matches, strict=False), 1)
    for y, group in groupby(numbered, key=lambda item: _height(item[1][0], whole)):
        found = list(group)
        clauses = sorted({clause for _, (_, match) in found for clause in match.clauses})
        first, last = found[0][0], found[-1][0]
        lines.append(
            MinimapLine(
                first,
                last,
                y,
                _STEP,
                _lanes(clauses, len(labels)),
                _label(first, last, len(places), [labels[clause - 1] for clause in clauses]),
            )
        )
    return Minimap(tuple(lines), _summary(places, whole), rtl)


def runs_from_the_right(text: str) -> bool:
    """Return whether the first letter with a direction is of a right-to-left script.

    The rule of HTML's `dir=auto`: Unicode's bidirectional algorithm (UAX #9), P2 and P3.
    """
    kinds = (unicodedata.bidirectional(char) for char in text[:_LOOKED_AT])
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _height(place: int, whole: int) -> int:
    steps = (SIZE - _STEP) // _STEP
    return min(place * (steps + 1) // whole, steps) * _STEP


def _lanes(clauses: Sequence[int], of: int) -> tuple[Lane, ...]:
    if of < 2:
        return (Lane(0, SIZE, 1),)
    width = round(SIZE / min(of, TONES), 1)
    tones = dict.fromkeys(tone_of(clause) for clause in clauses)
    return tuple(Lane(round((tone - 1) * width, 1), width, tone) for tone in tones)


def _label(first: int, last: int, total: int, clauses: Sequence[str]) -> str:
    numbers = {"first": first, "last": last, "total": total}
    if first == last:
        label = gettext("Match %(first)s of %(total)s") % numbers
    else:
        label = gettext("Matches %(first)s to %(last)s of %(total)s") % numbers
    return f"{label}: {', '.join(clauses)}" if clauses else label


def _summary(places: Sequence[int], whole: int) -> str:
    """Return in words where the matches lie, by quarters of the article."""
    counts = [0] * len(_QUARTERS)
    for place in places:
        counts[min(place * len(_QUARTERS) // whole, len(_QUARTERS) - 1)] += 1
    parts = [
        str(quarter) % {"count": f"{count:,}"}
        for quarter, count in zip(_QUARTERS, counts, strict=True)
        if count
    ]
    text = gettext("%(matches)s: %(quarters)s of the article")
    return text % {"matches": matches(len(places)), "quarters": ", ".join(parts)}
