"""Django's settings for a measurement: they must not touch the user's own data."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile


def prepare_django() -> None:
    """Load the settings with a data folder of their own, gone when the process ends."""
    folder = tempfile.mkdtemp(prefix="dateline-benchmark-data-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["DATELINE_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
