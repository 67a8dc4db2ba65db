"""How long a text is, in words.

A word is what stands between blanks. Scripts that put none between words (Chinese, Japanese,
Thai, and others) are counted by characters, as is usual for them.
"""

from __future__ import annotations

import re
import unicodedata

# Thai, Lao, Khmer, Myanmar, kana, Han, and Korean, whose particles cling to the word.
_UNSPACED = re.compile(
    "[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]"
)
# Vowels and tones that stand above or below a letter are part of it.
_MARKS = ("Mn", "Mc")


def count_words(text: str) -> int:
    """Return about as many words as a search by length (`words:>800`) finds in a text.

    That one counts `U.S.-led` as two, this as one.
    """
    if text.isascii() or not _UNSPACED.search(text):
        return len(text.split())
    characters = _UNSPACED.findall(text)
    letters = sum(unicodedata.category(character) not in _MARKS for character in characters)
    others = (word for word in _UNSPACED.sub(" ", text).split() if any(map(str.isalnum, word)))
    return letters + sum(1 for _ in others)
