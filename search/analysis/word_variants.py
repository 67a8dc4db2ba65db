"""What the spellings of one word are built from: signs and units written out, amounts, names.

Tables, and functions of single words; `spelling_rows` puts them together.
"""

from __future__ import annotations

import re
from itertools import product

from search.analysis.folding import fold, plain

#: Signs, each with the words it is read as.
_SIGNS = (
    "& and und et och og и та y e i en ja ve",
    "% percent pct prozent procent процент процента процентов",
    "$ dollar dollars usd",
    "€ euro euros eur",
    "£ pound pounds gbp",
    "¥ yen yuan jpy cny",
    "₹ rupee rupees inr",
    "₽ ruble rouble rubles roubles rub",
    "§ section paragraph",
)
#: Short forms. All of a row are one word.
_UNITS = (
    "km kilometre kilometer kilometres kilometers",
    "kg kilogram kilogramme kilograms",
    "cm centimetre centimeter centimetres centimeters",
    "mm millimetre millimeter",
    "kwh kilowatthour",
    "mw megawatt megawatts",
    "gw gigawatt gigawatts",
    "million millions mn mln mio",
    "billion billions bn bln",
    "trillion trillions tn trn",
    "thousand thousands tsd",
)
#: Words of one letter or two mean much else: they are no sign.
_MIN_WORD = 2
_EQUALS = {
    **{word: (row[0],) for row in _SIGNS for word in row.split()[1:] if len(word) >= _MIN_WORD},
    **{row[0]: tuple(row.split()[1:]) for row in _SIGNS},
    **{
        word: tuple(other for other in row.split() if other != word)
        for row in _UNITS
        for word in row.split()
    },
}
for _word in ("en", "ja", "ve"):
    del _EQUALS[_word]
#: Currencies by sign, and what stands right behind a number for so many of something.
CURRENCIES = {row.split()[0]: tuple(row.split()) for row in _SIGNS[2:8]}
SCALES = {
    "million": ("m", "mn", "mln", "mio"),
    "billion": ("bn", "b", "bln", "mrd"),
    "trillion": ("tn", "trn", "t"),
    "thousand": ("k", "tsd"),
}
_SCALE_OF = {
    name: scale
    for scale, short in SCALES.items()
    for name in (scale, f"{scale}s", *(each for each in short if len(each) > 1))
} | {"millionen": "million", "milliarden": "billion", "milliarde": "billion"}
_SUFFIX_OF = {suffix: scale for scale, short in SCALES.items() for suffix in short}
_CURRENCY_OF = {word: sign for sign, row in CURRENCIES.items() for word in row}
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
#: Two words that read as one sign.
PER_CENT = (("per", "cent"), ("pour", "cent"), ("por", "ciento"), ("por", "cento"))
_PER_CENT = _SIGNS[1].split()

#: How a letter is typed without it, and what a pair of plain letters may stand for.
_TYPED_AS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj", "ð": "dh"}
_LETTERS = {
    "ae": ("ä",),
    "oe": ("ö", "ø"),
    "ue": ("ü",),
    "aa": ("å",),
    "dj": ("đ",),
}
_PAIR = re.compile("|".join(_LETTERS))
_MAX_PAIRS = 2


def equals(form: str) -> tuple[str, ...]:
    """Return the signs and words that stand for a folded word, without itself."""
    return _EQUALS.get(form, ())


def per_cent() -> tuple[str, ...]:
    """Return what `per cent` is written as in one word."""
    return tuple(_PER_CENT)


def is_per_cent(form: str) -> bool:
    return form in _PER_CENT


def currency_of(form: str) -> str:
    """Return the sign of a currency by its sign or its name, "" for any other word."""
    return _CURRENCY_OF.get(form, "")


def scale_of(form: str) -> str:
    """Return which scale a word names (mn, millions: million), "" for any other."""
    return _SCALE_OF.get(form, "")


def is_number(form: str) -> bool:
    return _NUMBER.fullmatch(form) is not None


def amount(form: str) -> tuple[str, str] | None:
    """Return number and scale of 5m or 2.5bn; None for any other word."""
    found = _AMOUNT.fullmatch(form)
    scale = _SUFFIX_OF.get(found[2], "") if found else ""
    return (found[1], scale) if found and scale else None


def typed_plain(written: str) -> tuple[str, ...]:
    """Return how a word is typed where the keyboard lacks its letters: Müller, mueller.

    `written` is the word in small letters with its accents. English and German spellings of
    foreign names write sh and sch.
    """
    found = []
    if not written.isascii():
        other = "".join(_TYPED_AS.get(letter, letter) for letter in written)
        if other != written:
            found.append(plain(other))
    form = plain(written)
    if "sch" in form:
        found.append(form.replace("sch", "sh"))
    elif "sh" in form:
        found.append(form.replace("sh", "sch"))
    return tuple(word for word in found if word != form)


def accented(form: str) -> tuple[str, ...]:
    """Return what the `spelled` terms of words begin with that are typed as `form`.

    Letters behind the last pair may have accents of their own: djokovic, Đoković.
    """
    pairs = list(_PAIR.finditer(form))[:_MAX_PAIRS] if form.isascii() else []
    found: dict[str, None] = {}
    for chosen in product(*(("", *_LETTERS[pair.group()]) for pair in pairs)):
        spelling, at, last = "", 0, 0
        for pair, letter in zip(pairs, chosen, strict=True):
            spelling += form[at : pair.start()] + (letter or pair.group())
            last = len(spelling) if letter else last
            at = pair.end()
        spelling += form[at:]
        if last:
            found[f"{fold(spelling)} {spelling[:last]}"] = None
    return tuple(found)
