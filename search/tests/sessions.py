"""Search sessions of tests, as of one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from search.results.session import SearchSession
from search.results.view_models import Notice

TODAY = dt.date(2024, 6, 15)


def session(today: dt.date = TODAY) -> SearchSession:
    """Return a new session on the engine of this process."""
    return SearchSession.begin(today)


def texts(notices: Iterable[Notice]) -> tuple[str, ...]:
    return tuple(notice.text for notice in notices)
