"""The grammar of the query language: tokens to a tree of nodes.

From the loosest to the tightest binding:

    query     = either ;
    either    = both , { "OR" , both } ;
    both      = single , { [ "AND" ] , single } ;      (* words side by side: AND *)
    single    = { "NOT" | "-" } , operand , { proximity , operand } ;
    operand   = { prefix } , ( word | phrase | range | "(" , either , ")" ) , [ "^" , factor ] ;
    proximity = "w/" , n | "near" , n | "~" , n        (* within n words, in any order *)
              | "/s" | "/p"                            (* in one sentence, paragraph *)
              | "pre/" , n | "adj" , n ;               (* in this order *)
    prefix    = "=" | name , { "," , name } , ":" ;    (* see operators.PREFIXES *)
    phrase    = '"' , words , '"' , [ "~" , distance ] ;
    range     = "[" , value , "TO" , value , "]" ;     (* behind `date:` and `words:` only *)
    word      = plain | plain , "*" | pl?in | pl*n | plain , "~" , [ "1" | "2" ] ;

So `a OR b c` is `a OR (b AND c)`, and `a -b OR c` is `(a AND NOT b) OR c`. With
match="some", words side by side are alternatives instead and bind like OR; exclusions,
dates, sources and authors beside them still hold for every article.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field, replace

from search.query.nodes import (
    LABEL_FIELDS,
    And,
    AtLeast,
    Everything,
    Leaf,
    Node,
    Not,
    Nothing,
    Operator,
    Or,
    Span,
    Term,
)
from search.query.parser.aliases import Closeness, proximity
from search.query.parser.operators import Exact, InFields, Prefixed, Times, Value, prefix_operator
from search.query.parser.parse_notes import Note, edited
from search.query.parser.proximity import near
from search.query.parser.rewrite import boosted, joined
from search.query.parser.terms import MAX_DISTANCE, Leaves
from search.query.parser.tokens import STARTS, Token, TokenKind
from search.query.traversal import visit
from search.query.wording import examples, quoted

#: Further words of a date: `4 Feb 2022` has two.
_MORE_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Scope:
    """The prefixes that apply to an operand."""

    fields: tuple[str | None, ...] = (None,)
    exact: bool = False
    times: int = 1
    value: Value | None = None

    def within(self, prefix: Prefixed) -> _Scope:
        """Return the scope inside `prefix`; the innermost field applies."""
        if isinstance(prefix, InFields):
            return replace(self, fields=prefix.fields, value=None)
        if isinstance(prefix, Exact):
            return replace(self, exact=True, value=None)
        if isinstance(prefix, Times):
            return replace(self, times=prefix.count, value=None)
        return replace(self, value=prefix)


@dataclass
class Grammar:
    """A recursive descent parser over balanced tokens; it recurses once per parenthesis."""

    tokens: list[Token]
    text: str
    match: Operator
    today: dt.date
    max_words: int
    notes: list[Note]
    at: int = 0
    dangling: list[Token] = field(default_factory=list)

    def parse(self) -> Node:
        node = self._either(_Scope())
        if self.dangling:
            self._note_dangling()
        if node is None and self.text.strip():
            # What cannot be read must not find the whole archive.
            return Nothing(self.text.strip())
        return node or Everything()

    def _kind(self, ahead: int = 0) -> TokenKind | None:
        """Return the kind of a token ahead; None at the end."""
        at = self.at + ahead
        return self.tokens[at].kind if at < len(self.tokens) else None

    def _take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _either(self, scope: _Scope) -> Node | None:
        """Read up to a closing parenthesis or the end; None if that is empty."""
        alternatives: list[Node] = []
        required: list[Node] = []
        while self._kind() not in (None, "close"):
            by_or = self._kind() == "or"
            if by_or:
                sign = self._take()
                self._skip_connectors()
                if not (alternatives or required) or self._kind() not in STARTS:
                    self.dangling.append(sign)
                    continue
            node = self._both(scope)
            if node is None:
                continue
            stands_beside = self.match == "some" and not by_or and self._kind() != "or"
            (required if stands_beside and node.restricts else alternatives).append(node)
        either = joined(Or, alternatives)
        return joined(And, [either, *required] if either else required)

    def _both(self, scope: _Scope) -> Node | None:
        """Read up to an OR; with match="some" only what AND joins."""
        items: list[Node] = []
        after_and = False
        while self._kind() not in (None, "close", "or"):
            if self._kind() == "and":
                sign = self._take()
                self._skip_connectors()
                after_and = bool(items) and self._kind() in STARTS
                if not after_and:
                    self.dangling.append(sign)
                continue
            if self._kind() == "near":
                self.dangling.append(self._take())
                continue
            if items and self.match == "some" and not after_and:
                break
            item = self._single(scope)
            after_and = False
            if item:
                items.append(item)
        return joined(And, items)

    def _skip_connectors(self) -> None:
        """Skip AND and OR that follow another connector."""
        while self._kind() in ("and", "or"):
            self.dangling.append(self._take())

    def _single(self, scope: _Scope) -> Node | None:
        """Read an operand with its signs and proximity operators."""
        start = self.at
        signs: list[Token] = []
        node = last = self._prefixed(scope, signs)
        while node and last and self._kind() == "near":
            node, last = self._near(node, last, scope)
        if node and last and self._kind() == "not" and self._kind(1) == "near":
            node = self._not_near(node, last, scope)
        if node is None:
            self.dangling += signs
        elif len(signs) % 2:
            # Without what cannot be read: that would be everything.
            unread = next((one for one in visit(node) if getattr(one, "unread", "")), None)
            node = unread or Not(node)
        return self._spanning(self.tokens[start], node)

    def _near(self, left: Node, last: Node, scope: _Scope) -> tuple[Node, Node]:
        """Read a proximity operator and its right operand; return the whole, and the operand.

        `left` is everything before the operator, `last` the operand right before it.
        """
        sign = self._take()
        how = proximity(sign.text) or Closeness()
        if how.distance > MAX_DISTANCE:
            how = replace(how, distance=MAX_DISTANCE)
            message = f"The distance is limited to {MAX_DISTANCE:,} words."
            self.notes.append(Note("limited", message, sign.span))
        start = self.at
        signs: list[Token] = []
        right = self._prefixed(scope, signs)
        if right is None:
            self.dangling += (sign, *signs)
            return left, last
        right = self._spanning(self.tokens[start], right) or right
        if not signs:
            window = near(left, right, how)
            if window:
                return window, right
            window = near(last, right, how)
            if window and last is not left:
                return joined(And, [left, window]) or left, right
        message = (
            f"{quoted(sign.text)} works between words, phrases and groups of them only; "
            "here it is read as AND."
        )
        self.notes.append(Note("repaired", message, sign.span))
        if len(signs) % 2:
            right = self._spanning(self.tokens[start], Not(right)) or right
        return joined(And, [left, right]) or left, right

    def _not_near(self, left: Node, last: Node, scope: _Scope) -> Node:
        """Read `NOT w/5` and its right operand: `left` without articles that have both so near."""
        start = self.at
        self._take()
        sign = self.tokens[self.at]
        window, _ = self._near(left, last, scope)
        without = self._spanning(self.tokens[start], Not(window)) or Not(window)
        message = (
            f"{quoted(f'NOT {sign.text}')} leaves out every article in which the two stand "
            "that near anywhere."
        )
        self.notes.append(Note("translated", message, sign.span))
        return joined(And, [left, without]) or left

    def _prefixed(self, scope: _Scope, signs: list[Token]) -> Node | None:
        """Read an operand with the prefixes before it, however many; collect its signs."""
        while self._kind() in ("not", "prefix"):
            token = self._take()
            if token.kind == "not":
                signs.append(token)
            elif self._applies(token):
                scope = scope.within(prefix_operator(token.text))
            elif token.text == "=":
                self.dangling.append(token)
            else:
                return self._name_as_word(token)
        return self._operand(scope) if self._kind() in STARTS else None

    def _operand(self, scope: _Scope) -> Node | None:
        token = self._take()
        if token.kind == "open":
            node = self._either(scope)
            closing = self._take()
            if node is None:
                self.dangling.append(replace(token, text="()"))
                return None
            return self._spanning(token, boosted(node, closing.boost, token.span))
        if scope.value:
            return self._value(token, scope.value)
        found = [self._leaf(token, name, scope) for name in scope.fields]
        node = found[0] if len(found) == 1 else Or(tuple(found), token.span)
        return boosted(node, token.boost, token.span)

    def _leaf(self, token: Token, name: str | None, scope: _Scope) -> Node:
        leaves = Leaves(self.notes, self.max_words, name, scope.exact)
        if token.kind == "phrase":
            leaf = leaves.phrase(token.text, token.suffix, token.span)
        else:
            leaf = leaves.word(token.text, token.span)
        if scope.times < 2:
            return leaf
        if isinstance(leaf, Leaf) and leaf.field not in LABEL_FIELDS:
            return AtLeast(leaf, scope.times, token.span)
        message = f"“atleast{scope.times}” counts words and phrases only; it is ignored here."
        self.notes.append(Note("ignored", message, token.span))
        return leaf

    def _applies(self, prefix: Token) -> bool:
        """Return whether a prefix has an operand.

        `before: the war` has none: after the space comes no value.
        """
        if self._kind() not in STARTS:
            return False
        operator = prefix_operator(prefix.text)
        following = self.tokens[self.at]
        apart = following.kind == "word" and following.span.start > prefix.span.end
        if not isinstance(operator, Value) or not apart:
            return True
        try:
            self._read_value(following, self.at + 1, operator)
        except ValueError:
            return False
        return True

    def _name_as_word(self, token: Token) -> Node:
        message = f"{quoted(token.text + ':')} has no value after it and is read as a word."
        self.notes.append(Note("repaired", message, token.span))
        return Term(token.text, span=token.span)

    def _value(self, token: Token, operator: Value) -> Node:
        try:
            node, more = self._read_value(token, self.at, operator)
            self.at += more
            return node
        except ValueError as problem:
            return self._unread_value(token, str(problem))

    def _unread_value(self, token: Token, problem: str) -> Nothing:
        """Return what a value that cannot be read matches: nothing, rather than everything."""
        name = self.tokens[self.at - 2] if self.at > 1 else token
        start = name.span.start if name.kind == "prefix" else token.span.start
        span = Span(start, token.span.end)
        undone = " ".join(edited(self.text, [(span, " ")]).split())
        message = f"{problem} That part of the query matches no article."
        self.notes.append(Note("ignored", message, span, undone))
        return Nothing(self.text[start : token.span.end], span)

    def _read_value(self, token: Token, after: int, operator: Value) -> tuple[Node, int]:
        """Read a value of one or more words: `4 Feb 2022`, `last week`.

        `after` is the index after `token`. Return the node and the number of words from there
        that belong to it. Raise ValueError.
        """
        try:
            return operator.node(token.text, self.today, token.span), 0
        except ValueError:
            following = self.tokens[after : after + _MORE_WORDS]
            for count in range(len(following), 0, -1):
                words = [token, *following[:count]]
                if all(word.kind == "word" and word.boost == 1 for word in words):
                    text = " ".join(word.text for word in words)
                    span = Span(token.span.start, words[-1].span.end)
                    with suppress(ValueError):
                        return operator.node(text, self.today, span), count
            raise

    def _spanning(self, first: Token, node: Node | None) -> Node | None:
        """Widen the node's span to all its tokens, from `first` to the last one read."""
        if node is None:
            return None
        return replace(node, span=Span(first.span.start, self.tokens[self.at - 1].span.end))

    def _note_dangling(self) -> None:
        self.dangling.sort(key=lambda token: token.span.start)
        texts = [token.text for token in self.dangling]
        one = len(set(texts)) == 1
        message = (
            f"{examples(texts)} {'stands' if one else 'stand'} without a word to work on "
            f"and {'is' if one else 'are'} ignored."
        )
        words = [token.span for token in self.dangling if token.text.isalpha()]
        undone = [(span, f'"{self.text[span.start : span.end]}"') for span in words]
        self.notes.append(
            Note(
                "ignored",
                message,
                self.dangling[0].span,
                edited(self.text, undone) if undone else "",
            )
        )
