"""Two processes that live and die together: a main one, and one beside it.

Run as a program by `make run`, so that it needs next to no memory. Standard library only.
The one beside is started again whenever it ends; when the main one ends, all is over. A
signal to end is passed on to both. Should this process itself be killed, a pipe that
nobody else can write to closes, and both children, watching it, end too.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

_PIPE = "DATELINE_SUPERVISOR_PIPE"
_LOOK_SECONDS = 0.2
# Not at once: a worker that cannot start would be started many times a second.
_AGAIN_SECONDS = 1.0
_MOST_AGAIN_SECONDS = 60.0
_SOUND_SECONDS = 60.0
# Longer than the web server gives its own requests.
_PATIENCE_SECONDS = 25.0

_ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)


def arguments(main: Sequence[str], beside: Sequence[str]) -> list[str]:
    """The command line that runs both."""
    return [sys.executable, "-m", "corpus.jobs.supervisor", str(len(main)), *main, *beside]


def end_with_supervisor() -> None:
    """Have this process end when its supervisor is gone; does nothing where it has none."""
    given = os.environ.pop(_PIPE, "")
    if not given:
        return
    pipe = int(given)
    os.set_inheritable(pipe, False)

    def watch() -> None:
        while os.read(pipe, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="supervisor", daemon=True).start()


class Pair:
    """A main process, and one beside it that is kept alive."""

    def __init__(self, main: Sequence[str], beside: Sequence[str]) -> None:
        self._commands = (list(main), list(beside))
        # The writing end stays open here, and only here, as long as this process lives.
        self._watched, self._held = os.pipe()
        self._signal = 0
        self._pause = _AGAIN_SECONDS

    def run(self) -> int:
        """Run both until the main one ends; return its exit status."""
        for number in _ENDING:
            signal.signal(number, self._end)
        main, beside = (self._start(command) for command in self._commands)
        began = time.monotonic()
        due: float | None = None
        while main.poll() is None and not self._signal:
            time.sleep(_LOOK_SECONDS)
            if due is None and beside.poll() is not None:
                due = time.monotonic() + self._pause_after(time.monotonic() - began)
            if due is not None and time.monotonic() >= due:
                beside, began, due = self._start(self._commands[1]), time.monotonic(), None
        return self._stop(main, beside)

    def _pause_after(self, lived_seconds: float) -> float:
        """How long to wait before starting it again: longer each time it dies young."""
        sound = lived_seconds >= _SOUND_SECONDS
        pause = _AGAIN_SECONDS if sound else self._pause
        self._pause = min(_MOST_AGAIN_SECONDS, 2 * pause)
        return pause

    def _start(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        environment = os.environ | {_PIPE: str(self._watched)}
        # Each in a group of its own: a terminal's Ctrl-C comes here, and is passed on once.
        return subprocess.Popen(
            command, env=environment, pass_fds=(self._watched,), process_group=0
        )

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._signal = number

    def _stop(self, *children: subprocess.Popen[bytes]) -> int:
        asked = signal.SIGTERM if self._signal in (0, signal.SIGHUP) else self._signal
        for child in children:
            if child.poll() is None:
                child.send_signal(asked)
        patience = time.monotonic() + _PATIENCE_SECONDS
        for child in children:
            try:
                child.wait(max(0.0, patience - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        return 0 if self._signal else children[0].returncode


if __name__ == "__main__":
    _count = int(sys.argv[1])
    sys.exit(Pair(sys.argv[2 : 2 + _count], sys.argv[2 + _count :]).run())
