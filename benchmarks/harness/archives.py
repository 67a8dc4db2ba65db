"""An archive to measure on, made once and kept, and a real server in front of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import supervisor

ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60


def made(data: Path, dump: Path) -> Path:
    """Return `data` with the articles of `dump` in it, imported and indexed where they are not."""
    manage = [sys.executable, str(ROOT / "manage.py")]
    environment = os.environ | {"DATELINE_DATA": str(data)}
    is_new = not (data / "dateline.sqlite3").exists()
    subprocess.run([*manage, "migrate", "-v0"], check=True, env=environment)
    if is_new:
        print(f"importing {dump.name} into {data}", flush=True)
        subprocess.run(
            [*manage, "ingest", str(dump)], check=True, env=environment, capture_output=True
        )
    # An index of an older format is built anew.
    subprocess.run([*manage, "index"], check=True, env=environment, capture_output=True)
    return data


@contextmanager
def server(data: Path, port: int) -> Iterator[str]:
    """Serve an archive as `make run` does; yields the address of its pages."""
    environment = os.environ | {"DATELINE_DATA": str(data)}
    command = supervisor.command("127.0.0.1", port, data)
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz", process)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 (our own address)
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")
