"""The lexer: query text to tokens, in one pass; no text is an error.

    title:summit -"oil price"~5   ->   prefix title · word summit · not · phrase "oil price" ~5

Words without a letter or digit, empty quotes and the like are left out here, so the
grammar only meets tokens that mean something.
"""

from __future__ import annotations

import re
from dataclasses import replace

from search.analysis.analyzer import has_words, surfaces
from search.query.nodes import Operator, Span
from search.query.parser.aliases import AND_SIGNS, NOT_SIGNS, OR_SIGNS, proximity
from search.query.parser.connectors import resolve_connectors
from search.query.parser.foreign_syntax import note_on_foreign
from search.query.parser.operator_names import named_operator, unknown_label
from search.query.parser.parse_notes import Note, edited
from search.query.parser.terms import has_pattern
from search.query.parser.tokens import Token, TokenKind
from search.query.wording import examples, quoted

#: Quotation marks; each opens and closes a phrase.
QUOTES = '"“”„‟«»″＂'
_BREAKS = ",;，、；。"
_CONNECTORS: dict[str, TokenKind] = {
    **dict.fromkeys(AND_SIGNS, "and"),
    **dict.fromkeys(OR_SIGNS, "or"),
    **dict.fromkeys(NOT_SIGNS, "not"),
}

# Lone surrogates can be neither stored nor shown; the invisible marks of pasted text
# would hide an operator, but for those within a word, which are as if not there. Each gives
# way to one space, so that places stay true.
_INVISIBLE = "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
_UNREADABLE = re.compile(
    rf"[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]|(?<!\w){_INVISIBLE}|{_INVISIBLE}++(?!\w)"
)
# The mark before the last letter of a Hebrew acronym is no quotation mark: צה"ל.
_HEBREW = "[\u05d0-\u05ea]"

_TOKEN = re.compile(
    rf"(?P<space>[\s{_BREAKS}]+)"
    rf"|(?P<not>(?<![^\s(:{_BREAKS}])[-!](?=[^\s)!-]))"
    rf"|(?P<exact>=(?=[^\s)=]))"
    rf"|(?P<quote>(?<!{_HEBREW})[{QUOTES}]|[{QUOTES}](?!{_HEBREW}))"
    rf"|(?P<open>\()|(?P<close>\))"
    rf"|(?P<word>(?:[^\s(){QUOTES}{_BREAKS}]|(?<=[0-9]),(?=[0-9])"
    rf"|(?<={_HEBREW})[{QUOTES}](?={_HEBREW}))+)"
)
_CLOSING = re.compile(rf"(?<!{_HEBREW})[{QUOTES}]|[{QUOTES}](?!{_HEBREW})")
_RANGE = re.compile(
    r"\s*+[\[{]\s*+([^\s\[\]{}]++)\s++TO\s++([^\s\[\]{}]++)\s*+[\]}]?", re.IGNORECASE
)
# `words: > 800`, `date>1/1/2020`.
_COMPARED = re.compile(r"\s*+([<>]=?)\s*+([0-9][0-9./,-]*+)")
_COMPARABLE = ("words", "date")
# As operators are typed: in small letters, with the value right behind the colon.
_UNKNOWN_FIELD = re.compile(rf"(?<!\S)([a-z]{{3,20}}):(?=[^\W\d_]|[{QUOTES}(]|[0-9]{{4}}(?!\d))")
_SUFFIX = re.compile(r"~[0-9]*")
_BOOST = re.compile(r"\^([0-9]{1,3}(?:\.[0-9]{1,3})?)")


_QUESTION_WORDS = frozenset(
    ("who", "what", "when", "where", "which", "why", "how", "did", "does", "do", "is", "are", "was")
)
_MAX_BOOST_CHARS = 8
#: Larger factors would drown the other words.
MIN_BOOST, MAX_BOOST = 0.1, 10.0


def readable(text: str) -> str:
    """Return `text` with spaces in place of characters that cannot be searched for."""
    return _UNREADABLE.sub(" ", text)


