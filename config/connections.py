"""The web server's worker process, with no thread for callers who have not asked yet.

Gunicorn's own gives a thread to whoever sends the first byte of a request and waits for the
rest as long as it takes: as many callers as there are threads, each silent in the midst of
a line, and the site answers nobody. Here a request gets a thread once its head is there. Its
body has to come at a rate (as in Apache's mod_reqtimeout), and whoever takes nothing of an
answer for a minute is given up.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

#: Within so many seconds a head has to be there.
HEAD_SECONDS = 10.0
#: The longest address that is answered has 120,000 bytes.
MOST_HEAD_BYTES = 256 * 1024
#: For a body, all waiting taken together; each so many bytes of it give another second.
BODY_SECONDS = 20.0
BYTES_A_SECOND = 1_000
#: For an answer of which the caller takes nothing.
SILENT_SECONDS = 60


class Pace:
    """How long a caller may still keep a thread waiting."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left = BODY_SECONDS
        self._since: float | None = None

    def begin(self) -> None:
        """Another request begins."""
        self._left = BODY_SECONDS

    def wait(self) -> None:
        self._since = self._clock()

    def came(self, size: int) -> None:
        """So many bytes came of what was waited for."""
        if self._since is not None:
            self._left -= self._clock() - self._since
        self._left += size / BYTES_A_SECOND
        self._since = None

    @property
    def is_over(self) -> bool:
        """Whether a caller is being waited for who has used up all time."""
        since = self._since
        return since is not None and self._clock() - since > self._left


class PacedUnreader(SocketUnreader):  # type: ignore[misc]
    """Reads from a caller at their pace."""

    def __init__(self, line: socket.socket, pace: Pace) -> None:
        super().__init__(line)
        self._pace = pace
        self._head_left: int | None = None

    def begin(self) -> None:
        """A head is read next."""
        self._pace.begin()
        self._head_left = MOST_HEAD_BYTES

    def begin_body(self) -> None:
        self._head_left = None

    def chunk(self, size_hint: int | None = None) -> bytes:
        self._pace.wait()
        data: bytes = b""
        try:
            data = super().chunk(size_hint)
        finally:
            self._pace.came(len(data))
        if self._head_left is not None:
            self._head_left -= len(data)
            if self._head_left < 0:
                raise LimitRequestHeaders("a request's head is too long")
        return data


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """See the module. Connections are looked after at least once a second."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._paces: dict[TConn, Pace] = {}

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, and wait for its first request without a thread."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # Another process took it, or the caller is gone.
        self.nr_conns += 1
        self._await_head(TConn(self.cfg, client, address, listener.getsockname()))

    def _await_head(self, conn: TConn) -> None:
        conn.timeout = time.monotonic() + HEAD_SECONDS
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, readable)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Another request begins on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await_head(conn)
        self.on_pending_socket_readable(conn, client)

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """More of a head has come; with all of it, the request gets a thread."""
        if is_head_there(client):
            super().on_pending_socket_readable(conn, client)

    def handle(self, conn: TConn) -> Any:
        """Read and answer a request; called in a thread."""
        first = not conn.initialized
        conn.init()
        if first:
            silent = struct.pack("ll", SILENT_SECONDS, 0)
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, silent)
            conn.pace = Pace()
            conn.parser.unreader = PacedUnreader(conn.sock, conn.pace)
        conn.parser.unreader.begin()
        self._paces[conn] = conn.pace
        try:
            return super().handle(conn)
        finally:
            self._paces.pop(conn, None)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        conn.parser.unreader.begin_body()
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Give up callers who took too long: those without a thread, and those with one."""
        if not self.alive:
            for conn in self.pending_conns:
                conn.timeout = 0.0
        super().murder_pending()
        for conn, pace in list(self._paces.items()):
            if pace.is_over:
                with suppress(OSError):
                    # Whoever reads from it sees its end.
                    conn.sock.shutdown(socket.SHUT_RDWR)


def is_head_there(client: socket.socket) -> bool:
    """Whether the head of a request has come, or so much that none would be longer.

    Where it has not, the socket is readable again only when more has come; when nothing
    more will, its reader is to find out.
    """
    expected = client.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT)
    try:
        there = client.recv(MOST_HEAD_BYTES, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True
    enough = b"\r\n\r\n" in there or not expected <= len(there) < MOST_HEAD_BYTES
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1 if enough else len(there) + 1)
    return enough
