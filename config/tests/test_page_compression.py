from __future__ import annotations

import gzip

import pytest

from search.tests.archive import store_many

pytestmark = pytest.mark.django_db

ACCEPTING = {"Accept-Encoding": "gzip, br"}


@pytest.fixture
def archive():
    return store_many()


@pytest.mark.parametrize("address", ["/?q=summit", "/?q=summit&format=json", "/help"])
def test_page_is_compressed_for_who_can_read_it(client, archive, address):
    plain = client.get(address)
    packed = client.get(address, headers=ACCEPTING)

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content)[:80] == plain.content[:80]


def test_same_page_differs_in_size_from_answer_to_answer(client, archive):
    """What an attacker would measure (BREACH) is blurred by bytes of no meaning."""
    sizes = {len(client.get("/help", headers=ACCEPTING).content) for _ in range(20)}

    assert len(sizes) > 5


@pytest.mark.parametrize("format_", ["csv", "xlsx", "zip", "jsonl"])
def test_download_is_streamed_as_it_is(client, archive, format_):
    answer = client.get(f"/?q=summit&format={format_}", headers=ACCEPTING)

    assert "Content-Encoding" not in answer


def test_compressed_page_is_not_sent_again(client, archive):
    first = client.get("/?q=summit", headers=ACCEPTING)

    again = client.get("/?q=summit", headers=ACCEPTING | {"If-None-Match": first["ETag"]})

    assert first["ETag"].startswith("W/")
    assert again.status_code == 304
