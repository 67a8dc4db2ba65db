"""Question words and other words of grammar, by language: Whoosh's lists (from Snowball)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whoosh.lang.stopwords import stoplists

_MORE = {
    "fr": {"quel", "quelle", "quels", "quelles", "comment", "pourquoi", "quand", "où"},
    "en": {"could", "might", "must", "shall", "upon", "whether", "whose", "would"},
}
# Other letters stand alone as names: vitamin d, hepatitis c.
_OF_ONE_LETTER = ("a", "i", "y", "à", "и", "в", "с", "у", "к", "о")
_LISTS: Mapping[str, frozenset[str]] = {
    language: frozenset(word for word in words if len(word) > 1 or word in _OF_ONE_LETTER)
    | _MORE.get(language, set())
    for language, words in stoplists.items()
}
#: Of languages that fit equally, the first is chosen.
_LANGUAGES = ("en", *sorted(set(_LISTS) - {"en"}))


def stop_words_in(words: Sequence[str]) -> frozenset[str]:
    """Return which of some folded words are stop words of the one language that has most of them.

    `die` is one in a German question and none in an English one.
    """
    found = [frozenset(words) & _LISTS[language] for language in _LANGUAGES]
    return max(found, key=lambda own: sum(word in own for word in words))
