"""Settings for every test: no network, an index and a data folder of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from corpus.tests.law_profiles import PROFILE

hypothesis_settings.load_profile(PROFILE)

SHARED = Path(__file__).resolve().parent.parent / "shared"


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path: Path) -> None:
    settings.SEARCH = replace(settings.SEARCH, index_dir=tmp_path / "index")
    settings.CORPUS = replace(
        settings.CORPUS, worker_lock=tmp_path / "worker.lock", uploads_dir=tmp_path / "uploads"
    )
    # Files are served as they lie, whatever was collected beside this checkout.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # A password's real hash is made to be slow.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def shared() -> Path:
    """The optional test data beside the project; skips where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("optional test data (../shared) is absent")
    return SHARED
