"""Signing in and out, and what stands in the way of guessing passwords."""

from __future__ import annotations

import logging
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import path
from django.utils import timezone

from corpus.accounts import second_factor
from corpus.accounts.client_address import client_address
from corpus.accounts.second_factor_views import own_second_factor, sign_in_code
from corpus.accounts.sign_in_steps import first_page, wait_for_code

logger = logging.getLogger("dateline.sign_in")

#: Failed sign-ins of one address, by whatever names, before it has to wait.
MAX_FAILURES_PER_ADDRESS = 20


def _failures(address: str) -> int:
    """Return how often sign-in failed for an address within the time that a lock lasts."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(ip_address=address, attempt_time__gt=since)
    return int(attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0)


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

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in, or ask for the second step where the account has a second factor."""
        user = form.get_user()
        if second_factor.has_second_factor(user):
            wait_for_code(self.request, user, self.get_redirect_url())
            return redirect("sign_in_code")
        return super().form_valid(form)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        # One line that a person and fail2ban can read: name and address as they came.
        name = str(form.data.get("username", ""))[:150]
        logger.warning("sign-in failed for %r from %s", name, client_address(self.request))
        return super().form_invalid(form)

    def get_default_redirect_url(self) -> str:
        return resolve_url(first_page(self.request.user))


class SignOut(LogoutView):
    """Ends the session. Only a POST does: no link or picture elsewhere can sign anybody out."""

    http_method_names = ("post",)
    next_page = "search"


class ChangePassword(PasswordChangeView):
    """For whoever is signed in; ends their other sessions."""

    http_method_names = ("get", "head", "post")
    template_name = "desk/password.html"

    def get_success_url(self) -> str:
        return resolve_url(first_page(self.request.user))

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed.")
        return super().form_valid(form)


urlpatterns = [
    path("sign-in", SignIn.as_view(), name="sign_in"),
    path("sign-in/code", sign_in_code, name="sign_in_code"),
    path("second-factor", own_second_factor, name="second_factor"),
    path("password", ChangePassword.as_view(), name="password"),
    path("sign-out", SignOut.as_view(), name="sign_out"),
]
