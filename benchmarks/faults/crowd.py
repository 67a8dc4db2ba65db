"""One ordinary reader beside a bad crowd: how much longer do answers take?

`python -m benchmarks.faults.crowd [--dump FILE]`: a site on the samples, or on a dump, is asked by
one reader, first alone and then beside each crowd: 14 slow bodies, 16 sign-ins at once, 50 clients
with dear queries. Printed are the reader's median and 95th percentile and their ratio to those
alone; the target is 3 at the 95th percentile. The control is a crowd that the reader must feel:
as many threads as there are cores, busy in this very process.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults.site import Site, archive

READER = ("/?q=summit", "/?q=foreign+minister", "/?q=trade&from=2022", "/help", "/?q=bank")
DEAR = (
    "/?q=a*+b*+c*+d*",
    "/?q=*e*+*i*",
    "/?q=a+w/5+the+w/5+of",
    '/?q="the+of"~50',
    "/?q=s*&view=kwic",
)
_ROUNDS = 40


def timed(site: Site) -> tuple[float, float, int]:
    """Ask as the reader does; return median and 95th percentile in ms, and failures."""
    seconds, failures = [], 0
    for number in range(_ROUNDS):
        began = time.perf_counter()
        failures += not answers(site, READER[number % len(READER)])
        seconds.append(time.perf_counter() - began)
    seconds.sort()
    return seconds[_ROUNDS // 2] * 1000, seconds[int(_ROUNDS * 0.95)] * 1000, failures


def answers(site: Site, path: str, data: bytes | None = None) -> bool:
    address = f"http://127.0.0.1:{site.port}{path}"
    try:
        with urllib.request.urlopen(address, data, timeout=60) as response:
            response.read()
            return True
    except (urllib.error.HTTPError, OSError):
        return False


@contextmanager
def threads(count: int, work: Callable[[int], object]) -> Iterator[None]:
    """Have `count` threads repeat `work` until the block ends."""
    stop = threading.Event()

    def repeat(number: int) -> None:
        while not stop.is_set():
            work(number)

    started = [threading.Thread(target=repeat, args=(n,), daemon=True) for n in range(count)]
    for each in started:
        each.start()
    try:
        yield
    finally:
        stop.set()
        for each in started:
            each.join(90)


@contextmanager
def slow_bodies(site: Site) -> Iterator[None]:
    head = (
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=a\r\n"
        b"Content-Length: 60000\r\n\r\n"
    )

    def drip(number: int) -> None:
        try:
            with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
                line.sendall(head)
                for _ in range(20):
                    line.sendall(b"x" * 500)
                    time.sleep(0.25)
        except OSError:
            time.sleep(0.1)

    with threads(14, drip):
        yield


@contextmanager
def sign_ins(site: Site) -> Iterator[None]:
    form = b"username=chief%d&password=wrong"
    with threads(16, lambda number: answers(site, "/sign-in", form % number)):
        yield


@contextmanager
def dear_queries(site: Site) -> Iterator[None]:
    with threads(50, lambda number: answers(site, DEAR[number % len(DEAR)])):
        yield


@contextmanager
def control(site: Site) -> Iterator[None]:
    with threads(2 * (os.cpu_count() or 2), lambda number: sum(range(1_000_000))):
        yield


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dump", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, archive(Path(folder)) as site:
        if given.dump:
            site.manage("ingest", str(given.dump))
        timed(site)
        alone = timed(site)
        print(f"alone          median {alone[0]:7.1f} ms, 95 % {alone[1]:7.1f} ms")
        worst = 0.0
        for crowd in (control, slow_bodies, sign_ins, dear_queries):
            with crowd(site):
                time.sleep(1.0)
                median, late, failures = timed(site)
            ratio = late / alone[1]
            worst = max(worst, ratio) if crowd is not control else worst
            print(
                f"{crowd.__name__:14} median {median:7.1f} ms, 95 % {late:7.1f} ms, "
                f"{ratio:4.1f} times, {failures} of {_ROUNDS} refused",
                flush=True,
            )
    return int(worst > 3)


if __name__ == "__main__":
    sys.exit(main())
