"""People: who may sign in, and as what; for administrators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from corpus.accounts import second_factor
from corpus.accounts.account_log import log_account
from corpus.accounts.roles import GROUPS, AnyUser, Role, administrators_only, give

if TYPE_CHECKING:
    NewUserForm = BaseUserCreationForm[User]
else:  # Django's forms take no type argument when they run.
    NewUserForm = BaseUserCreationForm

_ROLES = (
    (Role.EDITOR.value, "Editor: imports, curates, reviews, undoes"),
    (Role.ADMINISTRATOR.value, "Administrator: also people, feeds, deleting for good"),
    (Role.READER.value, "Reader: reads, saves searches, keeps collections"),
)
_ROLE_OF_GROUP = {name: role for role, (name, _) in GROUPS.items()}


class NewPersonForm(NewUserForm):
    """A name, a role and a first password, which its owner can change."""

    role = forms.ChoiceField(choices=_ROLES, label="Role")

    class Meta:
        model = User
        fields = ("username",)
        labels = {"username": "Username"}  # noqa: RUF012
        help_texts = {"username": "Letters, digits and @ . + - _"}  # noqa: RUF012

    field_order = ("username", "role", "password1", "password2")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # The list stands above the form: the page is not to open at the form.
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["username"].widget.attrs["autocomplete"] = "off"


class PersonForm(forms.Form):
    """What an administrator may change of somebody else."""

    role = forms.ChoiceField(choices=_ROLES, label="Role")
    is_active = forms.BooleanField(required=False, label="May sign in")
    password = forms.CharField(
        required=False,
        strip=False,
        label="New password",
        help_text="Left empty, it stays as it is.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: User, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.person = person

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if password:
            validate_password(password, self.person)
        return password

    @transaction.atomic
    def save(self, by: AnyUser) -> None:
        """Write and log what was changed; a new password ends the person's sessions."""
        self.person.is_active = self.cleaned_data["is_active"]
        if self.cleaned_data["password"]:
            self.person.set_password(self.cleaned_data["password"])
        self.person.save(update_fields=["is_active", "password"])
        give(self.person, Role(self.cleaned_data["role"]))
        for sentence in self._changes():
            log_account(sentence, self.person, by=by)

    def _changes(self) -> Iterator[str]:
        """Yield a sentence for the log on each thing that the form changes."""
        before, after = self.initial["role"], self.cleaned_data["role"]
        if before != after:
            yield f"%(name)s: {before} → {after}"
        if self.initial["is_active"] != self.cleaned_data["is_active"]:
            yield "%(name)s: may sign in" if self.person.is_active else "%(name)s: may not sign in"
        if self.cleaned_data["password"]:
            yield "%(name)s: new password"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the pages show them."""

    user: User
    role: Role
    changeable: bool


@administrators_only
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List who may sign in, with a form that adds somebody; a POST adds them."""
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with transaction.atomic():
            user = form.save()
            give(user, Role(form.cleaned_data["role"]))
            log_account(f"%(name)s: added as {form.cleaned_data['role']}", user, by=request.user)
        messages.success(request, f"{user.get_username()} can sign in now.")
        return redirect("desk_people")
    users = User.objects.order_by("username").prefetch_related("groups")
    shown = [_shown(user, request) for user in users]
    return render(request, "desk/people.html", {"people": shown, "form": form})


@administrators_only
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show one person; a POST changes their role, password, or whether they may sign in."""
    user = get_object_or_404(User.objects.prefetch_related("groups"), pk=user_id)
    shown = _shown(user, request)
    if request.method == "POST" and not shown.changeable:
        raise PermissionDenied
    form = PersonForm(
        user,
        request.POST if request.method == "POST" else None,
        initial={"role": shown.role.value, "is_active": user.is_active},
    )
    if form.is_valid():
        form.save(request.user)
        messages.success(request, f"Saved: {user.get_username()}")
        return redirect("desk_people")
    context = {
        "person": shown,
        "form": form,
        "has_second_factor": second_factor.has_second_factor(user),
    }
    return render(request, "desk/person.html", context)


@administrators_only
@require_POST
def reset_second_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Remove the second factor of somebody who lost it; they sign in with the password alone."""
    user = get_object_or_404(User.objects.prefetch_related("groups"), pk=user_id)
    if not _shown(user, request).changeable:
        raise PermissionDenied
    if second_factor.remove(user):
        log_account("%(name)s: second factor reset", user, by=request.user)
        messages.success(
            request, _("The second factor of %(name)s is removed.") % {"name": user.get_username()}
        )
    return redirect("desk_person", user_id)


def _shown(user: User, request: HttpRequest) -> Person:
    """Somebody as they are shown to whoever asks.

    Nobody changes their own role: the last administrator could lock everybody out. And
    only a superuser changes a superuser: an administrator would become one.
    """
    asking = request.user
    above = user.is_superuser and not getattr(asking, "is_superuser", False)
    return Person(user, _role(user), changeable=user.pk != asking.pk and not above)


def _role(user: User) -> Role:
    """The role that somebody has been given, whether or not they may sign in now."""
    roles = {_ROLE_OF_GROUP.get(group.name, Role.READER) for group in user.groups.all()}
    if user.is_superuser or Role.ADMINISTRATOR in roles:
        return Role.ADMINISTRATOR
    return Role.EDITOR if Role.EDITOR in roles else Role.READER
