"""Callers who are slow, silent or without end take no thread from readers."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from gunicorn.http.errors import LimitRequestHeaders

from config import gunicorn
from config.connections import (
    BODY_SECONDS,
    BYTES_A_SECOND,
    MOST_HEAD_BYTES,
    Pace,
    PacedUnreader,
    is_head_there,
)

pytestmark = pytest.mark.process

HEAD = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Line:
    """A connection on which there is always more."""

    def recv(self, size: int) -> bytes:
        return b"a" * size


def test_only_waiting_is_counted_and_bytes_give_time():
    clock = Clock()
    pace = Pace(clock)

    clock.now += 10 * BODY_SECONDS
    assert not pace.is_over
    pace.wait()
    clock.now += BODY_SECONDS - 1
    assert not pace.is_over
    pace.came(3 * BYTES_A_SECOND)
    pace.wait()
    clock.now += 4
    assert not pace.is_over
    clock.now += 1
    assert pace.is_over


def test_another_request_has_all_its_time():
    clock = Clock()
    pace = Pace(clock)
    pace.wait()
    clock.now += BODY_SECONDS - 1
    pace.came(0)

    pace.begin()
    pace.wait()
    clock.now += BODY_SECONDS - 1

    assert not pace.is_over


def test_a_head_without_end_is_refused_and_a_long_body_is_not():
    line: Any = Line()
    unreader = PacedUnreader(line, Pace())

    unreader.begin()
    with pytest.raises(LimitRequestHeaders):
        all(unreader.chunk() for _ in range(MOST_HEAD_BYTES))
    unreader.begin_body()

    assert sum(len(unreader.chunk(65_536)) for _ in range(10)) == 655_360


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        caller = socket.create_connection(listener.getsockname())
        client, _ = listener.accept()
        client.settimeout(10)
        with caller, client:
            yield caller, client


def peeked(client: socket.socket, size: int) -> None:
    """Wait until so many bytes are there."""
    client.recv(size, socket.MSG_PEEK | socket.MSG_WAITALL)


def test_a_head_is_there_with_its_last_line(pair):
    caller, client = pair
    caller.sendall(HEAD)
    peeked(client, len(HEAD))
    before = is_head_there(client)
    caller.sendall(b"\r\n")
    peeked(client, len(HEAD) + 2)

    assert not before
    assert is_head_there(client)
    assert client.recv(1_000) == HEAD + b"\r\n"


def test_a_head_that_will_never_be_whole_is_left_to_its_reader(pair):
    caller, client = pair
    caller.sendall(HEAD)
    peeked(client, len(HEAD))
    assert not is_head_there(client)

    caller.shutdown(socket.SHUT_WR)

    assert is_head_there(client)


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A web server as `make run` configures it, on an empty data folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = int(free.getsockname()[1])
    root = Path(__file__).resolve().parents[3]
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    environment = os.environ | {"PORT": str(number), "DATELINE_DATA": str(tmp_path)}
    server = subprocess.Popen(command, cwd=root, env=environment)
    try:
        for _ in count():
            assert server.poll() is None
            try:
                socket.create_connection(("127.0.0.1", number)).close()
                break
            except OSError:
                time.sleep(0.05)
        yield number
    finally:
        server.terminate()
        server.wait()


def test_callers_silent_in_the_midst_of_a_line_keep_no_reader_waiting(port):
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
    assert len(silent) > 2 * gunicorn.workers * gunicorn.threads
    for line in silent:
        line.sendall(HEAD + b"X-Slow: ")

    reader = HTTPConnection("127.0.0.1", port, timeout=60)
    answers = []
    for _ in range(3):  # On one connection, which is kept.
        reader.request("GET", "/robots.txt")
        answer = reader.getresponse()
        answers.append((answer.status, b"Disallow: /desk/" in answer.read()))
    for line in silent:
        line.close()

    assert answers == [(200, True)] * 3
