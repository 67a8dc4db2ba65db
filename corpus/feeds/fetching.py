"""Fetching one feed: conditional, bounded in time and size, redirects followed with each checked.

The connection goes to the IP address that `addresses.target` checked; TLS is verified
against the host's name all the same. One clock runs over everything, since a server that
sends a byte now and then never lets a socket's own timeout pass.
"""

from __future__ import annotations

import datetime as dt
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from corpus.feeds.addresses import Allowed, RefusedError, Target, target

_MAX_REDIRECTS = 5
_MAX_ADDRESSES = 4
_CHUNK_BYTES = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
# Longer ones are not sent back: an ETag is a mark, not a message.
_MAX_ETAG_CHARS = 500
_MAX_DATE_CHARS = 100
# What no feed is sent as. Anything else is told by its content: many are sent as HTML.
_NO_FEEDS = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")
_CUT_SHORT = "the answer was cut short"
_HEADERS = {
    "User-Agent": "Dateline/0.1 (feed reader of a news archive)",
    "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


class FetchError(Exception):
    """A feed that could not be fetched; the message says why, for people.

    `retry_after` is what the server asked for; `gone` where it says the feed is no more.
    """

    def __init__(
        self, reason: str, *, retry_after: dt.timedelta = dt.timedelta(), gone: bool = False
    ) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.gone = gone


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What fetching one feed may cost, and which hosts of the site's own it may ask."""

    seconds: float
    max_bytes: int
    allowed: Allowed


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a feed's address answered; "" for what it did not state.

    `moved_to` is where it lives now, where every redirect on the way was for good.
    """

    body: bytes
    etag: str
    last_modified: str
    charset: str
    packed: bool
    moved_to: str


@dataclass(frozen=True, slots=True)
class NotModified:
    """The feed is as it was when its ETag and date were stated."""


def fetch(
    url: str, limits: FetchLimits, *, etag: str = "", last_modified: str = ""
) -> Fetched | NotModified:
    """Ask a feed's address, and where it leads to. Raises FetchError for all that goes wrong."""
    deadline = time.monotonic() + limits.seconds
    asked = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = _HEADERS | {name: value for name, value in asked.items() if value}
    for_good = True
    address = url
    for _ in range(_MAX_REDIRECTS + 1):
        try:
            at = target(address, limits.allowed)
        except RefusedError as error:
            led = f"it leads to {address}: " if address != url else ""
            raise FetchError(f"{led}{error}") from error
        with _answer(at, headers, deadline) as answer:
            if answer.status not in _REDIRECTS:
                return _taken(answer, limits, address if for_good and address != url else "")
            address = urljoin(address, answer.headers.get("Location", ""))
            for_good = for_good and answer.status in _FOR_GOOD
    raise FetchError(f"redirected more than {_MAX_REDIRECTS} times")


def post(url: str, body: bytes, limits: FetchLimits, headers: dict[str, str]) -> None:
    """Send `body` to an address; what it answers is not read, and a redirect not followed.

    Raises FetchError for all but success, `gone` where the server says the address is no more.
    """
    try:
        at = target(url, limits.allowed)
    except RefusedError as error:
        raise FetchError(str(error)) from error
    asked = {**headers, "Connection": "close"}
    with _answer(at, asked, time.monotonic() + limits.seconds, body) as answer:
        if not 200 <= answer.status < 300:
            reason = f"the server answers {answer.status} {answer.reason}".rstrip()
            raise FetchError(reason, gone=answer.status == 410)


def _taken(
    answer: http.client.HTTPResponse, limits: FetchLimits, moved_to: str
) -> Fetched | NotModified:
    """What an answer that is no redirect brings."""
    headers = answer.headers
    if answer.status == 304:
        return NotModified()
    if answer.status != 200:
        raise FetchError(
            f"the server answers {answer.status} {answer.reason}".rstrip(),
            retry_after=_retry_after(headers),
            gone=answer.status == 410,
        )
    kind = headers.get_content_type()
    if "Content-Type" in headers and kind.startswith(_NO_FEEDS):
        raise FetchError(f"not a feed but {kind}")
    packing = headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"packed as {packing}, which was not asked for")
    return Fetched(
        body=_body(answer, limits.max_bytes),
        etag=_sendable(headers.get("ETag", ""), _MAX_ETAG_CHARS),
        last_modified=_sendable(headers.get("Last-Modified", ""), _MAX_DATE_CHARS),
        charset=headers.get_content_charset("") or "",
        packed=packing != "identity",
        moved_to=moved_to,
    )


