"""What a page asks of the database costs no more in a larger archive.

SQLite counts the instructions of its queries. A query that takes the wrong index walks through
the archive: its count grows with the archive, however fast the machine is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from corpus.models import Article
from corpus.operations.database_statistics import refresh_statistics
from search.tests.archive import store_many

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        "connection.vendor != 'sqlite'", reason="only SQLite counts its instructions"
    ),
]

_EACH = 10
_MANY = 4_000


@contextmanager
def counted() -> Iterator[list[int]]:
    """Yield a list of one number: tens of instructions that the block's queries took."""
    steps = [0]

    def tick() -> int:
        steps[0] += 1
        return 0

    connection.ensure_connection()
    connection.connection.set_progress_handler(tick, _EACH)
    try:
        yield steps
    finally:
        connection.connection.set_progress_handler(None, 0)


def steps_of(client, address: str) -> int:
    with counted() as steps:
        assert client.get(address).status_code in (200, 302, 404)
    return steps[0]


def fill(archive: list[Article]) -> None:
    """Add many articles to the database alone: pages do not show them."""
    first = archive[0]
    Article.objects.bulk_create(
        Article(
            key=f"{number:020}-{number}",
            origin=f"/filler/{number}",
            title=f"Filler {number}",
            title_origin="stated",
            text="Filler.",
            content_hash=f"{number:064}",
            source_id=first.source_id,
            published=dt.date(2000, 1, 1) + dt.timedelta(days=number),
            date_precision="day",
            date_origin="header",
        )
        for number in range(_MANY)
    )


@pytest.mark.parametrize("with_statistics", [False, True])
@pytest.mark.parametrize(
    "address",
    [
        "/?q=summit",
        "/?q=talks&page=2&source=Meridian+Wire",
        "/",
        "/?q=summit&view=kwic",
        "/?q=summit&view=kwic&sort=1R",
        "/suggest?q=sum&full=1",
        "ARTICLE?q=talks",
        "/article/0123456789abcdefghij/nothing-of-this-name/",
        "/help",
    ],
)
def test_page_costs_the_database_no_more_in_a_larger_archive(client, address, with_statistics):
    archive = store_many()
    address = address.replace("ARTICLE", archive[0].get_absolute_url())
    client.get(address)
    before = steps_of(client, address)
    fill(archive)
    if with_statistics:
        refresh_statistics()

    assert steps_of(client, address) <= 1.5 * before + 20
