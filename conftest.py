"""Settings for every test: no network, an index and a data folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from corpus.tests.law_profiles import PROFILE

hypothesis_settings.load_profile(PROFILE)

SHARED = Path(__file__).resolve().parent.parent / "shared"


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path: Path) -> None:
    settings.SEARCH = {**settings.SEARCH, "INDEX_DIR": tmp_path / "index"}
    settings.CORPUS = {
        **settings.CORPUS,
        "WORKER_LOCK": tmp_path / "worker.lock",
        "UPLOADS_DIR": tmp_path / "uploads",
    }
    # A password's real hash is made to be slow.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def shared() -> Path:
    """The optional test data beside the project; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("optional test data (../shared) is absent")
    return SHARED
