"""Signing in and out, and what stands in the way of guessing passwords."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import path

from corpus.accounts.roles import is_editor


class SignIn(LoginView):
    """Leads on to the page that was asked for; else editors to the desk, readers to the search."""

    http_method_names = ("get", "head", "post")
    template_name = "desk/sign_in.html"
    authentication_form = AuthenticationForm

    def get_default_redirect_url(self) -> str:
        return resolve_url("desk" if is_editor(self.request.user) else "search")


class SignOut(LogoutView):
    """Ends the session. Only a POST does: no link or picture elsewhere can sign anybody out."""

    http_method_names = ("post",)
    next_page = "search"


class ChangePassword(PasswordChangeView):
    """For whoever is signed in; ends their other sessions."""

    http_method_names = ("get", "head", "post")
    template_name = "desk/password.html"

    def get_success_url(self) -> str:
        return resolve_url("desk" if is_editor(self.request.user) else "search")

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
