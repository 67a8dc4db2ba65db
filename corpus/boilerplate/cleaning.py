"""Cleaning: web furniture found, named and hidden; never destroyed.

Kept and hidden lines together are all lines of the article, in their order. The rules
are data, in `boilerplate_rules.py`; here is only how far each reaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from corpus.boilerplate.boilerplate_rules import (
    FURNITURE,
    MAX_FURNITURE_CHARS,
    Compiled,
    Rule,
)
from corpus.records import SET_ASIDE, HiddenLine

#: Why a line is hidden that a person marked.
BY_EDITOR = "left out by an editor"

_MAX_TEASER_CHARS = 180
_MAX_TEASERS = 12
_MAX_AUTHOR_BOX_LINES = 4
_ENDS_A_SENTENCE = re.compile(r"[.!?。！？:;,][\"'”’»)\]]*$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
_MIN_WRAPPED_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The lines that are the article, and those that are not."""

    lines: tuple[str, ...]
    hidden: tuple[HiddenLine, ...] = ()

    @property
    def text(self) -> str:
        """The kept lines, as an article's text."""
        return "\n".join(self.lines)


def body_lines(body: str) -> list[str]:
    """Split a body into lines: no blanks at their ends, nor two empty ones together."""
    lines: list[str] = []
    for line in body.split("\n"):
        line = line.rstrip()  # noqa: PLW2901
        if line or (lines and lines[-1]):
            lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def with_aside(
    lines: Sequence[str], aside: Iterable[tuple[str, str]]
) -> tuple[list[str], dict[int, str]]:
    """Return lines with those set aside below them, and why each of these is hidden, by number."""
    every = [*lines]
    reasons: dict[int, str] = {}
    for line, reason in aside if every else ():
        for part in line.split("\n"):
            if part.strip():
                reasons[len(every)] = reason
                every.append(part.rstrip())
    return every, reasons


def still_aside(hidden: Iterable[HiddenLine]) -> dict[int, str]:
    """Return why lines are hidden that a parser set aside, by their number."""
    return {line.line: line.reason for line in hidden if line.reason in SET_ASIDE}


def clean(
    lines: Sequence[str],
    rules: Compiled = FURNITURE,
    recurring: Mapping[str, str] | None = None,
    aside: Mapping[int, str] | None = None,
) -> Cleaned:
    """Part an article's lines (as of `body_lines`) from the furniture among them.

    `recurring` gives further lines to hide, each with its reason; `aside` those that are hidden
    in any case, by number. Where nothing would be left, nothing else is hidden. Never raises.
    """
    aside = aside or {}
    reasons = _Furniture(lines, rules, recurring or {}, aside).reasons()
    return _parted(lines, reasons) or _parted(lines, aside) or Cleaned(tuple(lines))


def _parted(lines: Sequence[str], reasons: Mapping[int, str]) -> Cleaned | None:
    """Part lines from those that have a reason to be hidden; None where nothing would be left."""
    if all(number in reasons for number, line in enumerate(lines) if line):
        return None
    kept: list[str] = []
    hidden: list[HiddenLine] = []
    for number, line in enumerate(lines):
        if number in reasons:
            hidden.append(HiddenLine(number, line, reasons[number]))
        elif line or (kept and kept[-1]):
            kept.append(line)
        elif hidden:  # The second of two empty lines that now meet, or one at the start.
            hidden[-1] = replace(hidden[-1], gap=True)
    while kept and not kept[-1]:
        kept.pop()
    return Cleaned(tuple(kept), tuple(hidden))


def fold(line: str) -> str:
    """A line as decisions about it know it: case and the space in and around it aside."""
    return " ".join(line.split()).casefold()


def decided(cleaned: Cleaned, decisions: Mapping[str, bool]) -> Cleaned:
    """Return an article's lines as editors decided: True leaves a line out, False keeps it.

    `decisions` are by folded line; all other lines stay as they are. Where nothing would be
    left, or nothing changes, `cleaned` itself is returned.
    """
    if not decisions:
        return cleaned
    lines = restore(cleaned.text, cleaned.hidden)
    before = {line.line: line.reason for line in cleaned.hidden}
    reasons = dict(before)
    for number, line in enumerate(lines):
        decision = decisions.get(fold(line)) if line else None
        if decision:
            reasons.setdefault(number, BY_EDITOR)
        elif decision is not None:
            reasons.pop(number, None)
    if reasons.keys() == before.keys():
        return cleaned
    return _parted(lines, reasons) or cleaned


