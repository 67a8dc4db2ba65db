"""Finding files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.importing.file_walk import FoundFile, Obstacle, sift, walk


def found(*paths: str | Path) -> list[str]:
    return [item.path.name for item in walk(paths) if isinstance(item, FoundFile)]


def obstacles(*paths: str | Path) -> list[tuple[str, str, bool]]:
    return [
        (Path(item.path).name, item.reason, item.failed)
        for item in walk(paths)
        if isinstance(item, Obstacle)
    ]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/1.txt", "c.txt", "a.txt", ".hidden", "README.md", "LICENSE"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_walk_goes_through_folders_by_name(archive):
    assert found(archive) == ["a.txt", "1.txt", "2.txt", "c.txt"]


def test_walk_gives_each_file_once(archive):
    (archive / "d.txt").symlink_to(archive / "a.txt")

    assert found(archive, archive / "a.txt") == ["a.txt", "1.txt", "2.txt", "c.txt"]


def test_walk_reads_a_readme_that_was_named(archive):
    assert found(archive / "README.md") == ["README.md"]


def test_walk_names_symlink_loops_and_goes_on(archive):
    (archive / "b" / "up").symlink_to(archive)
    (archive / "self").symlink_to(archive / "self")

    assert obstacles(archive) == [
        ("up", "symlink loop: leads back to a folder above it", True),
        ("self", "symlink loop", True),
    ]
    assert found(archive) == ["a.txt", "1.txt", "2.txt", "c.txt"]


def test_walk_names_what_is_missing(archive):
    (archive / "gone").symlink_to(archive / "nowhere")

    assert obstacles(archive, archive / "none.txt", "\0") == [
        ("gone", "broken symlink", True),
        ("none.txt", "no such file or folder", True),
        ("\0", "embedded null byte", True),
    ]


def test_walk_passes_over_pictures_in_folders_only(archive):
    (archive / "photo.jpg").write_bytes(b"\xff\xd8\xff")

    assert obstacles(archive) == [("photo.jpg", "not a format of articles", False)]
    assert found(archive / "photo.jpg") == ["photo.jpg"]


def test_walk_names_what_is_no_regular_file(archive):
    os.mkfifo(archive / "pipe")

    assert obstacles(archive) == [("pipe", "not a regular file", True)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("talks.txt", ""),
        ("press/talks.txt", ""),
        ("logo.png", ""),
        ("press/logo.PNG", "not a format of articles"),
        ("README.md", ""),
        ("press/README.md", "about the folder, not an article"),
        ("press/.git/config", "a hidden file"),
        ("press/page_files/ad.html", "part of a saved web page"),
        ("press/other_files/ad.html", ""),
    ],
)
def test_names_are_sifted_by_the_rules_of_the_walk(name, reason):
    assert sift([name, "press/page.html"]).get(name, "") == reason
