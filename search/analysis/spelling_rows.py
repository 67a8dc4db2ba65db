"""The spellings of the words of a query, each a row of words to be found one after another.

    covid19              covid19      | covid 19         health-care   health care | healthcare
    "data base error"    data base error | database error
    "$5 million"         $ 5 million  | $ 5m | 5 million dollars

Whether the parts of a word stand apart in a text or with a hyphen between them is one to the
index; that they stand solid is told by the word itself, and that a solid word of the query
stands in parts by `joined_words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, pairwise
from typing import NamedTuple

from search.analysis.analyzer import FormKind, exact_term, query_tokens
from search.analysis.folding import written
from search.analysis.joined_words import is_dotted, is_hyphenated
from search.analysis.numbers import readings
from search.analysis.word_parts import FUNCTION_WORDS, may_stand_apart, telephone_groups
from search.analysis.word_variants import (
    CURRENCIES,
    PER_CENT,
    SCALES,
    accented,
    amount,
    currency_of,
    equals,
    is_number,
    is_per_cent,
    per_cent,
    scale_of,
    typed_plain,
)


class SpelledWord(NamedTuple):
    """One word of a row: any of `forms`, folded, in all their inflections, or as it `is_exact`.

    Of `parts` above 1 it is a solid word whose parts are tokens of their own in the text.
    `accented` is what terms of the group `spelled` begin with that are as good. Of another kind
    than `word` it is a piece of a script without spaces, and `forms` has one.
    """

    forms: tuple[str, ...]
    kind: FormKind = "word"
    parts: int = 1
    accented: str = ""
    is_exact: bool = False


SpellingRow = tuple[SpelledWord, ...]


def _always(word: SpelledWord) -> bool:
    return True


class _Word(NamedTuple):
    """A token of the query: its form, how it is written, and what follows up to the next."""

    form: str
    kind: FormKind
    surface: str
    gap: str


#: A phrase of many words has other spellings in one place at a time.
_MAX_COMBINED = 24
_LONG_PHRASE = 6
_MAX_SPLIT = 24
_BLANKS = " \u00a0\u202f"
_PIECES = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+")


@lru_cache(4096)
def typed_row(text: str) -> SpellingRow:
    """Return the words of a query as they are typed."""
    return tuple(_typed(_Word(*token)) for token in query_tokens(text))


def other_rows(text: str, known: Callable[[SpelledWord], bool] = _always) -> list[SpellingRow]:
    """Return other spellings of a word or phrase, as far as all their words are `known`."""
    words = [_Word(*token) for token in query_tokens(text)]
    if len(words) == 1:
        alone = chain((row for _, row in _certain(words, 0)), _parts(words[0], known))
        return [row for row in alone if all(map(known, row))]
    typed = typed_row(text)
    certain = [
        [option for option in _certain(words, at) if all(map(known, option[1]))]
        for at in range(len(words))
    ]
    rows: dict[SpellingRow, None] = dict.fromkeys(_changed(typed, certain, 0, 1))
    parted = [[(1, row) for row in _parted(word, known)] for word in words]
    rows |= dict.fromkeys(_changed(typed, parted, 0, 1))
    if len(words) <= _LONG_PHRASE:
        for changes in (2, 3):
            rows |= dict.fromkeys(islice(_changed(typed, certain, 0, changes), _MAX_COMBINED))
    return list(rows)


def written_spellings(text: str) -> list[str]:
    """Return other spellings of a word or phrase as they may be typed."""
    found = {
        " ".join(
            word.accented.partition(" ")[2] if word.accented else word.forms[0] for word in row
        )
        for row in other_rows(text)
        if all(word.parts == 1 and word.kind == "word" for word in row)
    }
    typed = " ".join(word.forms[0] for word in typed_row(text))
    return sorted(found - {typed}, key=lambda spelt: (len(spelt.split()), spelt))


@lru_cache(4096)
def solid_words(before: str, behind: str) -> tuple[str, ...]:
    """Return what two words of a query, one behind the other, are if written as one."""
    one, other = (query_tokens(text) for text in (before, behind))
    if len(one) != 1 or len(other) != 1 or one[0][1] != "word" or other[0][1] != "word":
        return ()
    first = _Word(*one[0])._replace(gap=" ")
    return tuple(
        form
        for count, row in _united([first, _Word(*other[0])], 0)
        if count == 2 and len(row) == 1 and row[0].parts == 1
        for form in row[0].forms
    )


def _typed(word: _Word) -> SpelledWord:
    if word.kind != "word":
        return SpelledWord((word.form,), word.kind)
    forms = [word.form]
    if word.surface[0].isdigit():
        forms += [exact_term(each) for each in readings(word.surface)]
    else:
        forms += equals(word.form)
        forms += typed_plain(written(word.surface, ""))
    return SpelledWord(tuple(dict.fromkeys(forms)))


def _changed(
    typed: SpellingRow, options: Sequence[list[tuple[int, SpellingRow]]], at: int, changes: int
) -> Iterator[SpellingRow]:
    """Yield the rows with so many changes from a place on."""
    if not changes:
        yield typed[at:]
        return
    for place in range(at, len(typed)):
        for count, row in options[place]:
            for rest in _changed(typed, options, place + count, changes - 1):
                yield (*typed[at:place], *row, *rest)


def _certain(words: Sequence[_Word], at: int) -> Iterator[tuple[int, SpellingRow]]:
    """Yield other spellings from a place on: how many words each replaces, and by what."""
    form = words[at].form
    if words[at].kind != "word":
        return
    if len(words) > at + 1:
        yield from _united(words, at)
    if not form[0].isalpha():
        yield from _amounts(words, at)
    if is_per_cent(form):
        yield from ((1, tuple(SpelledWord((part,)) for part in pair)) for pair in PER_CENT)
    if form[0].isalnum():
        yield 1, (SpelledWord((form,), parts=2),)
        if len(form) == 3:
            yield 1, (SpelledWord((form,), parts=3),)
        for start in accented(form):
            yield 1, (SpelledWord((), accented=start),)


def _parted(word: _Word, known: Callable[[SpelledWord], bool]) -> Iterator[SpellingRow]:
    """Yield one word in parts that stand apart, all of them `known`."""
    yield from (row for row in _parts(word, known) if all(map(known, row)))


def _parts(word: _Word, known: Callable[[SpelledWord], bool]) -> Iterator[SpellingRow]:
    form = word.form
    if word.kind != "word" or not form[0].isalnum():
        return
    pieces = _PIECES.findall(form)
    if 1 < len(pieces) < 4 and "".join(pieces) == form:
        yield tuple(SpelledWord((piece, *equals(piece))) for piece in pieces)
    if form[0].isdigit():
        for number in readings(word.surface):
            if number.isdigit():
                yield from _grouped(number)
    elif form.isalpha() and len(form) <= _MAX_SPLIT:
        for place in range(1, len(form) - 1):
            if may_stand_apart(form[:place], form[place:]):
                # The end alone is inflected: data bases.
                first = SpelledWord((form[:place],), is_exact=True)
                if known(first):
                    yield first, SpelledWord((form[place:],))


def _united(words: Sequence[_Word], at: int) -> Iterator[tuple[int, SpellingRow]]:
    """Yield two or more words as one."""
    for count in (2, 3):
        part = words[at : at + count]
        if len(part) < count or any(word.kind != "word" for word in part):
            return
        forms = tuple(word.form for word in part)
        if forms[:2] in PER_CENT and count == 2:
            yield 2, (SpelledWord(per_cent()),)
        if _is_one(part):
            yield count, (SpelledWord(("".join(forms),)),)
            yield count, (SpelledWord(("".join(forms),), parts=2),)
    yield from _telephone(words, at)


def _is_one(part: Sequence[_Word]) -> bool:
    """Return whether words may be written as one."""
    joints = [
        is_hyphenated(word.gap, word.surface, behind.surface)
        or is_dotted(word.gap.rstrip(_BLANKS), word.surface, behind.surface)
        for word, behind in pairwise(part)
    ]
    if all(joints):
        return True
    if any(word.gap.strip(_BLANKS) for word in part[:-1]):
        return False
    return _is_one_word([word.form for word in part])


def _is_one_word(forms: Sequence[str]) -> bool:
    """Return whether forms with blanks between may be written as one."""
    first, *others = forms
    if all(form.isdigit() for form in forms):
        return all(len(form) == 3 for form in others) and len(first) < 4
    if all(len(form) == 1 and form.isalpha() for form in forms):
        return True
    if len(others) > 1 or first == others[0] or not first.isalpha():
        return False
    (other,) = others
    if other.isdigit():
        return first not in FUNCTION_WORDS and len(other) < 5
    return other.isalpha() and may_stand_apart(first, other)


def _grouped(digits: str) -> Iterator[SpellingRow]:
    """Yield a number with blanks between its thousands, or as a telephone number is written."""
    if len(digits) > 3 and digits[0] != "0":
        first = len(digits) % 3 or 3
        groups = [digits[:first], *(digits[i : i + 3] for i in range(first, len(digits), 3))]
        yield tuple(SpelledWord((group,)) for group in groups)
    if 7 <= len(digits) <= 15:
        for sizes in telephone_groups(len(digits)):
            ends = [sum(sizes[:count]) for count in range(len(sizes) + 1)]
            yield tuple(SpelledWord((digits[start:stop],)) for start, stop in pairwise(ends))


def _telephone(words: Sequence[_Word], at: int) -> Iterator[tuple[int, SpellingRow]]:
    """Yield the digits of a telephone number, or of another long one, as one."""
    if at and words[at - 1].form.isdigit():
        return
    digits = ""
    for count, word in enumerate(words[at:], 1):
        if not word.form.isdigit() or word.kind != "word":
            return
        digits += word.form
        if count > 1 and 7 <= len(digits) <= 15:
            yield count, (SpelledWord((digits,)),)


def _amounts(words: Sequence[_Word], at: int) -> Iterator[tuple[int, SpellingRow]]:
    """Yield an amount with its scale and currency in other places: $5m, 5 million dollars."""
    forms = [word.form for word in words[at : at + 3]]
    sign = forms[0] if forms[0] in CURRENCIES else ""
    rest = forms[1:] if sign else forms
    if not rest:
        return
    short = amount(rest[0])
    if short is not None:
        number, scale = short
        used = 1
    elif is_number(rest[0]):
        number = rest[0]
        scale = scale_of(rest[1]) if len(rest) > 1 else ""
        used = 2 if scale else 1
    else:
        return
    used += bool(sign)
    if not sign and len(forms) > used and currency_of(forms[used]):
        sign = currency_of(forms[used])
        used += 1
    for row in _amount_rows(sign, number, scale):
        yield used, row


def _amount_rows(sign: str, number: str, scale: str) -> Iterator[SpellingRow]:
    """Yield all ways to write an amount; `sign` and `scale` may be ""."""
    figure = SpelledWord((number,))
    solid = SpelledWord(tuple(f"{number}{short}" for short in SCALES.get(scale, ())))
    figures: list[SpellingRow] = [(figure,)]
    if scale:
        figures = [(figure, SpelledWord((scale, *equals(scale)))), (solid,)]
    for row in figures:
        if sign:
            yield (SpelledWord((sign,)), *row)
            yield (*row, SpelledWord(CURRENCIES[sign]))
        elif scale:
            yield row
