"""Signing in and out, and what stands in the way of guessing passwords."""

from __future__ import annotations

import logging
from ipaddress import ip_address
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.urls import path
from django.utils import timezone

from corpus.accounts.roles import is_editor

logger = logging.getLogger("dateline.sign_in")

#: Failed sign-ins of one address, by whatever names, before it has to wait.
MAX_FAILURES_PER_ADDRESS = 20


def _failures(address: str) -> int:
    """Return how often sign-in failed for an address within the time that a lock lasts."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(ip_address=address, attempt_time__gt=since)
    return int(attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0)


def _first_page(request: HttpRequest) -> str:
    """Return the name of the address that somebody comes to after signing in."""
    return "desk" if is_editor(request.user) else settings.CORPUS.url_names.search


class SignIn(LoginView):
    """Leads on to the page that was asked for; else editors to the desk, readers to the search."""

    http_method_names = ("get", "head", "post")
    template_name = "desk/sign_in.html"
    authentication_form = AuthenticationForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check a password, unless this address has failed too often lately, by any name."""
        if _failures(client_address(request)) >= MAX_FAILURES_PER_ADDRESS:
            response = render(request, settings.AXES_LOCKOUT_TEMPLATE, status=429)
            response["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
            return response
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        # One line that a person and fail2ban can read: name and address as they came.
        name = str(form.data.get("username", ""))[:150]
        logger.warning("sign-in failed for %r from %s", name, client_address(self.request))
        return super().form_invalid(form)

    def get_default_redirect_url(self) -> str:
        return resolve_url(
            "desk" if is_editor(self.request.user) else settings.CORPUS.url_names.search
        )


class SignOut(LogoutView):
    """Ends the session. Only a POST does: no link or picture elsewhere can sign anybody out."""

    http_method_names = ("post",)
    next_page = "search"


class ChangePassword(PasswordChangeView):
    """For whoever is signed in; ends their other sessions."""

    http_method_names = ("get", "head", "post")
    template_name = "desk/password.html"

    def get_success_url(self) -> str:
        return resolve_url(
            "desk" if is_editor(self.request.user) else settings.CORPUS.url_names.search
        )

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed.")
        return super().form_valid(form)


def client_address(request: HttpRequest) -> str:
    """Return the address that a request came from, past as many proxies as the settings name.

    Each proxy appends the address that it was called from to X-Forwarded-For, so what
    stands left of those entries is only what the client claims.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    trusted: int = settings.PROXIES
    if not trusted:
        return direct
    stated = request.headers.get("X-Forwarded-For", "").split(",")
    try:
        return str(ip_address(stated[-trusted].strip()))
    except (IndexError, ValueError):
        return direct


urlpatterns = [
    path("sign-in", SignIn.as_view(), name="sign_in"),
    path("password", ChangePassword.as_view(), name="password"),
    path("sign-out", SignOut.as_view(), name="sign_out"),
]
