"""Opening what is packed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from typing import Any

import pytest

from corpus.importing import decompression
from corpus.importing.archives import Opening, Refused, open_documents
from corpus.importing.source_file import UnreadableError


def stream_of(data: bytes) -> Any:
    return io.BufferedReader(io.BytesIO(data))


def read_all(
    data: bytes, name: str = "a.txt.gz", max_bytes: int = 1_000_000
) -> list[tuple[str, str, bytes]]:
    return [
        (opened.origin, "", opened.reason.encode())
        if isinstance(opened, Refused)
        else (opened[0], opened[1].name, opened[1].read())
        for opened in open_documents(name, f"/x/{name}", stream_of(data), Opening(max_bytes))
    ]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_what_is_compressed_is_read_as_the_file_inside(pack):
    assert read_all(pack(b"Talks")) == [("/x/a.txt.gz", "a.txt", b"Talks")]


@pytest.mark.parametrize("between", [b"", b"\x00" * 8])
def test_xz_streams_one_after_the_other_are_one_file(between):
    data = lzma.compress(b"Talks ") + between + lzma.compress(b"began") + between

    assert read_all(data)[0][2] == b"Talks began"


def test_xz_that_asks_for_much_memory_is_refused():
    wide = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 400 * 2**20}]

    with pytest.raises(UnreadableError, match="broken xz data: Memory usage limit"):
        read_all(lzma.compress(b"Talks", filters=wide))


def test_a_plain_file_is_itself():
    assert read_all(b"Talks", "a.txt") == [("/x/a.txt", "a.txt", b"Talks")]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_what_is_cut_short_is_named(pack):
    packed = pack(bytes(range(256)) * 40)

    with pytest.raises(UnreadableError, match=r"cut short|broken"):
        read_all(packed[: len(packed) // 2])


def test_what_is_broken_is_named():
    with pytest.raises(UnreadableError, match="broken gzip data"):
        read_all(gzip.compress(b"Talks" * 100)[:-8] + b"12345678")


def test_packing_upon_packing_ends():
    data = b"Talks"
    for _ in range(5):
        data = gzip.compress(data)

    with pytest.raises(UnreadableError, match="packed more than 4 times"):
        read_all(data)


@pytest.fixture
def _small_budget(monkeypatch):
    monkeypatch.setattr(decompression, "_ALWAYS_ALLOWED_BYTES", 100_000)


@pytest.mark.usefixtures("_small_budget")
@pytest.mark.parametrize("pack", [lzma.compress, lambda data: zipped(("a.txt", data))])
def test_what_swells_beyond_reason_is_refused(pack):
    with pytest.raises(UnreadableError, match="swells to more than"):
        read_all(pack(b"a" * 50_000_000), max_bytes=10**9)


@pytest.mark.usefixtures("_small_budget")
def test_a_bomb_in_many_members_is_refused_as_a_whole():
    bomb = zipped(*((f"{number}.txt", b"a" * 1_000_000) for number in range(60)))
    nested = zipped(*((f"{number}.zip", bomb) for number in range(9)))

    with pytest.raises(UnreadableError, match="swells to more than"):
        read_all(nested)


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


MEMBERS = (("one.txt", b"Talks"), ("folder/two.txt", b"More talks"))


@pytest.mark.parametrize(
    "data",
    [
        zipped(*MEMBERS),
        gzip.compress(zipped(*MEMBERS)),
        tarred(*MEMBERS),
        tarred(*MEMBERS, mode="w:gz"),
        tarred(*MEMBERS, mode="w:xz"),
    ],
    ids=["zip", "zip.gz", "tar", "tar.gz", "tar.xz"],
)
def test_an_archive_is_read_member_by_member(data):
    assert read_all(data, "a.zip") == [
        ("/x/a.zip!/one.txt", "one.txt", b"Talks"),
        ("/x/a.zip!/folder/two.txt", "two.txt", b"More talks"),
    ]


def test_archives_within_archives_are_read():
    data = tarred(("inner.zip", zipped(("a.txt.gz", gzip.compress(b"Talks")))))

    assert read_all(data, "a.tar") == [
        ("/x/a.tar!/inner.zip!/a.txt.gz", "a.txt", b"Talks"),
    ]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\etc\\passwd"])
def test_names_that_lead_out_are_labels_only(name):
    for data in (zipped((name, b"Talks")), tarred((name, b"Talks"))):
        assert read_all(data, "a") == [("/x/a!/etc/passwd", "passwd", b"Talks")]


def test_links_in_archives_are_named_and_not_followed():
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)

    assert read_all(packed.getvalue(), "a.tar") == [
        ("/x/a.tar!/link.txt", "", b"a link or device, not a file")
    ]


def test_hidden_members_are_left_out():
    data = zipped(("__MACOSX/a.txt", b"x"), (".git/config", b"x"), ("b/.hidden", b"x"))

    assert read_all(data, "a") == []


def test_a_broken_member_costs_no_other():
    broken = gzip.compress(bytes(range(256)))[:200]

    assert read_all(zipped(("a.gz", broken), ("b.txt", b"Talks")), "a.zip") == [
        ("/x/a.zip!/a.gz", "", b"gzip data cut short"),
        ("/x/a.zip!/b.txt", "b.txt", b"Talks"),
    ]


@pytest.mark.parametrize(
    "data",
    [zipped(*MEMBERS)[:60], tarred(*MEMBERS)[:700], b"PK\x03\x04" + b"\xff" * 90],
    # An archive holds the time it was made at: as a name it would differ between processes.
    ids=["zip", "tar", "not-a-zip"],
)
def test_an_archive_cut_short_is_named(data):
    with pytest.raises(UnreadableError, match="broken"):
        read_all(data, "a.zip")
