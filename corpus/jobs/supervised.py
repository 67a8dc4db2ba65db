"""The child's half of supervision: end with the supervisor, and show that nothing hangs."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

CHILD_VARIABLE = "DATELINE_SUPERVISED"
HEARTBEAT_VARIABLE = "DATELINE_HEARTBEAT"
#: A value that all processes of one start share.
STARTED_VARIABLE = "DATELINE_STARTED"
_HEARTBEAT_SECONDS = 1.0


def end_with_supervisor() -> None:
    """Make this process end when its supervisor is gone, and show that it does not hang.

    Does nothing where no supervisor started it.
    """
    if not os.environ.pop(CHILD_VARIABLE, ""):
        return
    heartbeat = os.environ.pop(HEARTBEAT_VARIABLE, "")

    def watch() -> None:
        # Without Python's buffer, whose lock a waiting thread would hold as the process ends.
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    def beat() -> None:
        while True:
            Path(heartbeat).touch()
            time.sleep(_HEARTBEAT_SECONDS)

    threading.Thread(target=watch, name="supervisor", daemon=True).start()
    if heartbeat:
        threading.Thread(target=beat, name="heartbeat", daemon=True).start()
