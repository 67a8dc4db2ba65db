"""An editor, and no index: what waits is asked of the database."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User


@pytest.fixture(autouse=True)
def _no_index(settings: Any) -> None:
    settings.CORPUS = replace(settings.CORPUS, after_write="")


@pytest.fixture
def editor(db: Any) -> User:
    return User.objects.create_user("ida")
