"""Counts in words, with the plural of the language: `1 article`, `1,234 articles`."""

from __future__ import annotations

from django.utils.translation import ngettext


def articles(number: int) -> str:
    return ngettext("%(number)s article", "%(number)s articles", number) % _shown(number)


def matches(number: int) -> str:
    return ngettext("%(number)s match", "%(number)s matches", number) % _shown(number)


def words(number: int) -> str:
    return ngettext("%(number)s word", "%(number)s words", number) % _shown(number)


def hidden_lines(number: int) -> str:
    singular = "%(number)s line hidden as page furniture"
    plural = "%(number)s lines hidden as page furniture"
    return ngettext(singular, plural, number) % _shown(number)


def differences(number: int) -> str:
    return ngettext("%(number)s difference", "%(number)s differences", number) % _shown(number)


def _shown(number: int) -> dict[str, str]:
    return {"number": f"{number:,}"}
