"""Libraries that only few archives need, asked for when a file needs them."""

from __future__ import annotations

import importlib
from typing import Any

from corpus.importing.source_file import UnreadableError


def needed(module: str, package: str, what: str) -> Any:
    """Import a module, or raise UnreadableError that says what to install."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UnreadableError(
            f"reading {what} needs {package}: "
            "pip install --require-hashes -r requirements-formats.txt"
        ) from error
