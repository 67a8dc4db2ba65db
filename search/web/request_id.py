"""The identifier of the request being answered, for log lines and error pages.

Standard library only: logging is set up before Django's apps are there.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar

current: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """Return the identifier, "" outside of a request."""
    return current.get()


class RequestIdFilter(logging.Filter):
    """Puts the identifier on every log line written while a request is answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id() or "-"
        return True
