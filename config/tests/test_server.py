"""The web server: slow, silent or endless clients take no thread from readers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from select import select
from types import SimpleNamespace

import pytest
from django.conf import settings

from config import server
from corpus.accounts import upload_ticket
from corpus.accounts.roles import Role, give

pytestmark = pytest.mark.process

ROOT = Path(__file__).resolve().parents[2]
HEAD = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n"

# Answers /slow once the file named by the second argument exists, /busy with a refusal, and
# everything else at once. It is occupied while the file "occupied" exists.
APPLICATION = """
import socket, sys, time
from pathlib import Path
from config import server
def application(environ, start_response):
    if environ["PATH_INFO"] == "/slow":
        Path(sys.argv[1], "begun").touch()
        while not Path(sys.argv[1], "go").exists():
            time.sleep(0.01)
    size = len(environ["wsgi.input"].read())
    busy = environ["PATH_INFO"] == "/busy"
    if busy:
        Path(sys.argv[1], "refused").touch()
    status = "429 Too Many Requests" if busy else "200 OK"
    start_response(status, [("Content-Type", "text/plain")])
    return [str(size).encode()]
server.REFUSAL_SECONDS = 3_600
listener = socket.create_server(("127.0.0.1", 0))
made = server.create_server(application, listener, max_upload_bytes=10_000_000,
                            may_upload=lambda cookie: cookie == "editor",
                            is_occupied=Path(sys.argv[1], "occupied").exists)
