"""A real site on a small archive, started by the supervisor, and the questions put to it."""

from __future__ import annotations

import json
import os
import shutil
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
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, what it says of its own state, and what it found."""

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

    def manage(self, *arguments: str) -> None:
        """Run a management command on the archive. Raises CalledProcessError."""
        command = [sys.executable, "manage.py", *arguments]
        environment = os.environ | {"DATELINE_DATA": str(self.data)}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)

    def start(self) -> None:
        command = supervisor.command("127.0.0.1", self.port, self.data)
        environment = os.environ | {"DATELINE_DATA": str(self.data)}
        with (self.data / "site.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
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

    def ask(self, path: str) -> Answer:
        """Return the answer to an address; status 0 where nobody answers."""
        address = f"http://127.0.0.1:{self.port}{path}"
        try:
            with urllib.request.urlopen(address, timeout=_TIMEOUT_SECONDS) as response:
                state = response.headers.get("Dateline-State", "ok")
                return Answer(response.status, state, _found(response.read()))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers.get("Dateline-State", "ok"), None)
        except OSError:
            return Answer(0, "", None)

    def answers(self) -> dict[str, Answer]:
        return {path: self.ask(path) for path in PROBES}


def _found(body: bytes) -> Any:
    """Return what an answer found, without its time and links."""
    read = json.loads(body)
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
