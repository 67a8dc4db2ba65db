r"""The regular expression of a token, and the character classes it is made of.

A token is a run of letters and digits; initials with dots; a number with its separators; one
character of a script without spaces; a sign that carries a meaning beside a word or number
(`%`, `$`, `&`, `#tag`, `@name`, `C++`, `.NET`); or an emoji. What lies between two tokens is
no part of either. No token depends on anything beyond the white space around it.
"""

from __future__ import annotations

import re

from search.analysis.unicode_tables import class_of_marks

# Scripts written without spaces: Thai, Lao, Khmer, Myanmar, kana, Han.
# Korean is written with spaces, but its particles cling to the word: pairs serve it too,
# its syllables whole or in their parts.
UNSPACED = (
    "\u1100-\u115f\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
#: Characters that nobody sees: soft hyphens, zero-width spaces and joiners, marks of direction.
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
# `\w` knows no combining marks, yet Hindi vowels and a decomposed é are made of them.
_MARKS = class_of_marks()
# What goes on a character of these scripts: marks, vowels and finals of a Korean syllable
# in parts, and the sound marks of half-width kana.
ADDED = rf"{_MARKS}{INVISIBLE}\u1160-\u11ff\uff9e\uff9f"
_LETTER = rf"(?:[^\W\d_{UNSPACED}])"
_CHARACTER = rf"[^\W{UNSPACED}]"
_HEBREW = "\u05d0-\u05ea\u0591-\u05bd"
_EMOJI = (
    "\u203c\u2049\u2139\u231a-\u231b\u23e9-\u23fa\u25fb-\u25fe\u2600-\u27bf\u2b05-\u2b07"
    "\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
)
#: What may follow an emoji: another presentation, a colour of skin, a joined emoji.
_EMOJI_PARTS = "[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
#: Currency signs (Unicode's category Sc, in its first plane).
CURRENCY = (
    "$\u00a2-\u00a5\u058f\u060b\u09f2\u09f3\u0e3f\u17db\u20a0-\u20c0\ufdfc\ufe69\uff04"
    "\uffe0\uffe1\uffe5\uffe6"
)
_SIGNS = (
    rf"[{CURRENCY}%\u2030\u066a\uff05&\uff06\u00a7]"
    r"|(?<![\w&#])\#(?=[^\W_])"  # a tag
    r"|(?<![\w.])@(?=[^\W_])"  # a name, and not an address of mail
    r"|(?<=[^\W\d_])(?:\+{1,2}|\#)(?![\w+#])"  # C++, C#, Canal+
    r"|(?<![^\s(\[\"'“‘])\.(?=NET\b|[a-z]{2,6}\b)"  # .NET, .com
)
# No token is longer than some 255 characters: what is, is cut. A megabyte without a space
# would else be one term of the index, and every wildcard had to be tried on it.
TOKEN = re.compile(
    r"[A-Za-z]{2,255}(?![\w']|[^\x00-\x7f])"  # most words: found here, the rest is not tried
    rf"|[{UNSPACED}][{UNSPACED}{ADDED}]*"
    rf"|\b{_LETTER}(?:\.{_LETTER}){{1,126}}\b\.?"  # U.S. is one word, and the same word as US
    # 1,500 and 2.5bn are one number, and so is a Swiss 1'500.
    rf"|\d{{1,19}}(?:[.,]\d{{1,19}}|['’]\d{{3}}(?!\d)){{1,10}}{_LETTER}{{0,35}}"
    # צה"ל: the mark before the last letter makes an acronym; ג'ורג': a foreign sound.
    rf"|[\u05d0-\u05ea][{_HEBREW}]{{0,79}}(?:[\"״”][\u05d0-\u05ea](?![{_HEBREW}])"
    rf"|(?<=[{_HEBREW}]{{2}})[\"״”][\u05d0-\u05ea]{{2,3}}(?![{_HEBREW}\"])"
    rf"|['׳’][{_HEBREW}]{{1,80}}){{1,4}}"
    rf"|{_CHARACTER}(?:{_CHARACTER}|[{_MARKS}]|[{INVISIBLE}](?={_CHARACTER})){{0,254}}"
    r"(?:['’](?:[sStTdDmM]|[rR][eE]|[vV][eE]|[lL][lL])\b)?"
    rf"|{_SIGNS}"
    rf"|[\U0001f1e6-\U0001f1ff]{{2}}|[{_EMOJI}]{_EMOJI_PARTS}*"
    rf"(?:\u200d[{_EMOJI}]{_EMOJI_PARTS}*){{0,8}}"
)
UNSPACED_RUN = re.compile(f"[{UNSPACED}]")
# No character takes more marks than these few, whoever stacks them. A long mark at the end of
# a longer word of katakana is one: some write it, some do not (サーバー, サーバ).
CHARACTER = re.compile(
    rf"[{UNSPACED}{ADDED}][{ADDED}]{{0,7}}"
    "(?:(?<=[\u30a1-\u30fa\u30fc]{3})\u30fc(?![\u30a1-\u30ff]))?"
)
LONG_MARK = "\u30fc"

_SIGN = re.compile(rf"(?:{_SIGNS})\Z|[.#@+]+\Z")


def is_sign(token: str) -> bool:
    """Return whether a token is a sign that means something beside a word or number only."""
    return not token[0].isalnum() and _SIGN.match(token) is not None
