"""A real site on a small archive, started by the supervisor, and the questions put to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config import supervisor

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 120
_TIMEOUT_SECONDS = 60

#: Addresses whose answers must not change while no article does.
PROBES = (
    "/?format=json", "/?q=summit&format=json", "/?q=talks+geneva&format=json",
    "/?q=%22foreign+minister%22&format=json", "/?q=minist*&format=json",
    "/?q=grain&sort=newest&format=json", "/?q=china&from=2022&to=2023&format=json",
    "/?q=summit+w%2F5+peace&format=json", "/?q=secretword&format=json",
    "/suggest?q=minis", "/suggest?q=secretw", "/?q=summit&view=kwic&format=json",
    "/?q=summit", "/?q=secretword", "/?source=Harbour+Gazette",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, what it says of its own state, and what it found.

    The state of JSON is its field, of a page what its notice says, of suggestions their header.
    Status 0 is a connection that was lost.
    """

    status: int
    state: str
    found: Any


class Site:
    """A site on `data`; `start` and `stop` may be called again and again."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None
        self.with_worker = True

    def manage(self, *arguments: str) -> None:
        """Run a management command on the archive. Raises CalledProcessError."""
        subprocess.run(
            self.command(*arguments), cwd=ROOT, env=self.environment(), check=True,
            capture_output=True,
        )  # fmt: skip

    def command(self, *arguments: str) -> list[str]:
        """Return a management command's line; it runs in ROOT."""
        return [sys.executable, "manage.py", *arguments]

    def environment(self) -> dict[str, str]:
        return os.environ | {"DATELINE_DATA": str(self.data)}

    def start(self) -> None:
        command = supervisor.command(
            "127.0.0.1", self.port, self.data, with_worker=self.with_worker
        )
        with (self.data / "site.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log
            )
        deadline = time.monotonic() + _START_SECONDS
        while self.ask("/healthz").status == 0:
            if time.monotonic() > deadline:
                raise TimeoutError("the site did not start")
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(_TIMEOUT_SECONDS)
            self._process = None

    def kill(self) -> None:
        """Kill every process of the site at once, without a warning."""
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in self.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
        if self._process:
            self._process.wait(_TIMEOUT_SECONDS)
            self._process = None

    def processes(self) -> list[int]:
        """Return the ids of the supervisor and all below it."""
        return descendants(self._process.pid) if self._process else []

    def ask(self, path: str) -> Answer:
        """Return the answer to an address; status 0 where nobody answers."""
        address = f"http://127.0.0.1:{self.port}{path}"
        try:
            with urllib.request.urlopen(address, timeout=_TIMEOUT_SECONDS) as response:
                state = response.headers.get("Dateline-State", "ok")
                body = response.read()
                if "html" in response.headers.get("Content-Type", ""):
                    return Answer(response.status, _state_of_page(body), _rows_of_page(body))
                read = json.loads(body)
                told = state
                if isinstance(read, dict):
                    told = str(read.get("state", read.get("status")))
                return Answer(response.status, told, _found(read))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers.get("Dateline-State", "ok"), None)
        except (OSError, http.client.HTTPException):
            return Answer(0, "", None)

    def answers(self) -> dict[str, Answer]:
        return {path: self.ask(path) for path in PROBES}


def descendants(pid: int) -> list[int]:
    """Return a process and all below it that live now."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in below for each in descendants(int(child)))]


def _state_of_page(body: bytes) -> str:
    return "told" if b'class="site-notice"' in body else "ok"


def _rows_of_page(body: bytes) -> Any:
    """Return the articles that a page of results lists, in order."""
    return re.findall(rb'href="(/article/[^"?]+)', body)


def _found(read: Any) -> Any:
    """Return what an answer found, without its time and links."""
    if isinstance(read, list) or "total" not in read:
        return read
    facets = {
        name: [(value["value"], value["count"]) for value in values]
        for name, values in read.get("facets", {}).items()
    }
    return {"total": read["total"], "hits": [hit["id"] for hit in read["hits"]], "facets": facets}


@contextmanager
def archive(folder: Path) -> Iterator[Site]:
    """Yield a running site on the sample articles and a hidden one, with a few generations."""
    data = folder / "data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700, parents=True)
    site = Site(data)
    site.manage("migrate", "-v0")
    site.manage("ingest", str(ROOT / "seeds"))
    secret = folder / "secret.txt"
    secret.write_text("Secretword talks\n\nThe secretword summit was never public.\n")
    site.manage("ingest", str(secret))
    hide = "from corpus.models import Article as A; [A.objects.revise(a, hidden=True) for a in "
    site.manage("shell", "-c", f"{hide}A.objects.filter(title__startswith='Secretword')]")
    site.start()
    try:
        yield site
    finally:
        site.stop()
