"""Who sits at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from corpus.accounts.roles import Role, give


@pytest.fixture
def anna(client: Client, db: Any) -> User:
    """An editor, signed in."""
    user = User.objects.create_user("anna")
    give(user, Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def boris(db: Any) -> User:
    """Another editor."""
    user = User.objects.create_user("boris")
    give(user, Role.EDITOR)
    return user


@pytest.fixture
def chief(client: Client, db: Any) -> User:
    """An administrator, signed in."""
    user = User.objects.create_user("chief")
    give(user, Role.ADMINISTRATOR)
    client.force_login(user)
    return user
