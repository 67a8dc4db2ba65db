"""What the index survives: every fault at every call, and nothing acknowledged is lost."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search.engines.whoosh.columnar.codec.index_errors import IndexProblemError, IndexWriteError
from search.engines.whoosh.columnar.index.commit_points import CommitPoints
from search.engines.whoosh.columnar.index.committer import Committer
from search.engines.whoosh.columnar.merging.merge_scheduler import MergeScheduler
from search.tests.columnar.codec.disks import CountingDisk, ForgetfulDisk, stop_now
from search.tests.columnar.codec.index_building import (
    Content,
    committer,
    content_of,
    document,
    read_content,
)

pytestmark = pytest.mark.process

_BEFORE = [document(1, "a b"), document(2, "b c " * 8000), document(3, "c")]
_ADDED = [document(3, "new words"), document(4, "d " * 30_000)]
_AFTER = [*_BEFORE[:1], *_ADDED]


def _commit(writer: Committer) -> None:
    """A commit of all kinds: it adds, replaces, deletes and merges."""
    writer.commit(_ADDED, deleted=[2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    writer = committer(tmp_path / "index")
    writer.rebuild(_BEFORE[:2])
    writer.commit(_BEFORE[2:])
    assert _content(writer.folder) == content_of(_BEFORE)
    return writer.folder


def _content(folder: Path) -> Content:
    snapshot = CommitPoints(folder).newest()
    assert snapshot.problem == ""
    return read_content(snapshot)


def _calls_of_a_commit(folder: Path) -> int:
    copy = folder.with_name("counted")
    shutil.copytree(folder, copy)
    disk = CountingDisk(-1, lambda _: None)
    _commit(committer(copy, disk))
    shutil.rmtree(copy)
    return disk.calls


def _copies(folder: Path) -> Iterator[tuple[int, Path]]:
    """For each call of one commit, its number and a fresh copy of the index."""
    for call in range(_calls_of_a_commit(folder)):
        copy = folder.with_name(f"copy-{call}")
        shutil.copytree(folder, copy)
        yield call, copy
        shutil.rmtree(copy)


def _fail(number: int) -> Callable[[str], None]:
    def act(_: str) -> None:
        raise OSError(number, os.strerror(number))

    return act


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_error_at_any_call_leaves_the_old_or_the_new_and_work_resumes(folder, number):
    before, after = content_of(_BEFORE), content_of(_AFTER)
    for call, copy in _copies(folder):
        failing = committer(copy, CountingDisk(call, _fail(number)))
        reader = CommitPoints(copy)
        old = reader.newest()

        try:
            _commit(failing)
            acknowledged = True
        except IndexWriteError as error:
            acknowledged = os.strerror(number) not in str(error)

        found = read_content(reader.newest())
        assert found == after or (found == before and not acknowledged), call
        assert read_content(old) == before
        _commit(committer(copy))
        assert _content(copy) == after
        assert not list(copy.glob("*.part"))


def test_kill_at_any_call_leaves_the_old_or_the_new_and_work_resumes(folder):
    before, after = content_of(_BEFORE), content_of(_AFTER)
    for call, copy in _copies(folder):
        child = os.fork()
        if not child:
            _commit(committer(copy, CountingDisk(call, stop_now)))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9

        assert _content(copy) in (before, after), call
        _commit(committer(copy))
        assert _content(copy) == after
        assert len(list(copy.glob("generation-*"))) == 2


@pytest.mark.parametrize("seed", range(3))
def test_power_cut_at_any_moment_loses_nothing_acknowledged(tmp_path, seed):
    rng = random.Random(seed)
    disk = ForgetfulDisk(tmp_path / "index")
    writer = committer(tmp_path / "index", disk)
    left = tmp_path / "left"
    truth = content_of(_BEFORE)
    states: list[Content] = [truth]
    cuts = 0

    def cut() -> None:
        nonlocal cuts
        disk.cut_power(left, rng)
        cuts += 1
        if committed or (left / "current").exists():
            assert _content(left) in states
            committer(left).commit([document(99, "z")])
            assert 99 in _content(left)
        shutil.rmtree(left)

    disk.after_each = cut
    committed = False
    writer.rebuild(_BEFORE)
    committed = True
    for number in range(4):
        added = [document(number, f"w{number} " * rng.choice((1, 25_000)))]
        changed = truth | content_of(added)
        gone = rng.choice(list(truth))
        if gone != number:
            del changed[gone]
        states[:] = [truth, changed]
        writer.commit(added, [gone])
        states[:] = [changed]
        truth = changed
        cut()
    assert cuts > 60


def _damages(folder: Path, places: int) -> Iterator[tuple[str, Path]]:
    """For each file, copies of the index in which it is flipped at some places, cut or gone."""
    rng = random.Random(places)
    copy = folder.with_name("damaged")
    for path in sorted(folder.glob("*")):
        if path.suffix == ".lock":
            continue
        whole = path.read_bytes()
        step = max(1, len(whole) // places)
        chosen = sorted({0, len(whole) - 1, *range(rng.randrange(step), len(whole), step)})
        bits = [(at, bytes([whole[at] ^ 1 << rng.randrange(8)])) for at in chosen]
        flipped = (whole[:at] + byte + whole[at + 1 :] for at, byte in bits)
        for damaged in (*flipped, *(whole[:at] for at in chosen[::4]), None):
            shutil.copytree(folder, copy)
            if damaged is None:
                (copy / path.name).unlink()
            else:
                (copy / path.name).write_bytes(damaged)
            yield path.name, copy
            shutil.rmtree(copy)


def _check_damages(folder: Path, places: int) -> None:
    before, after = content_of(_BEFORE), content_of(_AFTER)
    _commit(committer(folder))
    live = {file.name for file in CommitPoints(folder).newest().manifest.files()}
    for name, copy in _damages(folder, places):
        generations = CommitPoints(copy)
        for _ in range(3):  # an error names the file; the next try goes around it
            try:
                snapshot = generations.newest()
                found = read_content(snapshot)
                break
            except IndexProblemError as error:
                if damaged := getattr(error, "file", ""):
                    generations.report_damage(damaged)
        else:
            assert name in live  # of a file in both generations nothing sound is left
            found = after
            snapshot = None
        if snapshot is None or snapshot.problem:
            assert found in (before, after), name
            committer(copy).rebuild(_AFTER)
            assert _content(copy) == after
        else:
            assert found == after, name


def test_damage_to_any_file_is_noticed(folder):
    _check_damages(folder, places=8)


@pytest.mark.soak
def test_damage_to_every_part_of_any_file_is_noticed(folder):
    _check_damages(folder, places=250)


def test_verify_names_every_damaged_file(folder):
    committer(folder).commit([document(5, "e " * 100_000)])
    segment = folder / CommitPoints(folder).newest().segments[-1].name
    data = bytearray(segment.read_bytes())
    data[100_000] ^= 1
    segment.write_bytes(data)
    generations = CommitPoints(folder)

    assert generations.verify() == [f"{segment.name} is not as it was written"]

    degraded = CommitPoints(folder).newest()
    assert degraded.problem == f"{segment.name} is damaged"
    assert read_content(degraded) == content_of(_BEFORE)
    committer(folder).rebuild(_AFTER)
    assert generations.verify() == []
    assert not (folder / "damaged").exists()


def test_merge_killed_half_way_leaves_the_index_and_is_cleared_away(folder, monkeypatch):
    monkeypatch.setattr("search.engines.whoosh.columnar.merging.merge_policy.YOUNG_BYTES", 4_500)
    monkeypatch.setattr("search.engines.whoosh.columnar.index.committer.INLINE_BYTES", 0)
    writer = committer(folder)
    for number in range(10, 16):
        writer.commit([document(number, f"w{number} " * 400)])
    truth = _content(folder)

    for call in range(0, 60, 7):
        child = os.fork()
        if not child:
            MergeScheduler(committer(folder, CountingDisk(call, stop_now))).merge_once()
            os._exit(0)
        os.waitpid(child, 0)
        assert _content(folder) == truth

    writer.commit([document(99, "z")])
    assert not list(folder.glob("*.part"))
    assert _content(folder) == truth | {99: {"z": [0]}}


_LOOP = """
import sys
from pathlib import Path
from search.tests.columnar.codec.index_building import committer, document
writer = committer(Path(sys.argv[1]))
number = int(sys.argv[2])
while True:
    words = "w" if number % 7 else "w " * 25_000
    writer.commit([document(number, words), document(number % 10, f"n{number}")])
    print(number, flush=True)
    number += 1
"""


def _kill_again_and_again(folder: Path, times: int) -> None:
    rng = random.Random(times)
    number = 100
    for _ in range(times):
        process = subprocess.Popen(
            [sys.executable, "-c", _LOOP, str(folder), str(number)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        said = process.stdout.readline()
        time.sleep(rng.random() / 10)
        process.send_signal(signal.SIGKILL)
        acknowledged = [said, *process.stdout.read().splitlines()]
        process.wait()
        process.stdout.close()

        last = int(acknowledged[-1])
        found = _content(folder)
        assert all(wanted in found for wanted in range(100, last + 1))
        newest = max(int(word[1:]) for words in found.values() for word in words if word[0] == "n")
        assert newest in (last, last + 1)
        number = last + 1


def test_killed_writer_loses_nothing_acknowledged(tmp_path):
    committer(tmp_path).rebuild([])

    _kill_again_and_again(tmp_path, 3)


@pytest.mark.soak
def test_killed_writer_loses_nothing_acknowledged_in_100_kills(tmp_path):
    committer(tmp_path).rebuild([])

    _kill_again_and_again(tmp_path, 100)
