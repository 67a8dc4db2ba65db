"""Opening what is packed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from typing import Any

import pytest

from corpus import containers
from corpus.containers import open_documents
from corpus.documents import UnreadableError


def stream_of(data: bytes) -> Any:
    return io.BufferedReader(io.BytesIO(data))


def opened(data: bytes, name: str = "a.txt.gz") -> list[tuple[str, str, bytes]]:
    return [
        (origin, document.name, document.read())
        for origin, document in open_documents(name, f"/x/{name}", stream_of(data), 1_000_000)
    ]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_what_is_compressed_is_read_as_the_file_inside(pack):
    assert opened(pack(b"Talks")) == [("/x/a.txt.gz", "a.txt", b"Talks")]


def test_a_plain_file_is_itself():
    assert opened(b"Talks", "a.txt") == [("/x/a.txt", "a.txt", b"Talks")]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_what_is_cut_short_is_named(pack):
    packed = pack(bytes(range(256)) * 40)

    with pytest.raises(UnreadableError, match=r"cut short|broken"):
        opened(packed[: len(packed) // 2])


def test_what_is_broken_is_named():
    with pytest.raises(UnreadableError, match="broken gzip data"):
        opened(gzip.compress(b"Talks" * 100)[:-8] + b"12345678")


def test_packing_upon_packing_ends():
    data = b"Talks"
    for _ in range(4):
        data = gzip.compress(data)

    with pytest.raises(UnreadableError, match="packed more than 3 times"):
        opened(data)


def test_what_swells_beyond_reason_is_refused(monkeypatch):
    monkeypatch.setattr(containers, "_ALWAYS_ALLOWED_BYTES", 100_000)
    stream = stream_of(lzma.compress(b"\0" * 5_000_000))
    ((_, document),) = open_documents("a.xz", "/x/a.xz", stream, 10_000_000)

    with pytest.raises(UnreadableError, match="swells more than"):
        document.read()