class Lexer:
    """Splits one query text into tokens."""

    def __init__(self, text: str, match: Operator = "all") -> None:
        self.text = readable(text)
        self._match = match
        self.notes: list[Note] = []
        self._tokens: list[Token] = []
        self._meaningless: list[Span] = []
        self._exclamations: list[Span] = []

    def tokens(self) -> list[Token]:
        """Return the tokens; `notes` then says what was repaired or left out."""
        at = 0
        while at < len(self.text):
            at = self._next(at)
        self._note_curly_quotes()
        self._end_question()
        self._note_question_marks()
        self._note_exclamation_marks()
        if self._meaningless:
            self._note_meaningless()
        return resolve_connectors(self._tokens, self.text, self.notes, self._match)

    def _next(self, at: int) -> int:
        """Read the token at `at`; return the start of the next one."""
        end = self._value(at)
        if end:
            return end
        self.notes += note_on_foreign(self.text, at)
        name = named_operator(self.text, at)
        if name:
            self._add(name.kind, name.text, at, name.end)
            if name.is_alias:
                self._note_translation(self.text[at : name.end], name.meant, at)
            return name.end
        label = unknown_label(self.text, at)
        self._note_unknown_field(at)
        if label:
            self._word(label, at, at + len(label))
            return at + len(label) + 1
        return self._token(at)

    def _note_unknown_field(self, at: int) -> None:
        """Note that `country:uk` names no field; `Note:this` and `re: this` are plain text."""
        written = _UNKNOWN_FIELD.match(self.text, at)
        if written and not any(note.span.start == at for note in self.notes):
            message = f"There is no field {quoted(written[1])} here: it is read as a word."
            self.notes.append(Note("ignored", message, Span(at, written.end())))

    def _token(self, at: int) -> int:
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
            case "close":
                boost = _BOOST.match(self.text, end)
                end = boost.end() if boost else end
                self._add("close", ")", at, end, boost=self._factor(boost))
            case "not" | "open" as kind:
                self._add(kind, found[kind], at, end)
                if found[kind] == "!":
                    self._exclamations.append(Span(at, end))
        return end

    def _value(self, at: int) -> int:
        """Read a range or comparison after a prefix; return 0 if there is none."""
        before = [token for token in self._tokens[-2:] if token.kind != "open"]
        if not before or before[-1].kind != "prefix":
            return 0
        written = _RANGE.match(self.text, at) if before[-1] is self._tokens[-1] else None
        if written:
            self._add("range", " TO ".join(written.groups()), at, written.end())
            return written.end()
        compared = _COMPARED.match(self.text, at) if before[-1].text in _COMPARABLE else None
        if compared:
            self._add("word", "".join(compared.groups()), at, compared.end())
            return compared.end()
        return 0

    def _add(self, kind: TokenKind, text: str, start: int, end: int, *, boost: float = 1.0) -> None:
        self._tokens.append(Token(kind, text, Span(start, end), boost=boost))

    def _factor(self, boost: re.Match[str] | None) -> float:
        """Return the factor of `^2`; 1 for none."""
        factor = float(boost[1]) if boost else 1.0
        if boost and not MIN_BOOST <= factor <= MAX_BOOST:
            message = f"A weight lies between {MIN_BOOST:g} and {MAX_BOOST:g}."
            self.notes.append(Note("limited", message, Span(boost.start(), boost.end())))
        return min(max(factor, MIN_BOOST), MAX_BOOST)

    def _note_translation(self, written: str, meant: str, at: int) -> None:
        message = f"{quoted(written)} is read as {quoted(meant)}."
        self.notes.append(Note("translated", message, Span(at, at + len(written))))

    def _word(self, word: str, start: int, end: int) -> None:
        if word in _CONNECTORS:
            self._add(_CONNECTORS[word], word, start, end)
        elif proximity(word):
            self._add("near", word, start, end)
        elif has_words(word):
            boost = _BOOST.search(word, max(0, len(word) - _MAX_BOOST_CHARS))
            if boost and boost.end() == len(word) and surfaces(word[: boost.start()]):
                word = word[: boost.start()]
                self._add("word", word, start, end, boost=self._factor(boost))
            else:
                self._add("word", word, start, end)
        else:
            self._meaningless.append(Span(start, end))

    def _quote(self, at: int) -> int:
        """Read a phrase from its opening quote to the closing one or the end of the text."""
        closing = next(
            (found.start() for found in _CLOSING.finditer(self.text, at + 1)), len(self.text)
        )
        inner = self.text[at + 1 : closing]
        suffix = _SUFFIX.match(self.text, closing + 1)
        end = suffix.end() if suffix else min(closing + 1, len(self.text))
        boost = _BOOST.match(self.text, end)
        end = boost.end() if boost else end
        if closing == len(self.text):
            self.notes.append(
                Note(
                    "repaired",
                    "The quotation mark that is never closed is taken to close at the end."
                    if has_words(inner)
                    else "A single quotation mark is ignored.",
                    Span(at, at + 1),
                    edited(self.text, [(Span(at, at + 1), " ")]) if has_words(inner) else "",
                )
            )
        if has_words(inner):
            written = suffix.group() if suffix else ""
            span = Span(at, end)
            self._tokens.append(Token("phrase", inner, span, written, self._factor(boost)))
        elif closing < len(self.text):
            self._meaningless.append(Span(at, end))
        return end

    def _note_meaningless(self) -> None:
        texts = [self.text[span.start : span.end] for span in self._meaningless]
        one = len(set(texts)) == 1
        message = f"{examples(texts)} {'has' if one else 'have'} no letter or digit to search for"
        if any(surfaces(text) for text in texts):
            message += ". A sign is found beside a word or number, such as 50%, $5 or C#: alone"
            message += f" {'it is' if one else 'they are'} ignored."
        else:
            message += f" and {'is' if one else 'are'} ignored."
        self.notes.append(Note("ignored", message, self._meaningless[0]))

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

    def _end_question(self) -> None:
        """Drop the question mark behind a question: "who won in 202?" has no pattern."""
        if len(self._tokens) > 1 and self._tokens[0].text.lower() in _QUESTION_WORDS:
            last = self._tokens[-1]
            if last.text.endswith("?") and has_pattern(last.text):
                self._tokens[-1] = replace(last, text=last.text.rstrip("?"))

    def _note_exclamation_marks(self) -> None:
        if self._exclamations:
            undone = edited(self.text, [(span, " ") for span in self._exclamations]).strip()
            message = "“!” before a word is read as NOT: what follows is left out."
            self.notes.append(Note("translated", message, self._exclamations[0], undone))

    def _note_question_marks(self) -> None:
        """Note that `?` after a word is no pattern, unless it ends a question."""
        words = [token for token in self._tokens if token.kind == "word"]
        question = len(words) > 1 and words[-1] is self._tokens[-1]
        for token in words[:-1] if question else words:
            end = token.span.end
            if token.text.endswith("?") and "*" not in token.text and not has_pattern(token.text):
                undone = edited(self.text, [(Span(end - 1, end), "*")])
                message = f"The question mark behind {quoted(token.text[:-1])} is no pattern."
                self.notes.append(Note("ignored", message, token.span, undone))