def _body(answer: http.client.HTTPResponse, most: int) -> bytes:
    stated = answer.headers.get("Content-Length", "")
    body = bytearray()
    too_large = f"larger than {most / 2**20:.0f} MB"
    if stated.isdecimal() and int(stated) > most:
        raise FetchError(too_large)
    while chunk := answer.read1(_CHUNK_BYTES):
        body += chunk
        if len(body) > most:
            raise FetchError(too_large)
    if answer.length:  # `read1` ends quietly where `read` would raise.
        raise FetchError(_CUT_SHORT)
    return bytes(body)


def _sendable(value: str, most: int) -> str:
    """A header's value as it can be sent back, or ""."""
    return value if len(value) <= most and value.isascii() and value.isprintable() else ""


def _retry_after(headers: Message) -> dt.timedelta:
    """How long the server asks to be left alone: seconds, or a date."""
    stated = str(headers.get("Retry-After", "")).strip()
    if stated.isdecimal():
        return dt.timedelta(seconds=min(int(stated), 10**8))
    try:
        until = parsedate_to_datetime(stated)
    except ValueError:
        return dt.timedelta()
    if until.tzinfo is None:
        until = until.replace(tzinfo=dt.UTC)
    return max(until - dt.datetime.now(dt.UTC), dt.timedelta())


@contextmanager
def _answer(
    at: Target, headers: dict[str, str], deadline: float, body: bytes | None = None
) -> Iterator[http.client.HTTPResponse]:
    """Connect, ask or send, and give the answer, whose body is still to be read."""
    late = FetchError("it took too long")
    clock = _Clock(deadline)
    connection = _Connection(at, clock)
    try:
        method = "GET" if body is None else "POST"
        connection.request(method, at.path, body, {"Host": at.host_header, **headers})
        yield connection.getresponse()
    except ssl.SSLCertVerificationError as error:
        raise FetchError(f"its certificate is not valid: {error.verify_message}") from error
    except FetchError as error:
        # Cut off by us, an answer looks cut short by its server.
        raise late if clock.struck else error from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        over = clock.struck or isinstance(error, TimeoutError)
        raise late if over else _trouble(error) from error
    finally:
        connection.close()
        clock.stop()
    if clock.struck:  # Without a stated length it even looks whole.
        raise late


def _trouble(error: Exception) -> FetchError:
    """Say what went wrong on the way, in words."""
    if isinstance(error, http.client.IncompleteRead):
        return FetchError(_CUT_SHORT)
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return FetchError(f"no answer: {said}")


class _Clock:
    """Cuts a connection off at a deadline, whatever it is in the midst of."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._line: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self.struck = False

    @property
    def left(self) -> float:
        """Seconds left. Raises TimeoutError where there are none."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def watch(self, line: socket.socket) -> None:
        """Watch over a connection; over a copy of it, as TLS takes the first one away."""
        self._line = line.dup()
        self._timer = threading.Timer(self.left, self._strike)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer and self._line:
            self._timer.cancel()
            self._timer.join()
            self._line.close()

    def _strike(self) -> None:
        self.struck = True
        with suppress(OSError):
            if self._line:
                self._line.shutdown(socket.SHUT_RDWR)


class _Connection(http.client.HTTPConnection):
    """A connection to the addresses of a target, and to no other."""

    def __init__(self, at: Target, clock: _Clock) -> None:
        super().__init__(at.host, at.port)
        self._at = at
        self._clock = clock

    def connect(self) -> None:
        line = self._line()
        self._clock.watch(line)
        line.settimeout(self._clock.left)
        if self._at.scheme == "https":
            context = ssl.create_default_context()
            line = context.wrap_socket(line, server_hostname=self._at.host)
        self.sock = line

    def _line(self) -> socket.socket:
        """A connection to the first address that takes one."""
        refused: OSError = OSError("no address")
        for address in self._at.addresses[:_MAX_ADDRESSES]:
            try:
                # A numeric address: nothing is resolved a second time.
                return socket.create_connection((address, self._at.port), self._clock.left)
            except OSError as error:
                refused = error
        raise refused
