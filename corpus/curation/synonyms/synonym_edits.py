"""Changes to the list of equal words: each is in the log of changes, and can be undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from corpus.curation.editing import Person
from corpus.curation.synonyms.synonym_list import shipped_sets
from corpus.models import ChangeSet, SynonymChange, SynonymSet
from corpus.models.synonyms.synonym_set import synonym_key

MAX_WORDS = 12
MAX_WORD_CHARS = 80
_SEPARATORS = re.compile(r"[=\r\n]")
_LETTER = re.compile(r"\w")
# What a database or a page cannot hold.
_UNWANTED = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class WantedSynonyms(NamedTuple):
    """A set of equal words, and whether searches are to use it."""

    words: tuple[str, ...]
    active: bool = True


def read_words(text: str) -> tuple[str, ...]:
    """Return the words of `Kyiv = Kiev`, or of a word a line.

    Raise ValueError, with a sentence for the editor, where they make no set.
    """
    return checked(_SEPARATORS.split(text.strip()))


def checked(words: Sequence[str]) -> tuple[str, ...]:
    """Return words without double ones and blanks. Raise ValueError where they make no set."""
    distinct: dict[str, str] = {}
    for word in words:
        plain = " ".join(word.split())
        if plain:
            distinct.setdefault(plain.casefold(), plain)
    found = tuple(distinct.values())
    if len(found) < 2:
        raise ValueError(_("Give at least two different words, as in: Kyiv = Kiev"))
    if len(found) > MAX_WORDS:
        raise ValueError(_("At most %(number)d words can be equal.") % {"number": MAX_WORDS})
    for word in found:
        if len(word) > MAX_WORD_CHARS:
            raise ValueError(_("“%(word)s…” is too long.") % {"word": word[:40]})
        if _UNWANTED.search(word):
            raise ValueError(_("A word has characters that cannot be typed."))
        if not _LETTER.search(word):
            raise ValueError(_("“%(word)s” has no letter or digit.") % {"word": word})
    return found


def change_list(
    wanted: Sequence[WantedSynonyms], user: Person, summary: str = ""
) -> ChangeSet | None:
    """Bring sets into the list, or switch them on or off; None where all was so already.

    One transaction, one change set.
    """
    with transaction.atomic():
        known = _states([synonym_key(one.words) for one in wanted])
        changed = {
            key: one
            for one in wanted
            if known.get(key := synonym_key(one.words), False) != one.active or key not in known
        }
        if not changed:
            return None
        made = ChangeSet.objects.open(
            ChangeSet.Kind.SYNONYMS, user, summary or _summary([*changed.values()])
        )
        for key, one in changed.items():
            _set(made, key, one.words, known.get(key, False), one.active)
    return made


def take_back(change_set: ChangeSet, undoing: ChangeSet) -> int:
    """Undo the changes of a set that still hold; return how many. Name the others in `undoing`."""
    rows = list(change_set.synonym_changes.all())
    known = _states([row.key for row in rows])
    done = 0
    for row in rows:
        if known.get(row.key) != row.after:
            undoing.skip(0, _("“%(words)s” was changed since") % {"words": " = ".join(row.words)})
            continue
        _set(undoing, row.key, row.words, row.after, row.before)
        done += 1
    return done


def _states(keys: Sequence[str]) -> dict[str, bool]:
    """Say of each set of the list whether it is on."""
    shipped = shipped_sets()
    states = {key: shipped[key].active for key in keys if key in shipped}
    rows = SynonymSet.objects.select_for_update().filter(key__in=keys)
    return states | dict(rows.values_list("key", "active"))


def _set(change_set: ChangeSet, key: str, words: Sequence[str], before: bool, after: bool) -> None:
    SynonymSet.objects.update_or_create(key=key, defaults={"words": [*words], "active": after})
    SynonymChange.objects.create(
        change_set=change_set, key=key, words=[*words], before=before, after=after
    )


def _summary(wanted: Sequence[WantedSynonyms]) -> str:
    first = " = ".join(wanted[0].words)
    if len(wanted) > 1:
        return _("Equal words: %(number)d sets") % {"number": len(wanted)}
    text = _("Equal words: %(words)s") if wanted[0].active else _("No longer equal: %(words)s")
    return text % {"words": first}
