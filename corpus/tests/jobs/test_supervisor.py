from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.jobs import supervisor

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[3]

# Writes its process id, then lives until it is told to end.
LIVE = (
    "import os, sys, time; sys.path.insert(0, sys.argv[2]);"
    "from corpus.jobs.supervisor import end_with_supervisor; end_with_supervisor();"
    "open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
)


def until(happened: Callable[[], object], seconds: float = 20) -> None:
    for _ in range(int(seconds * 20)):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def lives(process_id: int) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Supervised:
    def __init__(self, folder: Path) -> None:
        self.files = folder / "main", folder / "beside"
        commands = [[sys.executable, "-c", LIVE, str(file), str(ROOT)] for file in self.files]
        self.process = subprocess.Popen(supervisor.arguments(*commands), cwd=ROOT)
        until(lambda: all(map(self.ids, (0, 1))))

    def ids(self, number: int) -> list[int]:
        file = self.files[number]
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def all_ids(self) -> list[int]:
        return [*self.ids(0), *self.ids(1)]


@pytest.fixture
def supervised(tmp_path) -> Iterator[Supervised]:
    started = Supervised(tmp_path)
    yield started
    started.process.kill()
    started.process.wait()
    for process_id in started.all_ids():
        if lives(process_id):
            os.kill(process_id, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_both(supervised, number):
    supervised.process.send_signal(number)

    assert supervised.process.wait(20) == 0
    assert not any(map(lives, supervised.all_ids()))


def test_the_one_beside_is_started_again_when_it_is_killed(supervised):
    os.kill(supervised.ids(1)[0], signal.SIGKILL)

    until(lambda: len(supervised.ids(1)) == 2)

    assert lives(supervised.ids(1)[1])
    assert len(supervised.ids(0)) == 1


def test_both_end_when_the_main_one_dies(supervised):
    os.kill(supervised.ids(0)[0], signal.SIGKILL)

    assert supervised.process.wait(20) == -signal.SIGKILL % 256
    assert not any(map(lives, supervised.all_ids()))


def test_no_orphan_is_left_when_the_supervisor_is_killed(supervised):
    supervised.process.kill()

    until(lambda: not any(map(lives, supervised.all_ids())))


def test_process_without_supervisor_is_left_alone(monkeypatch):
    monkeypatch.delenv("DATELINE_SUPERVISOR_PIPE", raising=False)

    supervisor.end_with_supervisor()
