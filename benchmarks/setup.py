"""Django's settings for a measurement: they must not touch the user's own data."""

from __future__ import annotations

import os
import tempfile


def prepare_django() -> None:
    """Load the settings with a data folder of their own."""
    os.environ["DATELINE_DATA"] = tempfile.mkdtemp(prefix="dateline-benchmark-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
