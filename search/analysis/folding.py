"""Folding: removes case, diacritics and width, and maps letters that are typed plain.

    Café cafe ＣＡＦＥ   cafe        İstanbul ISTANBUL   istanbul
    Łódź Lodz          lodz        الأمّة الامه          الامه
    Київ               киів        ὈΔΟΣ ὁδός           οδοσ

Letters that decomposition would change, but that are letters of their own, stay: й is not и.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from search.analysis.unicode_tables import decimal_digits

_CACHED_WORDS = 200_000

# Letters that Unicode does not decompose, though readers type them plain; in Arabic script
# the letters that keyboards and writers mix up, as Lucene's normalizers have them.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | {"ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ـ": ""}
    | decimal_digits()
)
# Latin, Greek and Cyrillic accents; the points of Hebrew; the vowels and hamzas of Arabic.
_ACCENTS = (*range(0x0300, 0x0306), *range(0x0307, 0x0370))
_POINTS = (*range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5, 0x05C7)
_VOWELS = (*range(0x064B, 0x0656), 0x0670)
_WITHOUT_ACCENTS = dict.fromkeys((*_ACCENTS, *_POINTS, *_VOWELS))
_BREVE = "\u0306"
#: Persian letters as Persian has them, whatever the keyboard.
_PERSIAN = str.maketrans("يك", "یک")
_TURKISH = str.maketrans("Iİ", "ıi")


@lru_cache(_CACHED_WORDS)
def fold(token: str) -> str:
    """Return `token` without case, diacritics, width, possessive 's or inner punctuation."""
    if token.isascii():
        return _without_punctuation(token.lower())
    return _without_punctuation(plain(unicodedata.normalize("NFKC", token).casefold()))


def written(token: str, language: str) -> str:
    """Return `token` as `fold` does, but with its diacritics, in the letters of a language."""
    if language == "tr":
        token = token.translate(_TURKISH)
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", token).casefold())
    return _without_punctuation(folded.translate(_PERSIAN) if language == "fa" else folded)


def plain(text: str) -> str:
    """Return lower-case `text` without diacritics, composed."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFD", text.translate(_PLAIN))
    if _BREVE in letters:
        letters = _without_breves(letters)
    return unicodedata.normalize("NFC", letters.translate(_WITHOUT_ACCENTS)).translate(_PLAIN)


def _without_breves(text: str) -> str:
    """й is и with a breve to Unicode, and a letter of its own to readers."""
    kept = [
        char for at, char in enumerate(text) if char != _BREVE or text[max(0, at - 1) : at] in "иИ"
    ]
    return "".join(kept)


def _without_punctuation(form: str) -> str:
    form = form.replace("’", "'")
    if form.endswith("'s"):
        form = form[:-2]
    return form.replace("'", "").replace(".", "" if form[:1].isalpha() else ".").replace(",", "")
