"""The package serves an archive in any folder, with nothing of a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds what `pip install` of the built wheel would install."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def dateline(package: Path, folder: Path, *arguments: str) -> str:
    """Run `dateline ARGUMENTS` in `folder` and return what it printed."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(package)}
    command = [sys.executable, "-m", "config.command", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def test_wheel_holds_pages_and_samples_but_no_tests(package):
    names = {str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()}

    assert {
        "config/site/templates/base.html",
        "config/site/static/css/base.css",
        "config/site/seeds/davos-empty-chair.txt",
    } <= names
    assert not [name for name in names if "/tests/" in name]


def test_wheel_offers_the_command(package):
    (entry_points,) = package.glob("dateline-*.dist-info/entry_points.txt")

    assert "dateline = config.command:main" in entry_points.read_text()


def test_installed_package_keeps_its_data_in_the_current_folder(package, tmp_path):
    (tmp_path / "talks.txt").write_text("Talks in Vienna\n\nThe ministers met on Thursday.\n")

    dateline(package, tmp_path, "migrate")
    told = dateline(package, tmp_path, "ingest", "talks.txt")

    assert "added 1, updated 0, unchanged 0, failed 0" in told
    assert (tmp_path / "dateline-data" / "dateline.sqlite3").exists()
