"""Children are kept alive, replaced when they hang, and end with their supervisor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.supervisor import Child
from corpus.jobs import supervised

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]

# Writes its process id, then lives until it is told to end.
LIVE = (
    "import os, sys, time; from corpus.jobs.supervised import end_with_supervisor;"
    "end_with_supervisor();"
    "open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(600)"
)
SUPERVISE = (
    "import sys; from pathlib import Path; from config.supervisor import Child, Supervisor;"
    "live, folder = sys.argv[1], Path(sys.argv[2]);"
    "command = lambda name: [sys.executable, '-c', live, str(folder / name)];"
    "sys.exit(Supervisor([Child(command('web')),"
    "Child(command('worker'), heartbeat=folder / 'heartbeat')]).run())"
)


def until(happened: Callable[[], object], seconds: float = 60) -> None:
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


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-c", SUPERVISE, LIVE, str(folder)]
        self.process = subprocess.Popen(command, cwd=ROOT)
        until(lambda: self.ids("web") and self.ids("worker"))

    def ids(self, name: str) -> list[int]:
        file = self.folder / name
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def all_ids(self) -> list[int]:
        return [*self.ids("web"), *self.ids("worker")]


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    started = Site(tmp_path)
    yield started
    started.process.kill()
    started.process.wait()
    for process_id in started.all_ids():
        if lives(process_id):
            os.kill(process_id, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_stops_all_children(site, number):
    site.process.send_signal(number)

    assert site.process.wait(60) == 0
    assert not any(map(lives, site.all_ids()))


@pytest.mark.parametrize("name", ["web", "worker"])
def test_killed_child_is_started_again(site, name):
    os.kill(site.ids(name)[0], signal.SIGKILL)

    until(lambda: len(site.ids(name)) == 2)

    assert lives(site.ids(name)[1])


def test_children_end_when_the_supervisor_is_killed(site):
    site.process.kill()

    until(lambda: not any(map(lives, site.all_ids())))


def test_supervised_child_touches_its_heartbeat(site):
    heartbeat = site.folder / "heartbeat"
    os.utime(heartbeat, (0, 0))

    until(lambda: heartbeat.stat().st_mtime > 0)


def test_hung_child_is_killed_and_started_again(tmp_path):
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    child = Child(command, heartbeat=tmp_path / "heartbeat")
    child.start()
    hung = child.process
    assert hung is not None
    child.tend()
    assert hung.poll() is None

    os.utime(tmp_path / "heartbeat", (0, 0))
    child.tend()

    assert hung.wait(60) == -signal.SIGKILL
    child.tend()
    child.due = 0.0
    child.tend()
    assert child.process is not None
    assert child.process is not hung
    child.process.kill()
    child.process.wait()


def test_child_that_keeps_failing_is_started_ever_more_slowly():
    child = Child([sys.executable, "-c", "raise SystemExit(3)"])
    pauses = []
    for _ in range(3):
        child.start()
        assert child.process is not None
        child.process.wait()
        now = time.monotonic()
        child.tend()
        assert child.due is not None
        pauses.append(round(child.due - now))

    assert pauses == [1, 2, 4]


def test_process_without_supervisor_is_left_alone(monkeypatch):
    monkeypatch.delenv(supervised.CHILD_VARIABLE, raising=False)

    supervised.end_with_supervisor()
