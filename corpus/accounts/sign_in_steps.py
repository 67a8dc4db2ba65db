"""Between the two steps of signing in: who gave a right password and has yet to show a code."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from corpus.accounts.client_address import client_address
from corpus.accounts.roles import AnyUser, is_editor

logger = logging.getLogger("dateline.sign_in")

#: A code has to follow the password within this time.
CODE_SECONDS = 10 * 60
#: After so many wrong codes the password is asked for again.
MAX_WRONG_CODES = 5
_KEY = "sign_in"


def wait_for_code(request: HttpRequest, user: User, address: str) -> None:
    """Note that a user gave the right password, and where they wanted to go."""
    request.session.cycle_key()
    request.session[_KEY] = {
        "user": user.pk,
        # A password that changes meanwhile ends the attempt.
        "hash": user.get_session_auth_hash(),
        "since": time.time(),
        "wrong": 0,
        "next": address,
    }


def pending_user(request: HttpRequest) -> User | None:
    """Return who has to show a code now, or None where nobody has or it took too long."""
    waiting: dict[str, Any] | None = request.session.get(_KEY)
    if waiting is None or not 0 <= time.time() - waiting["since"] <= CODE_SECONDS:
        return None
    user = User.objects.filter(pk=waiting["user"], is_active=True).first()
    return user if user and user.get_session_auth_hash() == waiting["hash"] else None


def wrong_code(request: HttpRequest, user: User) -> bool:
    """Count a wrong code; return whether another may be tried."""
    name, address = user.get_username(), client_address(request)
    logger.warning("sign-in failed for %r from %s", name, address)
    request.session[_KEY]["wrong"] += 1
    request.session.modified = True
    if request.session[_KEY]["wrong"] < MAX_WRONG_CODES:
        return True
    stop_waiting(request)
    return False


def stop_waiting(request: HttpRequest) -> str:
    """Forget who waits; return the address they wanted to go to, "" where none was named."""
    waiting: dict[str, Any] = request.session.pop(_KEY, {})
    return str(waiting.get("next", ""))


def first_page(user: AnyUser) -> str:
    """Return the name of the address that somebody comes to after signing in."""
    return "desk" if is_editor(user) else settings.CORPUS.url_names.search
