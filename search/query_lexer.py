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
from search.query_notes import Note, edited, examples

TokenKind = Literal["word", "phrase", "range", "prefix", "open", "close", "and", "or", "not"]

#: What can stand as an operand, or begin one.
OPERANDS: Collection[TokenKind] = ("word", "phrase", "range")
STARTS: Collection[TokenKind] = (*OPERANDS, "prefix", "open", "not")
ENDS: Collection[TokenKind] = (*OPERANDS, "close")

_QUOTES = '"“”„‟«»″＂'
_BREAKS = ",;，、；。"
_CONNECTORS: dict[str, TokenKind] = {"AND": "and", "OR": "or", "NOT": "not"}

# Lone surrogates can be neither stored nor shown; the invisible marks of pasted text
# would hide an operator. Each gives way to one space, so that places stay true.
_UNREADABLE = re.compile(
    "[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)

_TOKEN = re.compile(
    rf"(?P<space>[\s{_BREAKS}]+)"
    rf"|(?P<not>(?<![^\s(:{_BREAKS}])-(?=[^\s)-]))"
    rf"|(?P<exact>=(?=[^\s)=]))"
    rf"|(?P<quote>[{_QUOTES}])"
    rf"|(?P<open>\()|(?P<close>\))"
    rf"|(?P<word>(?:[^\s(){_QUOTES}{_BREAKS}]|(?<=[0-9]),(?=[0-9]))+)"
)
_LABEL = re.compile(r"([^\W\d_][\w-]*+)[:：](?!//)")
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

    `text` is a word as written, a phrase without its quotes, the name of a prefix
    operator in lower case, or a range as `first TO last`. `suffix` is what clings to a
    closing quote: `~5`.
    """

    kind: TokenKind
    text: str
    span: Span
    suffix: str = ""


class Lexer:
    """Cuts one text; `names` are the prefix operators that are known, in lower case."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text = _UNREADABLE.sub(" ", text)
        self.names = names
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
        return self._read_lower_case_or()

    def _next(self, at: int) -> int:
        """Take the token at `at`; return where the next one begins."""
        if self._tokens and self._tokens[-1].kind == "prefix":
            written = _RANGE.match(self.text, at)
            if written:
                self._add("range", " TO ".join(written.groups()), at, written.end())
                return written.end()
        label = _LABEL.match(self.text, at)
        if label and self._label(label[1], at, label.end()):
            return label.end()
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

    def _label(self, label: str, start: int, end: int) -> bool:
        """Take a word before a colon; return False where both are part of a longer word."""
        if label.lower() in self.names:
            self._add("prefix", label.lower(), start, end)
            return True
        if _PART_OF_WORD.match(self.text, end):
            return False
        self._word(label, start, end - 1)
        return True

    def _word(self, word: str, start: int, end: int) -> None:
        if word in _CONNECTORS:
            self._add(_CONNECTORS[word], word, start, end)
        elif surfaces(word):
            self._add("word", word, start, end)
        else:
            self._meaningless.append(Span(start, end))

    def _quote(self, at: int) -> int:
        """Take a phrase from its opening quote; without a closing one it ends with the text."""
        closing = next(
            (i for i in range(at + 1, len(self.text)) if self.text[i] in _QUOTES), len(self.text)
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
        curly = [Span(i, i + 1) for i, char in enumerate(self.text) if char in _QUOTES[1:]]
        if curly and any(token.kind == "phrase" for token in self._tokens):
            self.notes.append(
                Note(
                    "repaired",
                    "Curly quotation marks are read as straight ones.",
                    curly[0],
                    edited(self.text, [(span, " ") for span in curly]),
                )
            )

    def _read_lower_case_or(self) -> list[Token]:
        """Take `or` between two operands for OR: few readers look for the word itself."""
        tokens = list(self._tokens)
        spans = []
        for i in range(1, len(tokens) - 1):
            between = tokens[i - 1].kind in ENDS and tokens[i + 1].kind in STARTS
            if tokens[i].kind == "word" and tokens[i].text == "or" and between:
                tokens[i] = replace(tokens[i], kind="or")
                spans.append(tokens[i].span)
        if spans:
            self.notes.append(
                Note(
                    "repaired",
                    "“or” between words is read as OR.",
                    spans[0],
                    edited(self.text, [(span, '"or"') for span in spans]),
                )
            )
        return tokens