def restore(text: str, hidden: Iterable[HiddenLine]) -> list[str]:
    """Return an article's lines as they were before cleaning: `clean` undone."""
    kept = iter(text.split("\n") if text else ())
    lines: list[str] = []
    for line in sorted(hidden, key=lambda one: one.line):
        while len(lines) < line.line:
            lines.append(next(kept, ""))
        lines.append(line.text)
        if line.gap:
            lines.append("")
    lines.extend(kept)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def without(lines: Sequence[str], hidden: Sequence[HiddenLine]) -> list[str]:
    """Return the lines that stay where these are hidden: `restore` undone."""
    gone = {line.line for line in hidden} | {line.line + 1 for line in hidden if line.gap}
    kept = [line for number, line in enumerate(lines) if number not in gone]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether paragraphs are broken into lines: a line may then be any part of prose."""
    starts = [line.lstrip()[0] for line in lines if line.strip()]
    small = sum(map(str.islower, starts))
    return len(starts) >= 5 and small > _MIN_WRAPPED_SHARE * len(starts)


class _Furniture:
    """One pass over an article's lines, gathering the reason for each that is hidden."""

    def __init__(
        self,
        lines: Sequence[str],
        rules: Compiled,
        recurring: Mapping[str, str],
        aside: Mapping[int, str],
    ) -> None:
        self.lines = lines
        self.written = [n for n, line in enumerate(lines) if line.strip() and n not in aside]
        self.found = dict(aside)
        self.matched = dict(self._matches(rules, recurring))
        self.tail_taken = False
        forms = [
            place
            for place, number in enumerate(self.written)
            if number in self.matched and self.matched[number].reach == "tail"
        ]
        self.last_form = forms[-1] if forms else 0

    @cached_property
    def prose_before(self) -> list[int]:
        """How much prose stands before each written line, and in all of them."""
        # Summed once: an article may have a million lines, each of them a comment's heading.
        return [0, *accumulate(map(self._prose, self.written))]

    def reasons(self) -> dict[int, str]:
        """Return why each furniture line is hidden, by its number."""
        for place, number in enumerate(self.written):
            rule = self.matched.get(number)
            if rule is None or number in self.found:
                continue
            self.found[number] = rule.reason
            for other in self._reached(rule, place):
                self.found.setdefault(other, rule.reason)
        return self.found

    def _matches(self, rules: Compiled, recurring: Mapping[str, str]) -> Iterator[tuple[int, Rule]]:
        wrapped = is_wrapped(self.lines)
        for number in self.written:
            line = self.lines[number].strip()
            if len(line) > MAX_FURNITURE_CHARS or (wrapped and not self._stands_alone(number)):
                continue
            rule = rules.match(line) if any(map(str.isalnum, line)) else None
            if rule is None and line in recurring:
                rule = Rule(recurring[line], "line", ())
            if rule is not None:
                yield number, rule

    def _stands_alone(self, number: int) -> bool:
        above = self.lines[number - 1] if number else ""
        below = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        return not above.strip() and not below.strip()

    def _reached(self, rule: Rule, place: int) -> Iterator[int]:
        """Yield the lines a rule takes along, from the place of the one it matched."""
        if rule.reach == "teaser above" and place > 0:
            above = self.written[place - 1]
            if self._is_headline(above):
                yield above
        elif rule.reach == "teaser below":
            yield from self._teasers(place + 1, most=1)
        elif rule.reach == "list":
            yield from self._teasers(place + 1, most=_MAX_TEASERS)
        elif rule.reach == "tail" or (rule.reach == "comments" and place < self.last_form):
            yield from self._tail(rule, place)

    def _teasers(self, place: int, most: int) -> Iterator[int]:
        """Yield headlines, each with the cut-off blurb below it, until prose begins."""
        teasers = 0
        while place < len(self.written):
            number = self.written[place]
            if self.lines[number].rstrip().endswith(("…", "...", "[…]", "[...]")):
                yield number
            elif teasers < most and self._is_headline(number):
                teasers += 1
                yield number
            else:
                return
            place += 1

    def _tail(self, rule: Rule, place: int) -> Iterator[int]:
        """Yield what stands below, where the article is over: little prose below it."""
        above = self.prose_before[place]
        below = self.prose_before[-1] - self.prose_before[place + 1]
        if self.tail_taken or 2 * below > above:
            return
        rest = self.written[place + 1 :] if rule.reason != "author box" else self._box(place + 1)
        self.tail_taken = rule.reason != "author box"
        yield from (number for number in rest if number not in self.matched)

    def _box(self, place: int) -> list[int]:
        """Return the lines from a place to the next furniture, none where it stands far below."""
        lines = self.written[place : place + _MAX_AUTHOR_BOX_LINES + 1]
        end = next((at for at, number in enumerate(lines) if number in self.matched), len(lines))
        return lines[:end] if end <= _MAX_AUTHOR_BOX_LINES else []

    def _prose(self, number: int) -> int:
        line = self.lines[number].strip()
        return len(line) if _ENDS_A_SENTENCE.search(line) else 0

    def _is_headline(self, number: int) -> bool:
        """Short, no sentence's end, not furniture itself, and not within a paragraph."""
        line = self.lines[number].strip()
        if len(line) > _MAX_TEASER_CHARS or number in self.matched or number in self.found:
            return False
        if _ELLIPSIS.search(line):
            return True
        return not _ENDS_A_SENTENCE.search(line) or line.endswith("?")
