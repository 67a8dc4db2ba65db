"""The tables of what readers keep are as their migrations make them."""

from __future__ import annotations

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_models_are_as_the_migrations_make_them():
    call_command("makemigrations", "search", check=True, dry_run=True, verbosity=0)
