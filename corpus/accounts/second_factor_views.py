"""Pages of the second factor: its code at sign-in, and setting it up for one's own account."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from corpus.accounts import second_factor
from corpus.accounts.account_log import log_account
from corpus.accounts.roles import must_have_second_factor, signed_in_only
from corpus.accounts.sign_in_steps import first_page, pending_user, stop_waiting, wrong_code

_BACKEND = "django.contrib.auth.backends.ModelBackend"


class CodeForm(forms.Form):
    """A code of the authenticator, or a recovery code."""

    code = forms.CharField(
        max_length=40,
        label=gettext_lazy("Code"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class PasswordForm(forms.Form):
    """One's own password again: whoever finds an open session must not change the second factor."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self._user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Take the second step of signing in: a code, within some minutes of the password."""
    user = pending_user(request)
    if user is None:
        return render(request, "desk/code_expired.html", status=HTTPStatus.BAD_REQUEST)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if second_factor.verify(user, form.cleaned_data["code"]):
            return _signed_in(request, user)
        if not wrong_code(request, user):
            return render(request, "desk/code_expired.html", status=HTTPStatus.BAD_REQUEST)
        form.add_error(
            "code",
            _(
                "This code is wrong, was used already, or came too soon after a wrong one. Wait for"
                " the next one."
            ),
        )
    return render(request, "desk/sign_in_code.html", {"form": form})


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    address = stop_waiting(request)
    login(request, user, _BACKEND)
    second_factor.mark_verified(request, second_factor.device_of(user))
    left = second_factor.recovery_codes_left(user)
    if left <= 2:
        messages.warning(
            request, _("Recovery codes left: %(count)s. Make new ones.") % {"count": left}
        )
    if address and url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return redirect(address)
    return redirect(resolve_url(first_page(user)))


@signed_in_only
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def own_second_factor(request: HttpRequest) -> HttpResponse:
    """Show the state of one's own second factor; POST sets it up, confirms or removes it."""
    user = cast("User", request.user)
    action = request.POST.get("action", "") if request.method == "POST" else ""
    if action == "confirm":
        return _confirm(request, user)
    form = PasswordForm(user, request.POST if action else None)
    if not action or not form.is_valid():
        return _page(request, user, form, status=400 if form.errors else 200)
    if action == "begin":
        second_factor.begin(user)
        return redirect("second_factor")
    if action == "codes" and second_factor.has_second_factor(user):
        return _show_codes(request, user, second_factor.new_recovery_codes(user))
    if action == "remove" and not must_have_second_factor(user):
        if second_factor.remove(user):
            log_account(_("%(name)s: second factor removed"), user, by=user)
            messages.success(request, _("Your second factor is removed."))
        return redirect("second_factor")
    return _page(request, user, form, status=400)


def _confirm(request: HttpRequest, user: User) -> HttpResponse:
    device, form = second_factor.begun(user), CodeForm(request.POST)
    if device is None:
        return redirect("second_factor")
    if form.is_valid():
        if codes := second_factor.confirm(device, form.cleaned_data["code"]):
            request.session.cycle_key()
            second_factor.mark_verified(request, device)
            log_account(_("%(name)s: second factor set up"), user, by=user)
            return _show_codes(request, user, codes)
        form.add_error("code", _("This code is wrong. Check the clock of your device."))
    return _page(request, user, PasswordForm(user), code_form=form, status=400)


def _show_codes(request: HttpRequest, user: User, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "next": resolve_url(first_page(user))}
    return render(request, "desk/recovery_codes.html", context)


def _page(
    request: HttpRequest,
    user: User,
    form: PasswordForm,
    *,
    code_form: CodeForm | None = None,
    status: int,
) -> HttpResponse:
    device = second_factor.begun(user)
    path, side = second_factor.qr_path(device) if device else ("", 0)
    context = {
        "form": form,
        "code_form": code_form or CodeForm(),
        "begun": device,
        "secret": second_factor.secret_text(device) if device else "",
        "qr_path": path,
        "qr_side": side,
        "has_one": second_factor.has_second_factor(user),
        "codes_left": second_factor.recovery_codes_left(user),
        "is_required": must_have_second_factor(user),
    }
    return render(request, "desk/second_factor.html", context, status=status)
