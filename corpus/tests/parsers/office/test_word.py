"""Word files."""

from __future__ import annotations
