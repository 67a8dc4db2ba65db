"""One web server process: waitress, which gives a thread to whole requests only.

Head and body of a request are read by one loop, a large body into a temporary file; a thread
takes the request when all of it is there, so slow or silent clients occupy none. On top of
waitress come: time limits for a request's arrival and for an answer that nobody takes, a small
limit for bodies of clients without an upload ticket, lanes of their own for health checks and
for writes, and a stop that finishes what has begun.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask

from corpus.jobs.supervised import end_with_supervisor

THREADS = 6
#: Answers of these paths never wait behind searches.
FAST_PATHS = ("/healthz", "/readyz", "/static/", "/favicon.ico", "/robots.txt")
FAST_THREADS = 2
#: What writes may wait for the database, or hash passwords: never at the readers' cost.
WRITE_THREADS = 2
#: The longest address that is answered has 120,000 bytes.
MAX_HEAD_BYTES = 256 * 1024
MAX_BODY_BYTES = 64 * 1024
HEAD_SECONDS = 10.0
#: A body gets this long, and one second more for each of so many bytes that came.
BODY_SECONDS = 20.0
MIN_BYTES_PER_SECOND = 1_000
#: A client that takes nothing of an answer for this long is disconnected.
SILENT_SECONDS = 60.0
IDLE_SECONDS = 75
STOP_SECONDS = 20.0
MAX_CONNECTIONS = 2_000
#: A refusal (429) is sent this late, and holds no thread meanwhile: whoever asks again at once
#: costs little then.
REFUSAL_SECONDS = 2.0
_LOOP_SECONDS = 0.5
#: Threads that compute give way this often, so that a short answer waits little beside a long one.
_SWITCH_SECONDS = 0.001


class PlainErrorTask(ErrorTask):  # type: ignore[misc]
    """Answers what waitress refuses itself, under the same strict headers as every page."""

    def execute(self) -> None:
        self.response_headers.extend(
            [
                ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ]
        )
        super().execute()


class Task(WSGITask):  # type: ignore[misc]
    """Answers a request, and has its connection hold a refusal back."""

    def build_response_header(self) -> bytes:
        if self.status.startswith("429"):
            self.channel.answer_after = time.time() + REFUSAL_SECONDS
        return bytes(super().build_response_header())


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when it receives a request, and when it may be answered."""

    task_class = Task
    error_task_class = PlainErrorTask
    began = 0.0
    answer_after = 0.0

    def writable(self) -> bool:
        return bool(super().writable()) and self._may_send()

    def _flush_some(self, do_close: bool = True) -> bool:
        return self._may_send() and bool(super()._flush_some(do_close))

    def _may_send(self) -> bool:
        return time.time() >= self.answer_after or self.will_close

    def received(self, data: bytes) -> bool:
        if self.request is None:
            self.began = time.time()
        return bool(super().received(data))

    def is_overdue(self, now: float) -> bool:
        """Return whether the client takes too long to send a request, or to take an answer."""
        if self.total_outbufs_len:
            return bool(now - self.last_activity > SILENT_SECONDS)
        request = self.request
        if request is None:
            return False
        if not request.headers_finished:
            return now - self.began > HEAD_SECONDS
        allowed = BODY_SECONDS + request.body_bytes_received / MIN_BYTES_PER_SECOND
        return bool(now - self.began > allowed)


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Accepts connections while threads are free, and gives each request to its lane.

    `is_occupied` says whether long work goes on here: then another process that listens on the
    same socket accepts what comes.
    """

    channel_class = Channel

    def __init__(self, *args: Any, is_occupied: Callable[[], bool], **more: Any) -> None:
        self._is_occupied = is_occupied
        self.fast_lane = _lane(FAST_THREADS)
        self.write_lane = _lane(WRITE_THREADS)
        super().__init__(*args, **more)

    def readable(self) -> bool:
        """Leave new connections to another process while requests wait here, or long work runs."""
        has_room = len(self.task_dispatcher.queue) < THREADS and not self._is_occupied()
        return bool(super().readable()) and has_room

    def add_task(self, channel: Channel) -> None:
        self._lane_of(channel.requests[0]).add_task(channel)

    def _lane_of(self, request: HTTPRequestParser) -> ThreadedTaskDispatcher:
        if request.error or request.path.startswith(FAST_PATHS):
            return self.fast_lane
        is_read = request.command in ("GET", "HEAD", "OPTIONS")
        return self.task_dispatcher if is_read else self.write_lane

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_overdue(now):
                channel.will_close = True

    @property
    def is_busy(self) -> bool:
        """Return whether any request is being answered or any answer is being sent."""
        return any(
            channel.requests or channel.total_outbufs_len
            for channel in self.active_channels.values()
        )


def _lane(threads: int) -> ThreadedTaskDispatcher:
    lane = ThreadedTaskDispatcher()
    # A queue is normal here: what is dear waits, what is cheap has its own lane.
    lane.queue_logger.setLevel("ERROR")
    lane.set_thread_count(threads)
    return lane


def parser_class(
    uploads: Adjustments, may_upload: Callable[[str], bool]
) -> type[HTTPRequestParser]:
    """Return a request parser that takes large bodies from clients with an upload ticket.

    `may_upload` judges the Cookie header. It runs in the loop, so it must not block.
    """

    class RequestParser(HTTPRequestParser):  # type: ignore[misc]
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            if self.command == "POST" and may_upload(self.headers.get("COOKIE", "")):
                self.adj = uploads

    return RequestParser


def create_server(
    application: Any,
    listener: socket.socket,
    *,
    max_upload_bytes: int,
    may_upload: Callable[[str], bool],
    url_scheme: str = "http",
    is_occupied: Callable[[], bool] = lambda: False,
) -> Server:
    """Return a server on a bound socket; `run` answers its requests."""

    def adjustments(max_body_bytes: int) -> Adjustments:
        return Adjustments(
            sockets=[listener],
            threads=THREADS,
            ident=None,
            url_scheme=url_scheme,
            clear_untrusted_proxy_headers=False,
            connection_limit=MAX_CONNECTIONS,
            backlog=1024,
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=1,
            max_request_header_size=MAX_HEAD_BYTES,
            max_request_body_size=max_body_bytes + 1,
            asyncore_use_poll=True,
        )

    standard = adjustments(MAX_BODY_BYTES)
    address = (listener.family, listener.type, listener.proto, listener.getsockname())
    server = Server(
        application, {}, True, listener,
        dispatcher=_lane(THREADS), adj=standard, bind_socket=False, sockinfo=address,
        is_occupied=is_occupied,
    )  # fmt: skip

    class ServedChannel(Channel):
        parser_class = parser_class(adjustments(max_upload_bytes), may_upload)

    server.channel_class = ServedChannel
    return server


def run(server: Server) -> None:
    """Answer requests until a signal asks to stop; then refuse new ones and finish the rest."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    deadline = 0.0
    while True:
        wasyncore.loop(timeout=_LOOP_SECONDS, use_poll=True, map=server._map, count=1)
        if stopping and not deadline:
            deadline = time.monotonic() + STOP_SECONDS
            server.accepting = False
            server.socket.close()
            server.del_channel()
        if deadline and (not server.is_busy or time.monotonic() > deadline):
            return


def main() -> None:
    """Serve the site on an inherited socket (`--fd`), or on `--host` and `--port`."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--fd", type=int)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    given = parser.parse_args()
    end_with_supervisor()

    from django.conf import settings  # noqa: PLC0415 - the port is parsed before Django loads

    from config.wsgi import application  # noqa: PLC0415
    from corpus.accounts.upload_ticket import has_ticket  # noqa: PLC0415
    from search.web import load_gate  # noqa: PLC0415

    sys.setswitchinterval(_SWITCH_SECONDS)
    if given.fd is None:
        listener = socket.create_server((given.host, given.port), backlog=1024)
    else:
        listener = socket.socket(fileno=given.fd)
    server = create_server(
        application,
        listener,
        max_upload_bytes=settings.CORPUS.upload_limits.request_bytes,
        may_upload=has_ticket,
        url_scheme="https" if settings.HTTPS else "http",
        # Alone on its port, a server accepts whatever it does.
        is_occupied=(lambda: False) if given.fd is None else load_gate.holds_place,
    )
    run(server)


if __name__ == "__main__":
    main()
