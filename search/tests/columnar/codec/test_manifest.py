from __future__ import annotations

import pytest

from search.engines.whoosh.columnar.codec.container import WrittenFile
from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError, UnknownFormatError
from search.engines.whoosh.columnar.index.manifest import (
    Manifest,
    SegmentEntry,
    generation_numbers,
    pointed_at,
)

_MANIFEST = Manifest(
    7,
    2,
    (
        SegmentEntry(WrittenFile("segment-a.seg", 10, "ab"), None, 5),
        SegmentEntry(
            WrittenFile("segment-b.seg", 20, "cd"), WrittenFile("segment-b.7.del", 3, "ef"), 4
        ),
    ),
)


def test_manifest_comes_back():
    assert Manifest.from_bytes(_MANIFEST.to_bytes(), "m") == _MANIFEST
    assert [file.name for file in _MANIFEST.files()] == [
        "segment-a.seg",
        "segment-b.seg",
        "segment-b.7.del",
    ]


def test_manifest_notices_every_changed_byte():
    written = bytearray(_MANIFEST.to_bytes())
    for place in range(len(written)):
        written[place] ^= 1
        with pytest.raises(CorruptIndexError):
            Manifest.from_bytes(bytes(written), "m")
        written[place] ^= 1


def test_manifest_of_another_format_is_told_from_a_damaged_one(monkeypatch):
    monkeypatch.setattr("search.engines.whoosh.columnar.index.manifest.MANIFEST_FORMAT", 9)
    written = _MANIFEST.to_bytes()
    monkeypatch.undo()

    with pytest.raises(UnknownFormatError, match="format 9"):
        Manifest.from_bytes(written, "m")


def test_pointer_names_the_generation_and_its_manifest():
    assert _MANIFEST.pointer.startswith(b"7 ")
    assert _MANIFEST.pointer[2:] == _MANIFEST.to_bytes()[-65:]


@pytest.mark.parametrize(
    ("pointer", "generation"), [(b"", None), (b"x 1", None), (b"12", None), (b"12 ab\n", 12)]
)
def test_pointer_is_read(pointer, generation):
    assert pointed_at(pointer) == generation


def test_generations_are_listed_newest_first(tmp_path):
    for name in ("generation-2.json", "generation-10.json", "generation-x.json", "other"):
        (tmp_path / name).touch()

    assert generation_numbers(tmp_path) == [10, 2]
