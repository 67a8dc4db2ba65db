"""Passwords known from breaches, looked up in a file on this machine: nothing is asked elsewhere.

The file is a list as Have I Been Pwned gives it out: lines `SHA-1 in hexadecimal:count`, sorted by
the hash. It is searched by halving, so its size does not matter.
"""

from __future__ import annotations

import hashlib
from io import BufferedReader
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_HASH_CHARS = 40


class BreachedPasswordValidator:
    """Refuses a password of the file that the settings name; without a file it refuses none."""

    def validate(self, password: str, user: User | None = None) -> None:
        path = settings.CORPUS.breached_passwords
        if path and is_listed(Path(path), password):
            raise ValidationError(
                _("This password is known from a breach: others try it first."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        return ""


def is_listed(path: Path, password: str) -> bool:
    """Return whether a sorted list of hashes has a password's. Raises OSError."""
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
    wanted = digest.encode()
    with path.open("rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            line, end = _line_from(file, middle)
            found = line[:_HASH_CHARS].upper()
            if found == wanted:
                return True
            if line and found < wanted:
                low = end
            else:
                high = middle
    return False


def _line_from(file: BufferedReader, position: int) -> tuple[bytes, int]:
    """Return the first whole line that begins at or behind a position, and where it ends."""
    file.seek(max(0, position - 1))
    if position:
        file.readline()
    return file.readline(), file.tell()
