"""Query text to tokens: every character is looked at once, nothing is refused.

    title:summit -"oil price"~5   ->   prefix title · word summit · not · phrase "oil price" ~5

Words without a letter or digit, empty quotes and the like are left out here, so the
grammar only meets tokens that mean something.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from search.analysis import surfaces
from search.query import Span
from search.query_aliases import AND_SIGNS, NOT_SIGNS, OR_SIGNS, SEGMENT_ALIASES, proximity
from search.query_notes import Note, edited, examples, quoted
from search.query_operators import canonical

TokenKind = Literal[
    "word", "phrase", "range", "prefix", "open", "close", "and", "or", "not", "near"
]

#: What can stand as an operand, or begin one.
OPERANDS: Collection[TokenKind] = ("word", "phrase", "range")
STARTS: Collection[TokenKind] = (*OPERANDS, "prefix", "open", "not")
ENDS: Collection[TokenKind] = (*OPERANDS, "close")

#: What opens and closes a phrase, whichever stands where.
QUOTES = '"“”„‟«»″＂'
_BREAKS = ",;，、；。"
_CONNECTORS: dict[str, TokenKind] = {
    **dict.fromkeys(AND_SIGNS, "and"),
    **dict.fromkeys(OR_SIGNS, "or"),
    **dict.fromkeys(NOT_SIGNS, "not"),
}

# Lone surrogates can be neither stored nor shown; the invisible marks of pasted text
# would hide an operator. Each gives way to one space, so that places stay true.
_UNREADABLE = re.compile(
    "[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

_TOKEN = re.compile(
    rf"(?P<space>[\s{_BREAKS}]+)"
    rf"|(?P<not>(?<![^\s(:{_BREAKS}])-(?=[^\s)-]))"
    rf"|(?P<exact>=(?=[^\s)=]))"
    rf"|(?P<quote>[{QUOTES}])"
    rf"|(?P<open>\()|(?P<close>\))"
    rf"|(?P<word>(?:[^\s(){QUOTES}{_BREAKS}]|(?<=[0-9]),(?=[0-9]))+)"
)
_LABEL = re.compile(r"([^\W\d_][\w-]*+(?:,[^\W\d_][\w-]*+){0,3})([:：=])(?!//)")
_SEGMENT = re.compile(r"([A-Za-z]+)(?=\()")
_AROUND = re.compile(r"AROUND\([0-9]{1,5}\)")
# An unknown word before a colon stands alone, so that "Note:this" is two words; but not
# before a slash or a digit: addresses, clock times and scores stay whole.
_PART_OF_WORD = re.compile(r"[/\d]")
_RANGE = re.compile(
    r"\s*+[\[{]\s*+([^\s\[\]{}]++)\s++TO\s++([^\s\[\]{}]++)\s*+[\]}]?", re.IGNORECASE
)
_SUFFIX = re.compile(r"~[0-9]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query.

    `text` is a word as written, a phrase without its quotes, the canonical name of a
    prefix operator, or a range as `first TO last`. `suffix` is what clings to a closing
    quote: `~5`.
    """

    kind: TokenKind
    text: str
    span: Span
    suffix: str = ""


def readable(text: str) -> str:
    """Return `text` with a space for each character that no query can be about."""
    return _UNREADABLE.sub(" ", text)


