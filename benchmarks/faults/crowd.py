"""One ordinary reader beside a bad crowd: how much longer do answers take?

`python -m benchmarks.faults.crowd [--dump FILE] [--rounds N]`: a site on the samples, or on a dump,
is asked by one reader, alone and beside each crowd in turn: 14 slow bodies, 16 sign-ins at once, 50
clients with dear queries that ask again at once when refused. Printed are the reader's median and
95th percentile, their ratio to those alone just before, and what the crowd was answered; the target
is 3 at the 95th percentile. Crowds are processes of their own at the lowest priority, as they would
be other machines' in earnest. The control is a crowd that no site can keep away: processes that
keep each core busy.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults.site import ROOT, Site, archive

READER = ("/?q=summit", "/?q=foreign+minister", "/?q=trade&from=2022", "/help", "/?q=bank")
DEAR = (
    "/?q=a*+b*+c*+d*",
    "/?q=*e*+*i*",
    "/?q=a+w/5+the+w/5+of",
    '/?q="the+of"~50',
    "/?q=s*&view=kwic",
)
_TIMEOUT_SECONDS = 60
_SETTLE_SECONDS = 3.0


def timed(site: Site, rounds: int) -> tuple[float, float, int]:
    """Ask as the reader does; return median and 95th percentile in ms, and failures."""
    seconds, failures = [], 0
    for number in range(rounds):
        began = time.perf_counter()
        failures += answer(site.port, READER[number % len(READER)]) != 200
        seconds.append(time.perf_counter() - began)
    seconds.sort()
    return seconds[rounds // 2] * 1000, seconds[int(rounds * 0.95)] * 1000, failures


def answer(
    port: int, path: str, data: bytes | None = None, headers: Mapping[str, str] | None = None
) -> int:
    """Return the status of an answer, 0 where none came."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_SECONDS)
    form = {"Content-Type": "application/x-www-form-urlencoded"} if data else {}
    try:
        line.request("POST" if data else "GET", path, data, {**form, **(headers or {})})
        response = line.getresponse()
        response.read()
        return response.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


def slow_body(port: int, number: int) -> int:
    """Send a body a little at a time, as long as it is taken."""
    head = (
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=a\r\n"
        b"Content-Length: 60000\r\n\r\n"
    )
    try:
        with socket.create_connection(("127.0.0.1", port), _TIMEOUT_SECONDS) as line:
            line.sendall(head)
            for _ in range(20):
                line.sendall(b"x" * 500)
                time.sleep(0.25)
    except OSError:
        time.sleep(0.1)
    return 0


def sign_in(port: int, number: int) -> int:
    """Try a password, with a token that the site takes."""
    token = "a" * 32
    form = f"csrfmiddlewaretoken={token}&username=chief{number}&password=wrong".encode()
    return answer(port, "/sign-in", form, {"Cookie": f"csrftoken={token}"})


def dear_query(port: int, number: int) -> int:
    return answer(port, DEAR[number % len(DEAR)])


def busy_core(port: int, number: int) -> int:
    return sum(range(1_000_000)) and 0


#: Clients of each crowd, and what each of them does again and again.
CROWDS: dict[str, tuple[int, Callable[[int, int], int]]] = {
    "busy_core": (1, busy_core),
    "slow_body": (14, slow_body),
    "sign_in": (16, sign_in),
    "dear_query": (50, dear_query),
}


def attack(name: str, port: int) -> None:
    """Be a crowd until the process is asked to stop; then print what it was answered."""
    count, act = CROWDS[name]
    stop, answers = threading.Event(), Counter[int]()
    signal.signal(signal.SIGTERM, lambda number, frame: stop.set())

    def repeat(number: int) -> None:
        while not stop.is_set():
            answers[act(port, number)] += 1
            number += count

    threads = [threading.Thread(target=repeat, args=(n,), daemon=True) for n in range(count)]
    for each in threads:
        each.start()
    while not stop.wait(0.2):
        pass
    print({status: number for status, number in sorted(answers.items()) if status}, flush=True)
    os._exit(0)


@contextmanager
def crowd(name: str, port: int) -> Iterator[list[str]]:
    """Have a crowd beside the block; the list holds what it was answered, afterwards."""
    copies, niceness = (os.cpu_count() or 2, 0) if name == "busy_core" else (1, 19)
    command = [
        *(sys.executable, "-m", "benchmarks.faults.crowd"),
        *("--attack", name, "--port", str(port)),
    ]
    started = [
        subprocess.Popen(
            ["nice", "-n", str(niceness), *command], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(copies)
    ]
    told: list[str] = []
    try:
        yield told
    finally:
        for process in started:
            process.terminate()
            told.append(process.communicate(timeout=_TIMEOUT_SECONDS)[0].strip())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dump", type=Path)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--attack", choices=CROWDS, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.attack:
        attack(given.attack, given.port)
    worst, control = 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder, archive(Path(folder)) as site:
        if given.dump:
            site.manage("ingest", str(given.dump))
        timed(site, given.rounds)
        for name in CROWDS:
            alone = timed(site, given.rounds)
            with crowd(name, site.port) as told:
                time.sleep(_SETTLE_SECONDS)
                median, late, failures = timed(site, given.rounds)
            ratio = late / alone[1]
            if name == "busy_core":
                control = ratio
            else:
                worst = max(worst, ratio)
            print(
                f"{name:10} alone {alone[0]:6.1f} / {alone[1]:6.1f} ms, beside it {median:6.1f} / "
                f"{late:6.1f} ms: {ratio:4.1f} times at 95 %, {failures} of {given.rounds} refused;"
                f" the crowd: {' '.join(told)}",
                flush=True,
            )
    print(f"worst {worst:.1f} times at 95 %; control {control:.1f}")
    return int(worst > 3)


if __name__ == "__main__":
    sys.exit(main())
