"""Processes beside an import: they end with it, and it does what they do not come round to."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus.importing.reading.process_pool import ProcessPool, process_count

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[3]
#: Only a hang reaches it.
_LIMIT_SECONDS = 60
_SCRIPT = """
import multiprocessing, time
from corpus.importing.reading.process_pool import ProcessPool

if __name__ == "__main__":
    pool = ProcessPool(3)
    pool.start()
    print([pool.begin(abs, -n).result() for n in range(3)], flush=True)
    [pool.begin(time.sleep, 600) for _ in range(2)]
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    time.sleep(600)
"""


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes by /proc")
def test_processes_end_with_the_one_that_started_them_however_it_ends(tmp_path):
    script = tmp_path / "starts_some.py"
    script.write_text(_SCRIPT)
    started = subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    results, pids = started.stdout.readline(), started.stdout.readline().split()
    children = [int(pid) for pid in pids]
    assert results == "[0, 1, 2]\n"
    assert children
    assert all(map(is_alive, children))

    started.send_signal(signal.SIGKILL)
    started.wait()

    until = time.monotonic() + _LIMIT_SECONDS
    while any(map(is_alive, children)):
        assert time.monotonic() < until, "a process is left behind"
        time.sleep(0.05)


def test_work_that_no_other_process_has_begun_is_done_here():
    pool = ProcessPool(2)
    pool.start()
    try:
        slow = [pool.begin(time.sleep, 600) for _ in range(3)]
        assert pool.begin(abs, -7).result() == 7
        assert slow
    finally:
        for child in multiprocessing.active_children():
            child.kill()
        pool.close()


def test_pool_of_one_process_starts_none():
    pool = ProcessPool(1)
    pool.start()

    assert not pool.is_parallel
    assert pool.begin(abs, -7).result() == 7


@pytest.mark.parametrize(("wanted", "count"), [(1, 1), (3, 3)])
def test_number_of_processes_is_as_stated(wanted, count):
    assert process_count(wanted) == count


@pytest.mark.parametrize(("cores", "count"), [(1, 1), (2, 2), (64, 4)])
def test_number_of_processes_follows_the_cores(monkeypatch, cores, count):
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(cores)), raising=False)

    assert process_count(0) == count
