"""How the letters of a word are written: small, with a capital, all in capitals, or mixed."""

from __future__ import annotations

SMALL, CAPITAL, CAPITALS, MIXED = range(4)
_POSSESSIVES = ("'s", "’s", "'S", "’S")


def letter_case(token: str) -> int:
    """Return SMALL (also without letters), CAPITAL (Turkey, I), CAPITALS (WHO) or MIXED (iPhone).

    A possessive 's is left out.
    """
    if token.islower():
        return SMALL
    word = without_possessive(token)
    if word.isupper():
        return CAPITALS if sum(map(str.isalpha, word)) > 1 else CAPITAL
    if word == word.lower():
        return SMALL
    return CAPITAL if word[0].isupper() and word[1:] == word[1:].lower() else MIXED


def without_possessive(token: str) -> str:
    """Return `token` without an 's at its end."""
    return token[:-2] if token.endswith(_POSSESSIVES) else token
