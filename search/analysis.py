"""The one analyzer: text to tokens, and tokens to terms.

Index, query and highlighter all come here, so what matches is what is marked. A token is
a place in the text; its position is its number. Every token yields one *exact* term
(folded: case, diacritics and width are gone) and one *stemmed* term.

    The U.S.-led talks   ->  positions  0    1     2    3
                             exact      the  us    led  talks
                             stemmed    the  us    led  talk

Nothing is dropped: stop words keep phrases exact, and BM25 gives them their low weight.
Text without spaces between words (Chinese, Japanese, Thai ...) is cut into overlapping
pairs of characters: 東京都 gives 東京, 京都 and a last 都.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

import Stemmer

_CACHED_WORDS = 200_000


def _class_of(categories: tuple[str, ...]) -> str:
    """Return the body of a regular expression class: all characters of some categories."""
    codes = [c for c in range(sys.maxunicode) if unicodedata.category(chr(c)) in categories]
    starts = [codes[0]] + [b for a, b in pairwise(codes) if b != a + 1]
    ends = [a for a, b in pairwise(codes) if b != a + 1] + [codes[-1]]
    return "".join(
        f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in zip(starts, ends, strict=True)
    )


# Scripts written without spaces: Thai, Lao, Khmer, Myanmar, kana, Han.
# Korean is written with spaces, but its particles cling to the word: pairs serve it too.
_UNSPACED = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
# `\w` knows no combining marks, yet Hindi vowels and a decomposed é are made of them.
_MARKS = _class_of(("Mn", "Mc"))
_LETTER = rf"(?:[^\W\d_{_UNSPACED}])"
# No token is longer than some 255 characters: what is, is cut. A megabyte without a space
# would else be one term of the index, and every wildcard had to be tried on it.
_TOKEN = re.compile(
    r"[A-Za-z]{2,255}(?![\w']|[^\x00-\x7f])"  # most words: found here, the rest is not tried
    rf"|[{_UNSPACED}][{_UNSPACED}{_MARKS}]*"
    rf"|\b{_LETTER}(?:\.{_LETTER}){{1,126}}\b\.?"  # U.S. is one word, and the same word as US
    rf"|\d{{1,19}}(?:[.,]\d{{1,19}}){{1,10}}{_LETTER}{{0,35}}"  # 1,500 and 2.5bn are one number
    rf"|[^\W{_UNSPACED}](?:[^\W{_UNSPACED}]|[{_MARKS}]){{0,254}}"
    r"(?:['’](?:[sStTdDmM]|[rR][eE]|[vV][eE]|[lL][lL])\b)?"
)
_SPACE = re.compile(r"\s")
_CHUNK_CHARS = 32_768
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]")

# Letters that Unicode does not decompose, though readers type them plain.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_ACCENT = re.compile("(?<![иИ])\u0306|[\u0300-\u0305\u0307-\u036f]|[\u064b-\u0652\u0670]")
_ENGLISH = Stemmer.Stemmer("english", _CACHED_WORDS)
#: Stems of dying, lying and tying.
_IRREGULAR = ("die", "lie", "tie")


def surfaces(text: str) -> list[str]:
    """Return the tokens of `text` as written; a token's index is its position."""
    tokens = _TOKEN.findall(text)
    if _UNSPACED_RUN.search(text):
        return [piece for token in tokens for piece in _pieces(token)]
    return tokens


def offsets(text: str) -> list[tuple[int, int]]:
    """Return (start, end) in code points of each token of `text`, by position.

    Tokens of unspaced scripts overlap their neighbour by one character.
    """
    if _UNSPACED_RUN.search(text):
        return list(_offsets(text))
    return [token.span() for token in _TOKEN.finditer(text)]


def offsets_of(text: str, positions: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return `offsets` of some positions only, without those that `text` does not have.

    Of a long text, most is only counted, and nothing behind the last position is read.
    """
    wanted = sorted(positions, reverse=True)
    found: dict[int, tuple[int, int]] = {}
    begin = passed = 0
    while wanted and begin < len(text):
        # No token holds a space, so a text may be cut there.
        space = _SPACE.search(text, begin + _CHUNK_CHARS)
        end = space.start() if space else len(text)
        chunk = text[begin:end]
        count = len(surfaces(chunk))
        if wanted[-1] < passed + count:
            places = offsets(chunk)
            while wanted and wanted[-1] < passed + count:
                start, stop = places[wanted[-1] - passed]
                found[wanted.pop()] = (begin + start, begin + stop)
        begin, passed = end, passed + count
    return found


def exact_terms(text: str) -> list[str]:
    """Return the folded form of each token, by position."""
    return [fold(token) for token in surfaces(text)]


def terms(text: str) -> list[str]:
    """Return the stemmed form of each token, by position."""
    return [stem(fold(token)) for token in surfaces(text)]


def query_terms(text: str, *, exact: bool = False) -> list[str]:
    """Return the terms that stand in a row where `text` stands in an article.

    Unlike in an article, the last character of an unspaced run is no term of its own:
    what follows it in the article is not known.
    """
    forms = [
        fold(piece)
        for token in _TOKEN.findall(text)
        for piece in (_pieces(token)[:-1] or [token] if _UNSPACED_RUN.match(token) else [token])
    ]
    return forms if exact else [stem(form) for form in forms]


@lru_cache(_CACHED_WORDS)
def fold(token: str) -> str:
    """Return `token` without case, diacritics, width, possessive 's or inner punctuation."""
    plain = unicodedata.normalize("NFKC", token).casefold().translate(_PLAIN)
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", plain)))
        plain = plain.replace("’", "'")
    if plain.endswith("'s"):
        plain = plain[:-2]
    return plain.replace("'", "").replace(".", "" if plain[:1].isalpha() else ".").replace(",", "")


def stem(form: str) -> str:
    """Return the Snowball English stem of a folded form.

    Snowball is used because Whoosh's own stemmer parts `running` from `runs`.
    """
    return _ENGLISH.stemWord(form)  # type: ignore[no-any-return]


def start_of_forms(stemmed: str) -> str:
    """Return what every folded form with this stem begins with.

    Stemming changes a word at its end (happy, happi) and no more than one letter of what it
    leaves; but for three words of its list of exceptions.
    """
    return stemmed[:1] if stemmed in _IRREGULAR else stemmed[: max(1, len(stemmed) - 1)]


def is_unspaced(text: str) -> bool:
    """Say whether `text` holds a character of a script that is indexed by pairs."""
    return _UNSPACED_RUN.search(text) is not None


def _pieces(token: str) -> list[str]:
    """Cut a run of an unspaced script into pairs and a last single; leave others whole."""
    if not _UNSPACED_RUN.match(token):
        return [token]
    return [token[i : i + 2] for i in range(len(token))]


def _offsets(text: str) -> Iterator[tuple[int, int]]:
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if _UNSPACED_RUN.match(token.group()):
            yield from ((i, min(i + 2, end)) for i in range(start, end))
        else:
            yield start, end
