"""Words and phrases of a query to nodes.

pre*      Prefix          "interest rat*"   Near, ordered, distance 0
w?m w*m   Wildcard        "a b"~5           Near, within 5 words
word~2    Fuzzy           word, "a b"       Term, Phrase
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from search.analysis.analyzer import is_unspaced, offsets, surfaces
from search.query.nodes import (
    LABEL_FIELDS,
    Fuzzy,
    Leaf,
    Near,
    Node,
    Phrase,
    Prefix,
    Span,
    Term,
    Wildcard,
)
from search.query.parser.parse_notes import Note, NoteKind
from search.query.wording import quoted

#: The longest distance of a proximity search, in words.
MAX_DISTANCE = 1_000

# A question mark at the end of a word ends a question, unless a year lacks as many figures: 202?
_WILD = re.compile(r"\*|\?(?=\w)|(?<![\w.,])(?:[0-9]{3}\?|[0-9]{2}\?\?|[0-9]\?\?\?)(?![\w?])")
# Nexis's truncation. A shorter word is an exclamation.
_TRUNCATED = re.compile(r"[^\W\d_]{3,}!")
_LAST_STARS = re.compile(r"\*+[^\w*?]*\Z")


def has_pattern(text: str) -> bool:
    """Return whether a word as typed is a pattern: `pre*`, `w?m`, `202?`."""
    return bool(_WILD.search(text)) and "://" not in text


@dataclass(frozen=True, slots=True)
class Leaves:
    """Makes leaves of one field; `notes` receives what the reader should know."""

    notes: list[Note]
    max_words: int
    field: str | None = None
    exact: bool = False

    def word(self, text: str, span: Span) -> Leaf:
        """Return the leaf for one word as written; it holds a letter or a digit."""
        text = self._shortened(text, span).lstrip("+")
        head = text.rstrip("0123456789.")
        if head.endswith("~") and surfaces(head):
            return self._fuzzy(head.rstrip("~"), text[len(head) : len(head) + 1], span)
        return self._plain(text, span)

    def phrase(self, text: str, suffix: str, span: Span) -> Node:
        """Return the node for words in quotes; `suffix` is `~5`, `~` or ""."""
        text = self._shortened(text, span)
        distance = int(suffix[1:6] or 0) if suffix else 0
        words = [word for word in text.split() if surfaces(word)]
        wild = any(has_pattern(word) for word in words) and not is_unspaced(text)
        if self.field in LABEL_FIELDS:
            return self._name(text, suffix if distance else "", span)
        if not distance and (parted := self._parted(text, span)):
            return parted
        if len(words) > 1 and (distance or wild):
            if distance > MAX_DISTANCE:
                distance = MAX_DISTANCE
                self._note("limited", f"The distance is limited to {MAX_DISTANCE:,} words.", span)
            children = tuple(self._plain(word, span) for word in words)
            return Near(children, distance, ordered=not distance, span=span)
        if wild:
            return self._wild(words[0], span)
        return Phrase(text.strip(), self.field, self.exact, span)

    def _name(self, text: str, suffix: str, span: Span) -> Leaf:
        """Return the leaf for a name in quotes: its words stand in a row, or do not."""
        if suffix:
            message = f"{quoted(suffix)} is ignored: a name is looked for as it stands."
            self._note("ignored", message, span)
        if any(map(has_pattern, text.split())):
            message = f"A name in quotation marks is taken literally, also its {quoted('*')}."
            message = message if "*" in text else message.replace("*", "?")
            self._note("ignored", message, span)
        return Phrase(text.strip(), self.field, self.exact, span)

    def _parted(self, text: str, span: Span) -> Near | None:
        """Return the node for a phrase with stars that stand for words; None without any."""
        parts: list[list[str]] = [[]]
        for word in text.split():
            if word.strip("*"):
                parts[-1].append(word)
            else:
                parts.append([])
        texts = [" ".join(part) for part in parts]
        while texts and not surfaces(texts[0]):
            del texts[0]
        while texts and not surfaces(texts[-1]):
            del texts[-1]
        if len(texts) < 2:
            return None
        gaps = len(texts) - 1
        children = tuple(self._part(part, span) for part in texts if surfaces(part))
        more = "a word" if gaps == 1 else f"up to {gaps} words"
        self._note(
            "translated", f"“*” in {quoted(text)} is read as a gap: {more} may stand there.", span
        )
        return Near(children, gaps, ordered=True, span=span)

    def _part(self, text: str, span: Span) -> Leaf:
        if " " not in text:
            return self._plain(text, span)
        if any(has_pattern(word) for word in text.split()):
            return Wildcard(text, self.field, span)
        return Phrase(text, self.field, self.exact, span)

    def _plain(self, text: str, span: Span) -> Leaf:
        """Return the leaf for a word whose `~` has been seen to."""
        if is_unspaced(text):
            # What an unspaced word is part of is found without a star.
            text = text.replace("*", "")
        elif has_pattern(text):
            return self._wild(text, span)
        elif _TRUNCATED.fullmatch(text):
            self._note("translated", f"{quoted(text)} is read as {quoted(text[:-1] + '*')}.", span)
            return Prefix(text[:-1], self.field, span)
        return Term(text, self.field, self.exact, span)

    def _wild(self, text: str, span: Span) -> Leaf:
        stem = _LAST_STARS.sub("", text)
        if stem != text and not _WILD.search(stem):
            return Prefix(stem, self.field, span)
        return Wildcard(text, self.field, span)

    def _fuzzy(self, word: str, digit: str, span: Span) -> Leaf:
        distance = int(digit or 1) if digit != "." else 1
        if len(surfaces(word)) != 1 or is_unspaced(word) or has_pattern(word):
            self._note("ignored", f"“~” is ignored: {quoted(word)} is not one plain word.", span)
            return self._plain(word, span)
        if distance > 2:
            self._note("limited", f"{quoted(word)} may differ in 2 letters at most.", span)
        if distance == 0:
            return Term(word, self.field, self.exact, span)
        return Fuzzy(word, min(distance, 2), self.field, span)

    def _shortened(self, text: str, span: Span) -> str:
        """Cut `text` behind the last word that is searched for."""
        if len(text) <= self.max_words:
            return text
        places = offsets(text)
        if len(places) <= self.max_words:
            return text
        self._note(
            "limited",
            f"{quoted(text)} is too long: its first {self.max_words} words are searched for.",
            span,
        )
        return text[: places[self.max_words - 1][1]]

    def _note(self, kind: NoteKind, text: str, span: Span) -> None:
        self.notes.append(Note(kind, text, span))
