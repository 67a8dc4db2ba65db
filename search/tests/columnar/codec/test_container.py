from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.engines.whoosh.columnar.codec.container import Container, SectionWriter
from search.engines.whoosh.columnar.codec.disk import RealDisk
from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError, UnknownFormatError


def _write(path: Path, version: int = 3) -> None:
    sections = SectionWriter(RealDisk(), path, version)
    sections.add("small", np.array([1, 2, 3], "<u4"))
    sections.add("empty", np.empty(0, "<u2"))
    sections.add("large", np.arange(100_000, dtype="<u2"), np.array([7], "<u2"))
    sections.finish()


def _read_all(container: Container) -> list[list[int]]:
    return [container[name].whole().tolist() for name in container]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    _write(tmp_path / "file")
    return tmp_path / "file"


def test_container_gives_back_what_was_written(path):
    container = Container.open(path, 3)

    assert list(container) == ["small", "empty", "large"]
    assert container["small"].whole().tolist() == [1, 2, 3]
    assert container["empty"].whole().tolist() == []
    assert container["large"].slice(99_999, 100_001).tolist() == [99_999 % 65_536, 7]


def test_container_is_read_only(path):
    section = Container.open(path, 3)["small"].whole()

    with pytest.raises(ValueError, match="read-only"):
        section[0] = 9


def test_container_refuses_another_version(path):
    with pytest.raises(UnknownFormatError):
        Container.open(path, 4)


def test_container_names_a_section_that_is_missing(path):
    with pytest.raises(CorruptIndexError, match="no section gone"):
        Container.open(path, 3)["gone"]


@pytest.mark.parametrize("length", [0, 1, 63, 100, 200_000])
def test_container_refuses_a_file_cut_short(path, length):
    path.write_bytes(path.read_bytes()[:length])

    with pytest.raises(CorruptIndexError):
        Container.open(path, 3)


def _places(size: int) -> list[int]:
    """All bytes near the ends, and some between."""
    return [*range(600), *range(600, size - 600, 997), *range(size - 600, size)]


def test_container_notices_every_flipped_byte(path):
    whole = bytearray(path.read_bytes())
    unnoticed = []

    for place in _places(len(whole)):
        whole[place] ^= 0x40
        try:
            _read_all(Container(bytes(whole), "file", 3))
            Container(bytes(whole), "file", 3).check_all()
            unnoticed.append(place)
        except (CorruptIndexError, UnknownFormatError):
            pass
        whole[place] ^= 0x40

    assert unnoticed == []


def test_section_checks_only_what_it_touches(path):
    whole = bytearray(path.read_bytes())
    whole[150_000] ^= 1

    section = Container(bytes(whole), "file", 3)["large"]

    assert section.slice(0, 10).tolist() == list(range(10))
    with pytest.raises(CorruptIndexError, match="near byte 131072"):
        section.slice(70_000, 80_000)
    with pytest.raises(CorruptIndexError):
        section.whole()


def test_written_file_is_described_by_size_and_sha256(tmp_path):
    import hashlib

    sections = SectionWriter(RealDisk(), tmp_path / "file", 1)
    sections.add("numbers", np.arange(1_000_000, dtype="<u8"))

    written = sections.finish()

    data = (tmp_path / "file").read_bytes()
    assert written.name == "file"
    assert written.size == len(data)
    assert written.sha256 == hashlib.sha256(data).hexdigest()
