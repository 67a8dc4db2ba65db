"""Keeps the processes of one site alive: web servers on one socket, and a worker.

`make run` and `dateline run` become this program. It uses the standard library only, so it
needs next to no memory. A child that ends is started again; one whose heartbeat stops is killed
first. A signal to stop is passed on to all. Each child's standard input is a pipe from here:
should this process be killed, the pipe closes, and the children end too.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from corpus.jobs.supervised import CHILD_VARIABLE, HEARTBEAT_VARIABLE, STARTED_VARIABLE

WEB_PROCESSES = 2
#: A child touches its heartbeat file every second; one that stops for this long hangs.
HANG_SECONDS = 60.0
_LOOK_SECONDS = 0.2
# A child that cannot start would otherwise be started many times a second.
_MIN_PAUSE_SECONDS = 1.0
_MAX_PAUSE_SECONDS = 60.0
_SOUND_SECONDS = 60.0
# Longer than a web server gives its own requests.
_STOP_SECONDS = 25.0

_CAN_INHERIT_SOCKETS = os.name == "posix"
_STOP_SIGNALS = [
    number
    for name in ("SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP")
    if (number := getattr(signal, name, None)) is not None
]


@dataclass
class Child:
    """One process that is kept alive. `heartbeat` is the file that it touches."""

    command: list[str]
    fds: tuple[int, ...] = ()
    heartbeat: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float | None = None
    pause: float = field(default=_MIN_PAUSE_SECONDS)

    def start(self) -> None:
        environment = os.environ | {CHILD_VARIABLE: "1"}
        options: dict[str, object] = {}
        if self.heartbeat:
            self.heartbeat.touch()
            environment[HEARTBEAT_VARIABLE] = str(self.heartbeat)
        if _CAN_INHERIT_SOCKETS:
            # A group of its own: a terminal's Ctrl-C comes to the supervisor, once.
            options = {"pass_fds": self.fds, "process_group": 0}
        self.process = subprocess.Popen(  # type: ignore[call-overload]
            self.command, env=environment, stdin=subprocess.PIPE, **options
        )
        self.started, self.due = time.monotonic(), None

    def tend(self) -> None:
        """Start the process again where it ended; kill it where it hangs."""
        now = time.monotonic()
        if self.process is None or self.process.poll() is not None:
            if self.due is None:
                is_sound = now - self.started >= _SOUND_SECONDS
                self.due = now + (_MIN_PAUSE_SECONDS if is_sound else self.pause)
                self.pause = min(
                    _MAX_PAUSE_SECONDS, 2 * (_MIN_PAUSE_SECONDS if is_sound else self.pause)
                )
            elif now >= self.due:
                self.start()
        elif self.heartbeat and _age_seconds(self.heartbeat) > HANG_SECONDS:
            self.process.kill()


def _age_seconds(path: Path) -> float:
    """Return how long ago a file was touched; 0 where that cannot be told."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


class Supervisor:
    """Runs children until a signal asks to stop."""

    def __init__(self, children: Sequence[Child], listener: socket.socket | None = None) -> None:
        self._children = list(children)
        self._listener = listener
        self._signal = 0

    def run(self) -> int:
        """Keep all children alive; after a signal, stop them and return 0."""
        for number in _STOP_SIGNALS:
            signal.signal(number, self._stop)
        for child in self._children:
            child.start()
        while not self._signal:
            time.sleep(_LOOK_SECONDS)
            for child in self._children:
                child.tend()
        self._end()
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._signal = number

    def _end(self) -> None:
        if self._listener:
            self._listener.close()
        running = [child.process for child in self._children if child.process]
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def site(host: str, port: int, data_dir: Path, *, with_worker: bool = True) -> Supervisor:
    """Return the supervisor of a site. Raises OSError where the port is taken."""
    listener = socket.create_server((host, port), backlog=1024)
    os.environ[STARTED_VARIABLE] = secrets.token_hex(8)
    metrics = data_dir / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    with contextlib.suppress(OSError):  # A read-only folder keeps no counts.
        metrics.mkdir(mode=0o700)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)
    web = [sys.executable, "-m", "config.server"]
    command = [sys.executable, "-m", "config.command", "worker"]
    workers = [Child(command, heartbeat=data_dir / "worker.heartbeat")] if with_worker else []
    if _CAN_INHERIT_SOCKETS:
        fd = listener.fileno()
        servers = [Child([*web, "--fd", str(fd)], fds=(fd,)) for _ in range(WEB_PROCESSES)]
        return Supervisor([*servers, *workers], listener)
    listener.close()
    server = Child([*web, "--host", host, "--port", str(port)])
    return Supervisor([server, *workers])


def command(host: str, port: int, data_dir: Path, *, with_worker: bool = True) -> list[str]:
    """Return the command line of `site`."""
    return [
        *(sys.executable, "-m", "config.supervisor"),
        *("--host", host, "--port", str(port), "--data", str(data_dir)),
        *(() if with_worker else ("--without-worker",)),
    ]


def main() -> int:
    """Run a site until a signal asks to stop."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--without-worker", action="store_true")
    given = parser.parse_args()
    try:
        supervisor = site(given.host, given.port, given.data, with_worker=not given.without_worker)
    except OSError as error:
        print(
            f"Port {given.port} of {given.host} cannot be used: {error.strerror}. "
            f"Choose another one, for example PORT={given.port + 1} make run.",
            file=sys.stderr,
        )
        return 1
    print(f"Dateline is at http://{given.host}:{given.port}/ (stop it with Ctrl-C)", flush=True)
    return supervisor.run()


if __name__ == "__main__":
    sys.exit(main())
