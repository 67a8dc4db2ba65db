"""Suggestions that are worth offering: they find something, and are no accident of typing.

An archive holds words that nobody means: `immigrants5`, `immigrantsand`, `goverment`. They are
found when typed in full, but are not suggested.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from search.query.nodes import Fuzzy
from search.results.session import SearchSession

#: Beside a suggestion that finds so many times as much, a rarer one is no help.
_MUCH_RARER = 1_000
#: A word of no more articles may be an accident, where another has so many times as many.
_FEW = 3
_MUCH_COMMONER = 100
_MIN_CHARS = 4
#: Each check costs a walk through the words of the index.
_MAX_CHECKS = 6


def without_debris(totals: Mapping[str, int], session: SearchSession) -> Iterator[tuple[str, int]]:
    """Yield the suggestions of `totals` that are worth offering, with how much they find."""
    top = max(totals.values(), default=0)
    checks = 0
    for text, total in totals.items():
        if not total or total * _MUCH_RARER < top:
            continue
        if total <= _FEW and checks < _MAX_CHECKS:
            checks += 1
            if _is_accident(text.rpartition(" ")[2].strip('"'), session):
                continue
        yield text, total


def _is_accident(word: str, session: SearchSession) -> bool:
    """Return whether a rare word is a common one with something wrong about it."""
    if len(word) < _MIN_CHARS or not word.isalnum():
        return False
    splits = [(word[:at], word[at:]) for at in range(2, len(word))]
    parts = [part for split in splits for part in split]
    own, *counts = session.engine.frequencies([word, *parts])
    least = max(own, 1) * _MUCH_COMMONER
    for (_, end), one, other in zip(splits, counts[::2], counts[1::2], strict=True):
        if one >= least and (other >= least or end.isdigit()):
            return True
    alike = session.words(Fuzzy(word, 1), 5)
    return any(count >= least and other[0] == word[0] for other, count in alike)
