"""The words of the archive, as far as somebody keeps an index of them."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from corpus.extraction.words.hyphenation import Frequencies


def known_words() -> Frequencies | None:
    """Return what tells how many articles have a word, None where nothing does."""
    path = settings.CORPUS.word_frequencies
    return cast("Frequencies", import_string(path)) if path else None
