"""An import through the page while readers search: the worker's memory, and pages' times.

Run: `python -m benchmarks.importing_page`. It starts the site as `make run` does, with a data
folder of its own, uploads the dump as a browser without JavaScript would, and asks for search
pages at a steady pace: while the dump goes into a nearly empty archive; then at rest, while a
second dump goes into the full one, and at rest again, which compares like with like.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import itertools
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.harness.corpora import DEFAULT_FOLDER

ROOT = Path(__file__).resolve().parent.parent
_EDITOR, _PASSWORD = "ida", "quay-ferry-coffee"
_SIGN_UP = (
    "from django.contrib.auth.models import User; from corpus.accounts.roles import Role, give;"
    f"give(User.objects.create_user('{_EDITOR}', password='{_PASSWORD}'), Role.EDITOR)"
)
_WORDS = (
    *("health", "veterans", "energy", "budget", "security", "jobs", "water", "schools"),
    *("iraq", "farmers", "oil", "highway", "medicare", "tax", "trade", "border"),
)
_SHAPES = ("{0}", "{0} {1}", "{0} OR {1}", '"{0} {1}"', "{0}*", "{0} -{1}", "{0} after:2007")
_SEARCHES_A_SECOND = 5
_AT_REST_SECONDS = 60


def main() -> None:
    """Print what importing cost the worker and the readers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", default="senate_press")
    parser.add_argument("--second", default="reuters21578")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    options = parser.parse_args()
    first, second = (
        options.folder / f"{name}.jsonl.xz" for name in (options.corpus, options.second)
    )
    with (
        tempfile.TemporaryDirectory(prefix="dateline-benchmark-") as data,
        _site(Path(data)) as site,
    ):
        site.sign_in()
        filling = _while_importing(site, first)
        before = _searched(site, lambda: time.sleep(_AT_REST_SECONDS))
        full = _while_importing(site, second)
        after = _searched(site, lambda: time.sleep(_AT_REST_SECONDS))
    at_rest: dict[str, object] = {"times": [*_times(before), *_times(after)]}
    _tell("into an empty archive", filling)
    _tell("at rest", at_rest)
    _tell("into the full archive", full)
    print(f"p95 while importing against at rest: {_p95(full) / _p95(at_rest):.2f}")
    print(f"load of the machine: {os.getloadavg()}")


class _Site:
    """A running site, and a browser without JavaScript."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process = process
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self._browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, path: str) -> str:
        with self._browser.open(self.url + path) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **fields: str) -> str:
        token = next(cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken")
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        with self._browser.open(self.url + path, sent) as answer:
            return str(answer.geturl()).removeprefix(self.url)

    def sign_in(self) -> None:
        self.get("/sign-in")
        self.post("/sign-in", username=_EDITOR, password=_PASSWORD, next="/desk/")

    def upload(self, file: Path) -> str:
        """Send a file; return the address of its import."""
        token = next(cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken")
        boundary = uuid.uuid4().hex
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
            f'{token}\r\n--{boundary}\r\nContent-Disposition: form-data; name="files"; '
            f'filename="{file.name}"\r\n\r\n'
        )
        body = head.encode() + file.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        request = urllib.request.Request(self.url + "/desk/import/files", body, kind)  # noqa: S310
        with self._browser.open(request) as answer:
            return str(answer.geturl()).removeprefix(self.url)

    def processes(self) -> dict[str, int]:
        """The supervisor's children: the worker and the web server."""
        tasks = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        found = {}
        for child in map(int, tasks.read_text().split()):
            line = Path(f"/proc/{child}/cmdline").read_bytes()
            found["worker" if b"manage.py" in line else "web"] = child
        return found


@contextmanager
def _site(data: Path) -> Iterator[_Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DATELINE_DATA": str(data)}
    manage = [sys.executable, str(ROOT / "manage.py")]
    process = subprocess.Popen(
        [*manage, "serve", "--port", str(port)],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    site = _Site(process, f"http://127.0.0.1:{port}")
    try:
        while True:
            try:
                site.get("/healthz")
                break
            except OSError:
                time.sleep(0.2)
        subprocess.run([*manage, "shell", "-v0", "-c", _SIGN_UP], env=environment, check=True)
        yield site
    finally:
        process.terminate()
        process.wait()


def _while_importing(site: _Site, dump: Path) -> dict[str, object]:
    page = site.upload(dump)
    worker = site.processes()["worker"]
    measured: dict[str, object] = {}
    anonymous: list[int] = []

    def work() -> None:
        start = time.perf_counter()
        site.post(f"{page}start")
        while "every 1s" in site.get(page):
            anonymous.append(_memory(worker, "RssAnon"))
            time.sleep(1)
        measured["seconds"] = time.perf_counter() - start

    measured |= _searched(site, work)
    told = re.search(r"[\d,]+ added, [^<]*", site.get(page))
    measured["outcome"] = told[0] if told else "?"
    measured["worker_peak_mb"] = _memory(worker, "VmHWM")
    measured["worker_own_mb"] = max(anonymous, default=0)
    return measured


def _searched(site: _Site, work: Callable[[], object]) -> dict[str, object]:
    """Ask for search pages at a steady pace while the work is done; return their times."""
    done = threading.Event()
    times: list[float] = []
    searching = threading.Thread(target=_search, args=(site.url, done, times))
    searching.start()
    try:
        work()
    finally:
        done.set()
        searching.join()
    return {"times": times}


def _search(url: str, done: threading.Event, times: list[float]) -> None:
    chance = random.Random(1)
    beginning = time.perf_counter()
    for turn in itertools.count():
        words = chance.sample(_WORDS, 2)
        text = _SHAPES[turn % len(_SHAPES)].format(*words)
        due = beginning + turn / _SEARCHES_A_SECOND
        if done.wait(max(0.0, due - time.perf_counter())):
            return
        start = time.perf_counter()
        with urllib.request.urlopen(f"{url}/?q={urllib.parse.quote(text)}") as answer:  # noqa: S310
            answer.read()
        times.append(time.perf_counter() - start)


def _memory(process: int, field: str) -> int:
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(rf"{field}:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def _p95(measured: dict[str, object]) -> float:
    return float(statistics.quantiles(_times(measured), n=20)[-1])


def _times(measured: dict[str, object]) -> list[float]:
    times = measured["times"]
    assert isinstance(times, list)
    return times


def _tell(name: str, measured: dict[str, object]) -> None:
    times = _times(measured)
    print(
        f"{name}: {len(times)} searches, median {1000 * statistics.median(times):.0f} ms, "
        f"95 % within {1000 * _p95(measured):.0f} ms, slowest {1000 * max(times):.0f} ms"
    )
    rest = {key: value for key, value in measured.items() if key != "times"}
    if rest:
        print("   " + json.dumps(rest))


if __name__ == "__main__":
    main()
