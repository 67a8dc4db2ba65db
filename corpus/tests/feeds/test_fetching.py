"""Fetching from a server on this machine that behaves, and from one that does not."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
from django.utils import timezone

from corpus.feeds.addresses import Allowed
from corpus.feeds.fetching import Fetched, FetchError, FetchLimits, NotModified, fetch
from corpus.tests.feeds.serving import Names, Server, drip, pour, rss, send, serving

FEED = rss("Talks")
HERE = FetchLimits(seconds=20, max_bytes=100_000, allowed=Allowed.named(["127.0.0.1"]))
HASTY = FetchLimits(seconds=0.3, max_bytes=100_000, allowed=Allowed.named(["127.0.0.1"]))


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def got(url: str, **asked: str) -> Fetched:
    found = fetch(url, HERE, **asked)
    assert isinstance(found, Fetched)
    return found


def why(url: str, limits: FetchLimits = HERE, **asked: str) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, limits, **asked)
    return str(caught.value)


def test_feed_comes_with_what_tells_a_change(server):
    server.answers["/feed"] = send(
        FEED,
        ETag='"7"',
        Last_Modified="Fri, 04 Feb 2022 09:00:00 GMT",
        Content_Type="application/rss+xml; charset=UTF-8",
    )

    found = fetch(server.url(), HERE)

    assert found == Fetched(FEED, '"7"', "Fri, 04 Feb 2022 09:00:00 GMT", "utf-8", False, "")
    assert server.asked[0][1]["Host"] == f"127.0.0.1:{server.server_port}"


def test_what_was_stated_is_sent_back(server):
    server.answers["/feed"] = send(status=304)

    found = fetch(server.url(), HERE, etag='"7"', last_modified="Fri, 04 Feb 2022 09:00:00 GMT")

    assert found == NotModified()
    headers = server.asked[0][1]
    assert headers["If-None-Match"] == '"7"'
    assert headers["If-Modified-Since"] == "Fri, 04 Feb 2022 09:00:00 GMT"


@pytest.mark.parametrize("etag", ["x" * 501, "ë"])
def test_marks_that_cannot_be_sent_back_are_not_kept(server, etag):
    server.answers["/feed"] = send(FEED, ETag=etag)

    assert got(server.url()).etag == ""


def test_redirects_are_followed_and_a_move_for_good_is_told(server):
    server.answers["/feed"] = send(status=301, Location="/there?a=1")
    server.answers["/there?a=1"] = send(status=308, Location=server.url("/new"))
    server.answers["/new"] = send(FEED)

    found = got(server.url(), etag='"7"')

    assert (found.body, found.moved_to) == (FEED, server.url("/new"))
    assert [path for path, _ in server.asked] == ["/feed", "/there?a=1", "/new"]


def test_move_for_now_is_not_told(server):
    server.answers["/feed"] = send(status=302, Location="/new")
    server.answers["/new"] = send(FEED)

    assert got(server.url()).moved_to == ""


def test_redirects_in_a_circle_end(server):
    server.answers["/feed"] = send(status=302, Location="/feed")

    assert why(server.url()) == "redirected more than 5 times"
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://127.0.0.2/", "it leads to http://127.0.0.2/: 127.0.0.2 is not a public address"),
        ("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is not a public address"),
        ("http://[::ffff:10.0.0.1]/", "is not a public address"),
        ("http://[::1]:6379/", "::1 is not a public address"),
        ("file:///etc/passwd", "only addresses that begin with http:// or https:// are read"),
        ("gopher://127.0.0.1/", "only addresses that begin with http:// or https:// are read"),
    ],
)
def test_redirect_that_leads_inside_is_refused(server, to, reason):
    server.answers["/feed"] = send(status=302, Location=to)

    assert reason in why(server.url())
    assert len(server.asked) == 1


def test_name_is_looked_up_once_and_what_was_checked_is_connected_to(server, monkeypatch):
    names = Names({"gazette.example": [["127.0.0.1"], ["127.0.0.2"]]})
    monkeypatch.setattr(socket, "getaddrinfo", names)
    server.answers["/feed"] = send(FEED)

    fetch(server.url(host="gazette.example"), HERE)

    assert names.looked_up == ["gazette.example"]
    assert server.asked[0][1]["Host"] == f"gazette.example:{server.server_port}"


def test_name_that_leads_inside_a_moment_later_gains_nothing(server, monkeypatch):
    connected: list[Any] = []

    def connect(address: Any, timeout: float) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    names = Names({"gazette.example": [["8.8.8.8"], ["127.0.0.1"]]})
    monkeypatch.setattr(socket, "getaddrinfo", names)
    monkeypatch.setattr(socket, "create_connection", connect)

    assert why(server.url(host="gazette.example")) == "no answer: Connection refused"
    assert connected == [("8.8.8.8", server.server_port)]
    assert server.asked == []


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"


@pytest.mark.parametrize(
    ("before", "drop"),
    [
        (HEAD + b"Content-Length: 90000\r\n\r\n", b"x"),
        (HEAD + b"\r\n", b"x"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (HEAD + b"X-Slow: ", b"x"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "body without end", "chunks", "headers", "before the answer"],
)
def test_server_that_sends_a_drop_now_and_then_is_left(server, before, drop):
    server.answers["/feed"] = drip(before, drop)

    assert why(server.url(), HASTY) == "it took too long"


def test_server_that_says_nothing_is_left(server):
    server.answers["/feed"] = lambda handler: handler.server.ended.wait(5) and None

    assert why(server.url(), HASTY) == "it took too long"


def test_one_clock_runs_over_all_redirects(server):
    def late(handler: Any) -> None:
        handler.server.ended.wait(0.2)
        send(status=302, Location="/feed")(handler)

    server.answers["/feed"] = late

    assert why(server.url(), HASTY) == "it took too long"


@pytest.mark.parametrize(
    "before",
    [
        HEAD + b"\r\n",
        HEAD + b"Content-Length: 99999999999\r\n\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n",
    ],
    ids=["without length", "of stated length", "of negative length"],
)
def test_body_without_end_is_refused(server, before):
    server.answers["/feed"] = pour(before)

    assert why(server.url()) == "larger than 0 MB"


@pytest.mark.parametrize("kind", ["image/png", "audio/mpeg", "video/mp4", "application/pdf"])
def test_what_is_no_feed_by_its_kind_is_not_read(server, kind):
    server.answers["/feed"] = send(FEED, Content_Type=kind)

    assert why(server.url()) == f"not a feed but {kind}"


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream", "junk"])
def test_feed_under_another_name_is_taken(server, kind):
    server.answers["/feed"] = send(FEED, Content_Type=kind)

    assert got(server.url()).body == FEED


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (401, "the server answers 401 Unauthorized"),
        (404, "the server answers 404 Not Found"),
        (500, "the server answers 500 Internal Server Error"),
        (206, "the server answers 206 Partial Content"),
    ],
)
def test_other_answers_are_told(server, status, reason):
    server.answers["/feed"] = send(FEED, status=status)

    assert why(server.url()) == reason


def test_server_may_ask_for_patience(server):
    server.answers["/feed"] = send(status=429, Retry_After="7200")
    server.answers["/date"] = send(
        status=503, Retry_After=format_datetime(timezone.now() + dt.timedelta(hours=3))
    )
    server.answers["/junk"] = send(status=503, Retry_After="soon")

    waits = []
    for path in ("/feed", "/date", "/junk"):
        with pytest.raises(FetchError) as caught:
            fetch(server.url(path), HERE)
        waits.append(round(caught.value.retry_after.total_seconds() / 3600))

    assert waits == [2, 3, 0]


def test_feed_that_is_no_more_says_so(server):
    server.answers["/feed"] = send(status=410)

    with pytest.raises(FetchError) as caught:
        fetch(server.url(), HERE)

    assert caught.value.gone


@pytest.mark.parametrize("more", [{"Content_Length": "100"}, {"Transfer_Encoding": "chunked"}])
def test_answer_cut_short_is_not_taken_for_whole(server, more):
    def cut(handler: Any) -> None:
        send(b"50\r\n<rss>", **more)(handler)
        handler.close_connection = True

    server.answers["/feed"] = cut

    assert why(server.url()) == "the answer was cut short"


def test_packing_is_told_and_only_gzip_is_taken(server):
    server.answers["/feed"] = send(b"packed", Content_Encoding="gzip")
    server.answers["/odd"] = send(b"packed", Content_Encoding="br")

    assert got(server.url()).packed
    assert why(server.url("/odd")) == "packed as br, which was not asked for"


@pytest.mark.parametrize("answer", [b"not HTTP\r\n\r\n", b"", b"HTTP/1.1 two OK\r\n\r\n"])
def test_what_is_no_answer_is_told(server, answer):
    def nonsense(handler: Any) -> None:
        handler.wfile.write(answer)
        handler.close_connection = True

    server.answers["/feed"] = nonsense

    assert why(server.url()).startswith("no answer: ")


# --- https ---


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """A certificate authority that this machine trusts while the test runs."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    names = Names({name: [["127.0.0.1"]] for name in ("gazette.example", "other.example")})
    monkeypatch.setattr(socket, "getaddrinfo", names)
    return authority


@pytest.fixture
def tls_server(authority: trustme.CA) -> Iterator[Server]:
    """A server that is gazette.example, and can prove it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("gazette.example").configure_cert(context)
    with serving(context) as server:
        server.answers["/feed"] = send(FEED)
        yield server


def test_certificate_is_checked_against_the_name_not_the_address(tls_server):
    assert got(tls_server.url(host="gazette.example")).body == FEED


@pytest.mark.parametrize("host", ["other.example", "127.0.0.1"])
def test_certificate_of_another_host_is_refused(tls_server, host):
    assert why(tls_server.url(host=host)).startswith("its certificate is not valid: ")
    assert tls_server.asked == []


def test_certificate_of_an_unknown_authority_is_refused(tls_server, monkeypatch, tmp_path):
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "other.pem"))

    assert "its certificate is not valid" in why(tls_server.url(host="gazette.example"))


def test_slow_handshake_is_left():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]

        assert why(f"https://127.0.0.1:{port}/", HASTY) == "it took too long"
