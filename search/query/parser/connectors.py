"""Connectors: words such as `and` and `or` that may join the words on both sides.

    salt and pepper    AND         salt and not pepper    NOT
    salt or pepper     OR          salt w/5               a sign without its second operand

Where words side by side are alternatives (match="some"), `and` and `or` are words like others:
questions and pasted sentences are full of them.
Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from search.query.nodes import Operator, Span
from search.query.parser.parse_notes import Note, NoteKind, edited
from search.query.parser.tokens import ENDS, STARTS, Token, TokenKind
from search.query.wording import listed, quoted

# A word with a slash in this form is nothing to search for.
_SIGN = re.compile(r"[a-z]*/(?:[0-9]+|[sp]|sent|para)", re.IGNORECASE)
_SINGLE = "'‘’‚‛‹›"
_IN_SINGLE_QUOTES = re.compile(
    rf"(?<!\w)[{_SINGLE}](\w[^\s{_SINGLE}\"]*+\s[^{_SINGLE}\"]*+)[{_SINGLE}](?!\w)"
)
#: Words that may be connectors.
JOINING = ("and", "or", "not", "but")
_ALSO_WORDS = ("OR", "NOT", "NEAR", "SAME", "ADJ")
#: In a query of at least this many words in capitals, OR may be part of a pasted headline.
_MANY_WORDS = 3


def resolve_connectors(
    tokens: list[Token], text: str, notes: list[Note], match: Operator = "all"
) -> list[Token]:
    """Return `tokens` of `text` with connectors in place of the words that are meant so."""
    resolution = _Resolution(list(tokens), text, notes, match)
    resolution.resolve()
    resolution.note_readings()
    return resolution.tokens


@dataclass
class _Resolution:
    tokens: list[Token]
    text: str
    notes: list[Note]
    match: Operator
    read: dict[str, list[Span]] = field(default_factory=dict)
    negations: list[Span] = field(default_factory=list)
    mere_words: list[Span] = field(default_factory=list)

    def resolve(self) -> None:
        last = self.tokens[-1] if len(self.tokens) > 1 else None
        if self.match == "all" and last and (last.kind, last.text) == ("word", "or"):
            # Usually half typed rather than searched for: the grammar drops it.
            self.tokens[-1] = replace(last, kind="or")
        for i, token in enumerate(self.tokens):
            if token.kind == "near":
                self._resolve_near(i)
            elif token.kind == "word" and self._joins(i):
                self._resolve_word(i, token.text.lower())

    def _joins(self, i: int) -> bool:
        return self._ends(i - 1) and self._starts(i + 1)

    def _ends(self, i: int) -> bool:
        return i >= 0 and self.tokens[i].kind in ENDS

    def _starts(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].kind in STARTS

    def _resolve_word(self, i: int, word: str) -> None:
        token, after = self.tokens[i], self.tokens[i + 1]
        if word in ("and", "but") and _is_not(after) and self._starts(i + 2):
            self._join(i, "and")
            if after.kind == "word":
                self._join(i + 1, "not")
                self.negations += [token.span] * (word == "and") + [after.span]
        elif word in ("and", "or") and self.match == "all":
            # Few readers search for the word itself.
            self._join(i, "and" if word == "and" else "or")
            self.read.setdefault(word, []).append(token.span)
        elif word == "not":
            self.mere_words.append(token.span)

    def _join(self, i: int, kind: TokenKind) -> None:
        self.tokens[i] = replace(self.tokens[i], kind=kind)

    def _resolve_near(self, i: int) -> None:
        """Read a proximity sign that joins nothing as a word, or leave it for the grammar."""
        before = self.tokens[i - 1] if i else None
        if before and _is_not(before) and self._ends(i - 2) and self._starts(i + 1):
            self._join(i - 1, "not")
            self.mere_words = [span for span in self.mere_words if span != before.span]
        elif not self._joins(i) and not _SIGN.fullmatch(self.tokens[i].text):
            self._join(i, "word")

    def note_readings(self) -> None:
        for word, spans in self.read.items():
            message = f"{quoted(word)} between words is read as {word.upper()}."
            self._note("repaired", message, spans)
        if self.negations:
            message = "Here “not” is read as NOT: what follows is left out."
            self._note("repaired", message, self.negations)
        if self.mere_words:
            message = "“not” is looked for as a word; NOT in capitals leaves out what follows."
            self._note("ignored", message, self.mere_words, "NOT")
        self._note_capitals()
        self._note_single_quotes()

    def _note(self, kind: NoteKind, message: str, spans: list[Span], instead: str = "") -> None:
        """Note `spans`; the undo puts `instead` in their place, or quotes them."""
        words = [(span, instead or f'"{self.text[span.start : span.end]}"') for span in spans]
        undone = edited(self.text, words)
        self.notes.append(Note(kind, message, spans[0], undone))

    def _note_capitals(self) -> None:
        """Note that OR, NOT and NEAR are operators even if everything is in capitals."""
        signs = [token for token in self.tokens if token.text in _ALSO_WORDS]
        signs = [token for token in signs if token.kind in ("or", "not", "near")]
        words = [token for token in self.tokens if token.kind == "word"]
        if not signs or len(words) < _MANY_WORDS or any(map(str.islower, self.text)):
            return
        names = list(dict.fromkeys(quoted(token.text) for token in signs))
        one = "is read as an operator" if len(names) == 1 else "are read as operators"
        message = f"All is written in capitals, and {listed(names)} {one}."
        self._note("translated", message, [token.span for token in signs])

    def _note_single_quotes(self) -> None:
        found = _IN_SINGLE_QUOTES.search(self.text)
        if found and not any(token.kind == "phrase" for token in self.tokens):
            span = Span(found.start(), found.end())
            message = "Single quotation marks make no phrase; double ones do."
            undone = edited(self.text, [(span, f'"{found[1]}"')])
            self.notes.append(Note("ignored", message, span, undone))


def _is_not(token: Token) -> bool:
    return token.kind in ("word", "not") and token.text.lower() == "not"
