from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from corpus.jobs import worker

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[3]


def test_worker_is_alive_while_somebody_holds_its_lock(settings):
    assert not worker.is_working()

    with FileLock(settings.CORPUS.worker_lock):
        assert worker.is_working()

    assert not worker.is_working()


def test_second_worker_waits_for_the_first_to_end(tmp_path):
    environment = os.environ | {"DATELINE_DATA": str(tmp_path)}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment
        )

    assert start("migrate", "-v0").wait() == 0
    lock = FileLock(tmp_path / "worker.lock")

    def held() -> bool:
        for _ in range(400):
            if lock_is_held(lock):
                return True
            time.sleep(0.05)
        return False

    first = start("worker")
    assert held()
    second = start("worker")
    time.sleep(0.1)

    first.send_signal(signal.SIGKILL)
    first.wait()
    assert held()
    second.send_signal(signal.SIGTERM)
    assert second.wait(30) in (0, -signal.SIGTERM)
    assert not lock_is_held(lock)


def lock_is_held(lock: FileLock) -> bool:
    try:
        with lock.acquire(timeout=0):
            return False
    except TimeoutError:
        return True


@pytest.mark.django_db
def test_nothing_to_do_is_done_at_once():
    worker.run_waiting()
