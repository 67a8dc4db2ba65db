"""Words that are written in parts, and might as well be written solid.

    co-operation        cooperation        O'Neil     ONeil
    COVID-19            COVID19            Ph. D.     PhD
    govern-⏎ment        government         J. R. R.   JRR

Each part stays a token of its own, so `Neil` and `operation` find them too. At the first part
the index holds the solid word besides, with the number of parts: what is searched for solid
is found there, and marked whole.
"""

from __future__ import annotations

import re

from search.analysis.folding import fold
from search.analysis.token_expression import CHARACTER, TOKEN, UNSPACED_RUN

#: Signs that part a word but no sense.
HYPHENS = "-\u2010\u2011"
APOSTROPHES = "'’‘ʼ`´"
#: More parts than these are a phrase, and no name.
MAX_PARTS = 3
# Stands for white space within a word; no token holds it, and nobody sees it.
_GLUE = "\u2060"
#: What a line may end with where a word goes on in the next one.
_LINE_ENDS = ("-\n", "\u2010\n", "\u00ad\n", "¬\n")
_DIVIDED = re.compile(r"(?<=[^\W\d_][-\u2010\u00ad¬])\n[^\S\n]*(?=([^\W\d_]))")
_CAPITALS = "".join(map(chr, (*range(0x41, 0x5B), *range(0xC0, 0xD7), *range(0xD8, 0xDF))))
_CAPITALS += "".join(map(chr, (*range(0x391, 0x3AA), *range(0x410, 0x430))))
#: A piece of text without white space that may be an initial before another one.
INITIALS = frozenset(f"{initial}." for initial in (*_CAPITALS, "Ph"))
_SPACED_INITIALS = re.compile(
    rf"(?<!\S)([{_CAPITALS}]|Ph)\.[ \u00a0\u202f](?=(?:[{_CAPITALS}]|Sc|Phil)\.)"
)
_HYPHEN = re.compile(rf"[{HYPHENS}\u00ad¬]{_GLUE}*")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
_DOT = re.compile(rf"\.{_GLUE}?")
_ANY = re.compile(rf"\w(?:[{APOSTROPHES}]|\.{_GLUE}?|[{HYPHENS}\u00ad¬]{_GLUE}*)\w")
#: Words that lose their vowel before another: they are words of their own (l'école).
_ELISIONS = (
    "l d qu j n s c m t dell all nell sull dall coll un quest quell gl bell lorsqu puisqu jusqu "
    "quoiqu presqu quelqu degl agl negl"
)
_ELIDED = frozenset(_ELISIONS.split())
_DEGREES = frozenset(("ph", "m", "b", "d", "ll", "ed", "sc", "phil", "a", "s"))


def glued(text: str) -> str:
    """Return `text`, as long, without white space within a word.

    That is the end of a line that divides a word, and the blank between two initials.
    """
    return glued_initials(glued_lines(text))


def glued_lines(text: str) -> str:
    """Return `text` with the words whole that the ends of its lines divide."""
    if "\n" in text and any(end in text for end in _LINE_ENDS):
        return _DIVIDED.sub(_glue_before_small, text)
    return text


def glued_initials(text: str) -> str:
    """Return `text` with initials in one piece: none is changed without a piece of `INITIALS`."""
    return _SPACED_INITIALS.sub(rf"\1.{_GLUE}", text)


def joined_words(text: str) -> dict[int, str]:
    """Return solid words by the position of their first token, each behind its parts' number.

    `2ONeil` stands for the tokens O and Neil of a `glued` text; between them is a character that
    folding drops.
    """
    if _ANY.search(text) is None:
        return {}
    found: dict[int, str] = {}
    spans = _spans(text)
    words = [text[start:end] for start, end in spans]
    gaps = [text[end : spans[at + 1][0]] for at, (_, end) in enumerate(spans[:-1])]
    dotted = [is_dotted(gap, *words[at : at + 2]) for at, gap in enumerate(gaps)]
    for at, gap in enumerate(gaps):
        count = 0
        if dotted[at]:
            ends = dotted.index(False, at) if False in dotted[at:] else len(dotted)
            count = 0 if at and dotted[at - 1] else ends - at + 1
        elif is_hyphenated(gap, words[at], words[at + 1]):
            count = 2
        if 2 <= count <= MAX_PARTS:
            found[at] = f"{count}{_GLUE.join(words[at : at + count])}"
    return found


def first_part(joined: str) -> str:
    """Return the first token of one of `joined_words`."""
    return joined[1:].partition(_GLUE)[0]


def is_hyphenated(gap: str, before: str, behind: str) -> bool:
    """Return whether two words with `gap` between are one with a hyphen or an apostrophe in it."""
    if not gap or not (_is_word(before) and _is_word(behind)):
        return False
    if _APOSTROPHE.fullmatch(gap) is not None:
        # l'école is two words, and D'Angelo one.
        return before.lower() not in _ELIDED or (before[0].isupper() and behind[0].isupper())
    if _HYPHEN.fullmatch(gap) is None:
        return False
    # 2019-20 is two numbers, and 19-year no word; 3-D is one.
    return not before[0].isdigit() or (behind[0].isalpha() and len(behind) < 3)


def is_dotted(gap: str, before: str, behind: str) -> bool:
    """Return whether two words with `gap` between are initials, or a degree: J. R., Ph.D."""
    if _DOT.fullmatch(gap) is None or not (before[0].isupper() and behind[0].isupper()):
        return False
    one, other = fold(before), fold(behind)
    if len(one) == len(other) == 1 or (one in _DEGREES and other in _DEGREES):
        return True
    return gap == "." and before.isalpha() and behind.isalpha() and len(one) < 4 and len(other) < 5


def _is_word(token: str) -> bool:
    return token[0].isalnum() and token[-1].isalnum() and UNSPACED_RUN.match(token) is None


def _spans(text: str) -> list[tuple[int, int]]:
    """Return where the tokens of a text are, by position."""
    if UNSPACED_RUN.search(text) is None:
        return [found.span() for found in TOKEN.finditer(text)]
    spans: list[tuple[int, int]] = []
    for found in TOKEN.finditer(text):
        if UNSPACED_RUN.match(found.group()):
            spans += [each.span() for each in CHARACTER.finditer(text, *found.span())]
        else:
            spans.append(found.span())
    return spans


def _glue_before_small(found: re.Match[str]) -> str:
    """A word goes on with a small letter, or with one of a script that has no capitals."""
    return found.group() if found[1].isupper() else _GLUE * len(found.group())