class Lexer:
    """Cuts one text."""

    def __init__(self, text: str) -> None:
        self.text = readable(text)
        self.notes: list[Note] = []
        self._tokens: list[Token] = []
        self._meaningless: list[Span] = []

    def tokens(self) -> list[Token]:
        """Return the tokens; what was repaired or left out is then in `notes`."""
        at = 0
        while at < len(self.text):
            at = self._next(at)
        self._note_curly_quotes()
        if self._meaningless:
            texts = [self.text[span.start : span.end] for span in self._meaningless]
            has = "has" if len(set(texts)) == 1 else "have"
            self.notes.append(
                Note(
                    "ignored",
                    f"{examples(texts)} {has} no letter or digit to search for and "
                    f"{'is' if has == 'has' else 'are'} ignored.",
                    self._meaningless[0],
                )
            )
        return self._settled()

    def _next(self, at: int) -> int:
        """Take the token at `at`; return where the next one begins."""
        if self._tokens and self._tokens[-1].kind == "prefix":
            written = _RANGE.match(self.text, at)
            if written:
                self._add("range", " TO ".join(written.groups()), at, written.end())
                return written.end()
        end = self._label(at)
        if end:
            return end
        found = _TOKEN.match(self.text, at)
        if not found:  # unreachable as long as the classes above cover every character
            return at + 1
        end = found.end()
        match found.lastgroup:
            case "quote":
                return self._quote(at)
            case "word":
                self._word(found["word"], at, end)
            case "exact":
                self._add("prefix", "=", at, end)
            case "not" | "open" | "close" as kind:
                self._add(kind, found[kind], at, end)
        return end

    def _add(self, kind: TokenKind, text: str, start: int, end: int, suffix: str = "") -> None:
        self._tokens.append(Token(kind, text, Span(start, end), suffix))

    def _label(self, at: int) -> int:
        """Take `name:`, `name=` or `name(` at `at`; return its end, 0 where none is there."""
        around = _AROUND.match(self.text, at)
        if around:
            self._add("near", around.group(), at, around.end())
            return around.end()
        segment = _SEGMENT.match(self.text, at)
        if segment and segment[1].lower() in SEGMENT_ALIASES:
            meant = SEGMENT_ALIASES[segment[1].lower()]
            self._add("prefix", meant, at, segment.end())
            self._note_translation(f"{segment[1]}(", f"{meant}:(", at)
            return segment.end()
        label = _LABEL.match(self.text, at)
        if not label:
            return 0
        written, sign = label.groups()
        name = canonical(written)
        if name and (sign != "=" or len(written) > 1):
            self._add("prefix", name, at, label.end())
            if sign == "=" or name != written.lower():
                self._note_translation(label.group(), f"{name}:", at)
            return label.end()
        if sign == "=" or "," in written or _PART_OF_WORD.match(self.text, label.end()):
            return 0
        self._word(written, at, label.end() - 1)
        return label.end()

    def _note_translation(self, written: str, meant: str, at: int) -> None:
        message = f"{quoted(written)} is read as {quoted(meant)}."
        self.notes.append(Note("translated", message, Span(at, at + len(written))))

    def _word(self, word: str, start: int, end: int) -> None:
        if word in _CONNECTORS:
            self._add(_CONNECTORS[word], word, start, end)
        elif proximity(word):
            self._add("near", word, start, end)
        elif surfaces(word):
            self._add("word", word, start, end)
        else:
            self._meaningless.append(Span(start, end))

    def _quote(self, at: int) -> int:
        """Take a phrase from its opening quote; without a closing one it ends with the text."""
        closing = next(
            (i for i in range(at + 1, len(self.text)) if self.text[i] in QUOTES), len(self.text)
        )
        inner = self.text[at + 1 : closing]
        suffix = _SUFFIX.match(self.text, closing + 1)
        end = suffix.end() if suffix else min(closing + 1, len(self.text))
        if closing == len(self.text):
            self.notes.append(
                Note(
                    "repaired",
                    "The quotation mark that is never closed is taken to close at the end."
                    if surfaces(inner)
                    else "A single quotation mark is ignored.",
                    Span(at, at + 1),
                    edited(self.text, [(Span(at, at + 1), " ")]) if surfaces(inner) else "",
                )
            )
        if surfaces(inner):
            self._add("phrase", inner, at, end, suffix.group() if suffix else "")
        elif closing < len(self.text):
            self._meaningless.append(Span(at, end))
        return end

    def _note_curly_quotes(self) -> None:
        curly = [Span(i, i + 1) for i, char in enumerate(self.text) if char in QUOTES[1:]]
        if curly and any(token.kind == "phrase" for token in self._tokens):
            self.notes.append(
                Note(
                    "repaired",
                    "Curly quotation marks are read as straight ones.",
                    curly[0],
                    edited(self.text, [(span, " ") for span in curly]),
                )
            )

    def _settled(self) -> list[Token]:
        """Decide what can only be known from both sides: `or`, and proximity between words."""
        tokens = list(self._tokens)
        ors = []
        for i, token in enumerate(tokens):
            between = (
                0 < i < len(tokens) - 1
                and tokens[i - 1].kind in ENDS
                and tokens[i + 1].kind in STARTS
            )
            if token.kind == "word" and token.text == "or" and between:
                # Few readers look for the word itself.
                tokens[i] = replace(token, kind="or")
                ors.append(token.span)
            elif token.kind == "near" and not between:
                tokens[i] = replace(token, kind="word")
        if ors:
            undone = edited(self.text, [(span, '"or"') for span in ors])
            message = "“or” between words is read as OR."
            self.notes.append(Note("repaired", message, ors[0], undone))
        return tokens
