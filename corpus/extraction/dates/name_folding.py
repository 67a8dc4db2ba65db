"""One spelling of a month's or weekday's name: case, accents and final points aside."""

from __future__ import annotations

import unicodedata

# In these scripts marks are accents or optional vowels; in others they are vowels of their own.
_ACCENTED_BELOW = 0x0700
_NUKTAS = "\u093c\u09bc\u0a3c\u0abc"
_DOTLESS = str.maketrans({"ı": "i", "\u2019": "'", "\u05f3": "", "\u0970": "", "\u02bc": "'"})


def fold_name(name: str) -> str:
    """Return a name for comparison: "Févr." and "FEVR" are "fevr"."""
    if name.isascii():
        return name.casefold().strip(". ")
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_DOTLESS))
    kept = (character for character in plain if not _is_accent(character))
    return "".join(kept).strip(". ")


def _is_accent(character: str) -> bool:
    if character in _NUKTAS:
        return True
    category = unicodedata.category(character)
    return category == "Cf" or (category == "Mn" and ord(character) < _ACCENTED_BELOW)
