"""What holds for every queue."""

from __future__ import annotations

import pytest

from corpus.review import QUEUES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", list(QUEUES))
@pytest.mark.parametrize("subject", ["", "7", "0", "-1", "9" * 19, "9" * 30, "²", "x", "a" * 64])
def test_what_names_no_item_finds_none(name, subject):
    assert QUEUES[name]().find(subject) is None
