"""A load generator: some clients that ask one after the other, each on a connection of its own."""

from __future__ import annotations

import http.client
import itertools
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

_TIMEOUT_SECONDS = 120


@dataclass(slots=True)
class Load:
    """The answers to one load: milliseconds each, bytes in all, seconds in all, and failures."""

    times: list[float] = field(default_factory=list)
    received: int = 0
    seconds: float = 0.0
    failed: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.times, n=20)[-1]

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    def add(self, other: Load) -> None:
        """Add another load by as many clients on the same site."""
        self.times += other.times
        self.received += other.received
        self.seconds += other.seconds
        self.failed += other.failed


def put(port: int, paths: Sequence[str], clients: int) -> Load:
    """Ask for each path once, by `clients` threads that share the paths."""
    load, lock, numbers = Load(), threading.Lock(), itertools.count()

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_SECONDS)
        while (number := next(numbers)) < len(paths):
            began = time.perf_counter()
            connection.request("GET", paths[number], headers={"Host": "localhost"})
            response = connection.getresponse()
            body = response.read()
            milliseconds = (time.perf_counter() - began) * 1000
            with lock:
                load.times.append(milliseconds)
                load.received += len(body)
                load.failed += response.status != http.client.OK
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - began
    return load


def body_of(port: int, path: str) -> bytes:
    """Return one answer. Raises RuntimeError where it is not 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_SECONDS)
    connection.request("GET", path, headers={"Host": "localhost"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != http.client.OK:
        raise RuntimeError(f"{path}: {response.status}")
    return body
