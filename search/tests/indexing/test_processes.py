"""Several processes on one archive, and processes that die at any moment."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.process

_WRITER = """
import sys
import django
django.setup()
from corpus.models import Article
from corpus.tests.factories import parsed
name, count = sys.argv[1], int(sys.argv[2])
print("ready", flush=True)
for number in range(count):
    Article.objects.store(parsed(f"/{name}/{number}", text=f"oil from {name} {number}"))
    print(number, flush=True)
"""

_STATE = """
import django
django.setup()
from corpus.models import Article, OutboxEntry
from search.engines import get_engine
from search.query.nodes import Term
print(Article.objects.count(), OutboxEntry.objects.count(), get_engine().count(Term("oil")))
"""


class Archive:
    """An archive of its own, used by processes of its own."""

    def __init__(self, folder: Path) -> None:
        self._environment = {
            **os.environ,
            "DATELINE_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self._environment.pop("DATABASE_URL", None)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def kill_with_children(self, process: subprocess.Popen[str]) -> None:
        """Kill a process and those it started, all at once and without a warning."""
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    def run(self, *arguments: str) -> str:
        process = self.start(*arguments)
        told, _ = process.communicate()
        assert process.returncode == 0, told
        return told

    def counts(self) -> list[int]:
        """Articles, outbox entries, and hits for a word that stands in every article."""
        return [int(number) for number in self.run("-c", _STATE).split()]


@pytest.fixture
def free_port(socket_enabled: None) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def new_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose database has its tables: making them takes two seconds each time."""
    folder = tmp_path_factory.mktemp("archive")
    Archive(folder).run("manage.py", "migrate", "-v0")
    return folder


@pytest.fixture
def archive(tmp_path: Path, new_archive: Path) -> Archive:
    shutil.copytree(new_archive, tmp_path, dirs_exist_ok=True)
    return Archive(tmp_path)


def test_two_writers_leave_nothing_waiting(archive: Archive) -> None:
    writers = [archive.start("-c", _WRITER, name, "15") for name in ("one", "two")]

    assert [writer.communicate() and writer.returncode for writer in writers] == [0, 0]

    assert archive.counts() == [30, 0, 30]
    assert archive.run("manage.py", "doctor").splitlines()[-1] == "database and index agree"


def _kill_a_writer(archive: Archive, name: str, seconds: float) -> int:
    """Kill a writer at some moment; return how many articles it had said were stored."""
    writer = archive.start("-c", _WRITER, name, "100000")
    assert writer.stdout
    assert writer.stdout.readline() == "ready\n"
    time.sleep(seconds)
    writer.send_signal(signal.SIGKILL)
    told, _ = writer.communicate()
    return told.count("\n")


def _lose_nothing(archive: Archive, rounds: int) -> None:
    moments = random.Random(7)
    acknowledged = 0
    for number in range(rounds):
        acknowledged += _kill_a_writer(archive, str(number), moments.uniform(0, 0.5))

        archive.run("manage.py", "index")

        articles, waiting, found = archive.counts()
        # One more may have been committed than there was time to tell of.
        assert acknowledged <= articles <= acknowledged + number + 1
        assert (waiting, found) == (0, articles)
        assert "agree" in archive.run("manage.py", "doctor")


def test_killed_writer_loses_nothing_it_acknowledged(archive: Archive) -> None:
    _lose_nothing(archive, rounds=2)


@pytest.mark.soak
def test_many_killed_writers_lose_nothing(archive: Archive) -> None:
    _lose_nothing(archive, rounds=40)


def test_follow_indexes_what_another_process_stored(archive: Archive) -> None:
    archive.run("manage.py", "index")
    follower = archive.start("manage.py", "index", "--follow")
    try:
        archive.run("-c", _WRITER, "one", "3")
        deadline = time.monotonic() + 30
        while archive.counts() != [3, 0, 3] and time.monotonic() < deadline:
            time.sleep(0.2)
        assert archive.counts() == [3, 0, 3]
    finally:
        follower.terminate()
        follower.wait()


def _serve(archive: Archive, port: int) -> subprocess.Popen[str]:
    """Start the server; return once it has said that it answers."""
    server = archive.start("manage.py", "serve", "--port", str(port))
    assert server.stdout
    for line in server.stdout:
        if f"http://127.0.0.1:{port}/" in line:
            break
    return server


def _health(archive: Archive, port: int) -> dict[str, object]:
    fetch = "import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode())"
    told = archive.run("-c", fetch, f"http://127.0.0.1:{port}/healthz")
    health: dict[str, object] = json.loads(told)
    return health


def test_killed_server_starts_again_with_all_it_had(archive: Archive, free_port: int) -> None:
    server = _serve(archive, free_port)
    first = _health(archive, free_port)
    archive.kill_with_children(server)

    server = _serve(archive, free_port)
    second = _health(archive, free_port)
    archive.kill_with_children(server)

    assert first["status"] == "ok"
    assert first["articles"] == first["indexed"] == archive.counts()[0]
    assert second == first
