"""Whether the data folder can take more: told on pages, and asked before an import."""

from __future__ import annotations

import os
import shutil

from django.conf import settings

#: Below this much free space, in bytes, nothing new is begun.
MIN_FREE_BYTES = 64 * 1024**2

FULL = "The disk is full: nothing new can be saved until there is room. Searching goes on."
READ_ONLY = "The data folder is read-only: nothing new can be saved. Searching goes on."


def problem() -> str:
    """Return why nothing can be saved now, "" where it can."""
    folder = settings.DATA_DIR
    try:
        if not os.access(folder, os.W_OK):
            return READ_ONLY
        return FULL if shutil.disk_usage(folder).free < MIN_FREE_BYTES else ""
    except OSError:
        return READ_ONLY