Path(sys.argv[1], "port").write_text(str(listener.getsockname()[1]))
server.run(made)
"""


def until(happened: Callable[[], object], seconds: float = 60) -> None:
    for _ in range(int(seconds * 50)):
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")


class Served:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-c", APPLICATION, str(folder)]
        self.process = subprocess.Popen(command, cwd=ROOT)
        until(lambda: (folder / "port").exists() and (folder / "port").read_text())
        self.port = int((folder / "port").read_text())

    def connection(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str) -> tuple[int, bytes]:
        connection = self.connection()
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()


@pytest.fixture
def served(tmp_path) -> Iterator[Served]:
    running = Served(tmp_path)
    yield running
    running.process.kill()
    running.process.wait()


def lines(port: int, count: int, sent: bytes) -> list[socket.socket]:
    """Open connections that send the beginning of a request and then nothing."""
    opened = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
    for each in opened:
        each.sendall(sent)
    return opened


@pytest.mark.parametrize(
    "beginning", [HEAD + b"X-Slow: ", POST % (50_000, b"") + b"name="], ids=["head", "body"]
)
def test_unfinished_requests_keep_no_reader_waiting(served, beginning):
    silent = lines(served.port, 3 * server.THREADS, beginning)

    answers = [served.get("/") for _ in range(3)]

    assert answers == [(200, b"0")] * 3
    for each in silent:
        each.close()


def test_health_is_answered_while_all_threads_are_busy(served):
    busy = lines(served.port, server.THREADS, b"GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
    until((served.folder / "begun").exists)

    assert served.get("/healthz") == (200, b"0")
    (served.folder / "go").touch()
    for each in busy:
        each.close()


def test_reader_is_answered_while_writers_wait(served):
    waiting = POST.replace(b"/sign-in", b"/slow") % (0, b"")
    busy = lines(served.port, 3 * server.THREADS, waiting)
    until((served.folder / "begun").exists)

    assert served.get("/") == (200, b"0")
    (served.folder / "go").touch()
    for each in busy:
        each.close()


def test_refusal_waits_without_a_thread(served):
    refused = lines(served.port, 2 * server.THREADS, b"GET /busy HTTP/1.1\r\nHost: a\r\n\r\n")
    until((served.folder / "refused").exists)

    assert served.get("/") == (200, b"0")
    assert select(refused, [], [], 0)[0] == []
    for each in refused:
        each.close()


@pytest.mark.parametrize(("seconds", "sent"), [(-1, True), (3_600, False)])
def test_answer_is_sent_when_its_time_has_come(seconds, sent):
    waiting = channel(total_outbufs_len=1, will_close=False, answer_after=time.time() + seconds)

    assert waiting.writable() is sent


def test_occupied_server_leaves_new_connections_to_others(served):
    kept = served.connection()
    kept.request("GET", "/")
    assert kept.getresponse().read() == b"0"
    (served.folder / "occupied").touch()
    # The loop looks again after what it is at.
    kept.request("GET", "/")
    assert kept.getresponse().read() == b"0"
    waiting = lines(served.port, 1, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

    for _ in range(3):
        kept.request("GET", "/")
        assert kept.getresponse().read() == b"0"
    assert select(waiting, [], [], 0)[0] == []

    (served.folder / "occupied").unlink()
    assert waiting[0].recv(12) == b"HTTP/1.1 200"
    waiting[0].close()


def test_large_body_is_refused_without_a_ticket_and_taken_with_one(served):
    refused, taken = served.connection(), served.connection()
    refused.request("POST", "/", b"x" * (server.MAX_BODY_BYTES + 1))
    taken.request("POST", "/", b"x" * 1_000_000, {"Cookie": "editor"})

    response = refused.getresponse()
    assert response.status == 413
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert taken.getresponse().read() == b"1000000"


def test_stop_finishes_a_request_and_refuses_new_ones(served):
    connection = served.connection()
    connection.request("GET", "/slow")
    until((served.folder / "begun").exists)

    served.process.send_signal(signal.SIGTERM)
    until(lambda: not accepts(served.port))
    (served.folder / "go").touch()

    assert connection.getresponse().read() == b"0"
    assert served.process.wait(60) == 0


def accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def channel(**values: object) -> server.Channel:
    made = server.Channel.__new__(server.Channel)
    made.__dict__.update({"began": 100.0, "last_activity": 100.0, "total_outbufs_len": 0} | values)
    return made


@pytest.mark.parametrize(
    ("request_", "seconds", "overdue"),
    [
        (None, 1_000, False),
        (SimpleNamespace(headers_finished=False), 9, False),
        (SimpleNamespace(headers_finished=False), 11, True),
        (SimpleNamespace(headers_finished=True, body_bytes_received=0), 19, False),
        (SimpleNamespace(headers_finished=True, body_bytes_received=0), 21, True),
        (SimpleNamespace(headers_finished=True, body_bytes_received=60_000), 79, False),
        (SimpleNamespace(headers_finished=True, body_bytes_received=60_000), 81, True),
    ],
)
def test_request_is_overdue_when_it_arrives_too_slowly(request_, seconds, overdue):
    assert channel(request=request_).is_overdue(100.0 + seconds) is overdue


def test_answer_that_nobody_takes_is_overdue_after_a_minute():
    waiting = channel(request=None, total_outbufs_len=1)

    assert not waiting.is_overdue(159)
    assert waiting.is_overdue(161)


@pytest.mark.django_db
def test_desk_hands_editors_a_ticket_that_the_server_accepts(client, django_user_model):
    editor = django_user_model.objects.create_user("ed", password="-")
    give(editor, Role.EDITOR)
    client.force_login(editor)

    cookie = client.get("/desk/").cookies[upload_ticket.COOKIE]

    assert upload_ticket.has_ticket(f"a=b; {upload_ticket.COOKIE}={cookie.value}")
    assert cookie["httponly"]


@pytest.mark.django_db
def test_readers_get_no_ticket(client):
    assert upload_ticket.COOKIE not in client.get("/sign-in").cookies


@pytest.mark.parametrize("forged", ["editor", "editor:abc:def", ""])
def test_forged_ticket_is_refused(forged):
    assert not upload_ticket.has_ticket(f"{upload_ticket.COOKIE}={forged}")


def test_site_serves_pages_through_the_supervisor(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    environment = os.environ | {"DATELINE_DATA": str(tmp_path)}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True
    )
    command = [sys.executable, "-m", "config.supervisor", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--data", str(tmp_path)]
    site = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        until(lambda: accepts(port))
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/robots.txt")
        answer = connection.getresponse()

        assert (answer.status, b"Disallow: /desk/" in answer.read()) == (200, True)
        assert "Server" not in answer.headers
    finally:
        site.terminate()
        assert site.wait(60) == 0


def test_taken_port_is_told_in_a_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "config.supervisor", "--host", "127.0.0.1"]
        command += ["--port", str(port), "--data", str(tmp_path)]

        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in done.stderr
    assert f"PORT={port + 1} make run" in done.stderr


def test_upload_limit_is_a_setting():
    assert settings.CORPUS.upload_limits.request_bytes > server.MAX_BODY_BYTES
