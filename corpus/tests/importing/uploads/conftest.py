"""An editor, and files as they come from a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.test import Client

from corpus.accounts.roles import Role, give
from corpus.jobs import runner


@pytest.fixture
def editor(db) -> User:
    user = User.objects.create_user("ida")
    give(user, Role.EDITOR)
    return user


@pytest.fixture
def desk(editor) -> Client:
    """A browser in which the editor is signed in."""
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture(autouse=True)
def _tell_at_once(monkeypatch, settings):
    settings.CORPUS = replace(settings.CORPUS, after_write="")
    monkeypatch.setattr(runner, "_WRITE_SECONDS", 0.0)
    runner.stopping.clear()
    yield
    runner.stopping.clear()
