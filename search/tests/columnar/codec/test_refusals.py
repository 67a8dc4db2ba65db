"""What the system itself refuses: file sizes, full and read-only file systems, a kill at
every call that the kernel sees."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.whoosh.columnar.codec.index_errors import IndexWriteError
from search.engines.whoosh.columnar.index.commit_points import CommitPoints
from search.tests.columnar.codec.index_building import committer, content_of, document, read_content

pytestmark = pytest.mark.process

_SMALL = [document(1, "a b")]
_LARGE = document(2, "c d e " * 200_000)

_COMMIT = """
import sys
from pathlib import Path
from search.engines.whoosh.columnar.codec.index_errors import IndexWriteError
from search.tests.columnar.codec.index_building import committer, document
try:
    committer(Path(sys.argv[1])).commit([document(2, "c d e " * 200_000)])
except IndexWriteError as error:
    print(error)
"""


def _commit_elsewhere(folder: Path, *before: str) -> str:
    """Commit the large document in a process of its own; return what it printed."""
    done = subprocess.run(
        [*before, sys.executable, "-c", _COMMIT, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return done.stdout


def test_limit_on_file_size_is_an_error_in_plain_words(tmp_path):
    folder = tmp_path / "index"
    committer(folder).rebuild(_SMALL)

    said = _commit_elsewhere(folder, "prlimit", "--fsize=65536")

    assert "cannot be written" in said
    assert "File too large" in said
    assert read_content(CommitPoints(folder).newest()) == content_of(_SMALL)
    assert not list(folder.glob("*.part"))
    assert _commit_elsewhere(folder) == ""
    assert read_content(CommitPoints(folder).newest()) == content_of([*_SMALL, _LARGE])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.getuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only a superuser may mount a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.soak
def test_full_disk_stops_commits_and_nothing_else(small_disk):
    writer = committer(small_disk)
    writer.rebuild(_SMALL)
    reader = CommitPoints(small_disk)

    with pytest.raises(IndexWriteError, match="No space left"):
        writer.commit([_LARGE])
    assert read_content(reader.newest()) == content_of(_SMALL)
    subprocess.run(["mount", "-o", "remount,size=40m", str(small_disk)], check=True)
    writer.commit([_LARGE])

    assert read_content(reader.newest()) == content_of([*_SMALL, _LARGE])


@pytest.mark.soak
def test_read_only_disk_stops_commits_and_nothing_else(small_disk):
    writer = committer(small_disk)
    writer.rebuild(_SMALL)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    reader = CommitPoints(small_disk)

    with pytest.raises(IndexWriteError, match="Read-only"):
        writer.commit([document(3, "x")])
    assert read_content(reader.newest()) == content_of(_SMALL)
    reader.report_damage("nothing-of-ours")  # cannot be written down, and need not be
    assert read_content(reader.newest()) == content_of(_SMALL)
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    writer.commit([document(3, "x")])

    assert 3 in read_content(reader.newest())


@pytest.mark.soak
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_kill_at_every_system_call_leaves_the_old_or_the_new(tmp_path):
    """Kill at each call that writes, syncs, opens, renames or removes, as the kernel sees it."""
    original = tmp_path / "original"
    committer(original).rebuild(_SMALL)
    before, after = content_of(_SMALL), content_of([*_SMALL, _LARGE])
    trace = tmp_path / "trace"
    calls = "write,fsync,rename,unlink,ftruncate"
    copy = tmp_path / "copy"
    shutil.copytree(original, copy)
    _commit_elsewhere(copy, "strace", "-f", "-o", str(trace), "-e", f"trace={calls}")
    seen = re.findall(r"^\d+ +(\w+)\(", trace.read_text(), re.MULTILINE)
    assert {"write", "fsync", "rename"} <= set(seen)

    for name in sorted(set(seen)):
        for number in range(1, seen.count(name) + 1):
            shutil.rmtree(copy)
            shutil.copytree(original, copy)
            inject = f"inject={name}:signal=KILL:when={number}"
            _commit_elsewhere(copy, "strace", "-f", "-o", "/dev/null", "-e", inject)

            snapshot = CommitPoints(copy).newest()
            assert snapshot.problem == ""
            assert read_content(snapshot) in (before, after), (name, number)
            committer(copy).commit([_LARGE])
            assert read_content(CommitPoints(copy).newest()) == after
