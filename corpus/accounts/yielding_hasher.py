"""Hashing passwords at low priority, one at a time in each process.

Hashing is made to be slow, and is done for whoever asks. The hashes are Django's PBKDF2.
"""

from __future__ import annotations

import contextlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from django.contrib.auth.hashers import PBKDF2PasswordHasher

_NICENESS = 5


class YieldingPasswordHasher(PBKDF2PasswordHasher):
    """PBKDF2 in a thread that the system serves last; OpenSSL leaves the interpreter to others."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        hashed = _executor(os.getpid()).submit(super().encode, password, salt, iterations)
        return hashed.result()


@cache
def _executor(pid: int) -> ThreadPoolExecutor:
    """Return the thread of the process `pid`: a forked one has none of its parent's."""
    return ThreadPoolExecutor(1, "passwords", initializer=_give_way)


def _give_way() -> None:
    """Lower this thread's priority, where the system knows one for threads."""
    if hasattr(os, "setpriority") and os.uname().sysname == "Linux":
        with contextlib.suppress(OSError):
            # Beside the process's own: whoever may is not to raise it.
            thread = threading.get_native_id()
            niceness = os.getpriority(os.PRIO_PROCESS, thread) + _NICENESS
            os.setpriority(os.PRIO_PROCESS, thread, niceness)
