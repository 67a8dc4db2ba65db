"""A web server in a thread, on this machine alone, that answers as a test tells it to."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Handler"], None]

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Harbour Gazette</title>{entries}</channel></rss>"""
ENTRY = """<item><title>{title}</title><guid>{key}</guid><link>https://gazette.example/{key}</link>
<pubDate>Fri, 04 Feb 2022 09:00:00 GMT</pubDate><description>{text}</description></item>"""


def rss(*titles: str, text: str = "Talks began in the harbour town on Friday.") -> bytes:
    """A feed with an entry for each title."""
    entries = "".join(ENTRY.format(title=t, key=t.lower(), text=text) for t in titles)
    return RSS.format(entries=entries).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers a path with what the server's table says of it, and remembers what was asked."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers.items())))
        answer = self.server.answers.get(self.path, send(status=404))
        try:
            answer(self)
        except OSError:
            self.close_connection = True  # Hung up on, as some tests want it.

    def log_message(self, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    """`answers` by path; `asked` holds path and headers of each request, in order."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.ended = threading.Event()
        self.scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *args: Any) -> None:
        pass

    def url(self, path: str = "/feed", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.server_port}{path}"


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve while the block runs."""
    server = Server(tls)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def send(body: bytes = b"", status: int = 200, **headers: str) -> Answer:
    """Answer with a body; headers are named with underscores for hyphens."""

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def drip(before: bytes, drop: bytes) -> Answer:
    """Send bytes as they are, and then a drop now and then, for longer than anybody waits."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(before)
        for _ in range(250):
            if handler.server.ended.wait(0.02):
                break
            handler.wfile.write(drop)
        handler.close_connection = True

    return answer


def pour(before: bytes) -> Answer:
    """Send bytes as they are, and then more than anybody wants, as fast as it is taken."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(before)
        for _ in range(1_000):
            handler.wfile.write(b"x" * 65536)
        handler.close_connection = True

    return answer


class Names:
    """Stands for the resolver: names lead to what the test says, numbers to themselves.

    A list of lists is answered one after the other, the last one for ever.
    """

    def __init__(self, table: Mapping[str, list[list[str]]]) -> None:
        self.table = dict(table)
        self.looked_up: list[str] = []
        self._real = socket.getaddrinfo

    def __call__(self, host: str, port: int, *args: Any, **more: Any) -> Any:
        if host not in self.table:
            return self._real(host, port, *args, **more)
        self.looked_up.append(host)
        answers = self.table[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        rows = [self._real(address, port, *args, **more) for address in addresses]
        return [row for found in rows for row in found]
