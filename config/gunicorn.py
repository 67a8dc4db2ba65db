"""How gunicorn serves Dateline: two processes, so that one page never waits for another."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from corpus.jobs.supervisor import end_with_supervisor

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "config.connections.PatientWorker"
workers = 2
threads = 4
graceful_timeout = 20
loglevel = "warning"
# Whatever is typed gets an answer: 10,000 characters make an address of up to 120,000.
# `connections.MOST_HEAD_BYTES` is what ends it.
limit_request_line = 0


def when_ready(server: Arbiter) -> None:
    """Tell the reader where to go, now that somebody answers there."""
    end_with_supervisor()
    print(f"Dateline is at http://{bind}/ (stop it with Ctrl-C)", flush=True)
