"""What the settings make on a first start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.process


def test_the_data_folder_and_its_key_are_their_owners_alone(tmp_path):
    folder = tmp_path / "archive"
    environment = {
        name: value for name, value in os.environ.items() if name not in ("SECRET_KEY", "DEBUG")
    } | {"DATELINE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", "from config import settings; print(settings.SECRET_KEY)"]

    keys = {
        subprocess.check_output(command, cwd=settings.BASE_DIR, env=environment) for _ in range(2)
    }

    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in folder.iterdir()] == ["secret_key"]
    assert Path(folder, "secret_key").stat().st_mode & 0o777 == 0o600
    assert len(keys) == 1
    assert len(keys.pop().strip()) > 60
