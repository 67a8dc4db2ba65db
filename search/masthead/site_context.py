"""What the frame of every page needs: name, sentence and theme."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from search.masthead.theme import THEMES, theme_of


def site(request: HttpRequest) -> dict[str, Any]:
    """Give templates the archive's name and sentence, and the themes to choose from."""
    theme = theme_of(request.COOKIES)
    return {
        "archive_name": settings.SEARCH.archive_name,
        "archive_sentence": settings.SEARCH.archive_sentence,
        "theme": theme,
        "themes": [(value, label, value == theme) for value, label in THEMES.items()],
    }
