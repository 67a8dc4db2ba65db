"""A new data folder, and one of an older version."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.migrations.recorder import MigrationRecorder

from corpus.operations.new_database import OutdatedDatabaseError, prepare_database


@pytest.mark.django_db
def test_database_of_this_version_is_left_alone():
    assert prepare_database() is False


@pytest.mark.django_db
def test_database_of_an_older_version_is_named_and_not_changed(tmp_path):
    rows = MigrationRecorder.Migration.objects.filter(app="corpus").order_by("-name")
    rows.filter(name=rows[0].name).delete()

    with pytest.raises(OutdatedDatabaseError, match=r"manage\.py migrate"):
        prepare_database()
    with pytest.raises(CommandError, match="older version"):
        call_command("ingest", str(tmp_path))


def test_import_into_a_new_data_folder_makes_its_tables(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Talks begin\n\nThey met on Friday.")
    data = tmp_path / "data"
    environment = os.environ | {
        "DATELINE_DATA": str(data),
        "DATABASE_URL": f"sqlite:///{data / 'dateline.sqlite3'}",
    }
    command = [
        sys.executable,
        "manage.py",
        "ingest",
        "--dry-run",
        "--jsonl",
        str(tmp_path / "a.txt"),
    ]

    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert '"title": "Talks begin"' in done.stdout
    assert "its tables have been made" in done.stderr
