"""Who may do what: readers, editors and administrators.

A role is a Django group that carries a permission; pages ask for the permission alone, so a
superuser, who has all of them, needs no group. Whoever has neither is a reader, signed in
or not. The groups are made by a migration, and again by `give` should they be missing.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, Permission, User
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from corpus.accounts import second_factor

P = ParamSpec("P")
# Any: some views take an `HtmxRequest`.
View = Callable[Concatenate[Any, P], HttpResponseBase]
AnyUser = AbstractBaseUser | AnonymousUser

#: What an editor may: import, curate, review, edit in bulk, undo.
CURATE = "corpus.curate_archive"
#: What an administrator may beside that: people, feeds, deleting for good.
ADMINISTER = "corpus.administer_archive"


class Role(StrEnum):
    """What a person is in the archive."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


#: The group of each role, and the permissions it carries.
GROUPS: dict[Role, tuple[str, tuple[str, ...]]] = {
    Role.EDITOR: ("editors", (CURATE,)),
    Role.ADMINISTRATOR: ("administrators", (CURATE, ADMINISTER)),
}


def is_editor(user: AnyUser) -> bool:
    """Say whether a user may curate the archive; administrators may, too."""
    return bool(user.has_perm(CURATE))  # type: ignore[union-attr]


def is_administrator(user: AnyUser) -> bool:
    """Say whether a user may also manage people and feeds, and delete for good."""
    return bool(user.has_perm(ADMINISTER))  # type: ignore[union-attr]


def must_have_second_factor(user: AnyUser) -> bool:
    """Return whether the settings ask for a second factor of this user."""
    return settings.CORPUS.second_factor == "staff" and is_editor(user)


def acts_as_editor(request: HttpRequest) -> bool:
    """Return whether the sender of a request may curate, and has shown the factors it takes."""
    return is_editor(request.user) and _second_step(request) is None


def role_of(user: AnyUser) -> Role:
    """Return the role that a user has now; one who may not sign in is a reader."""
    if is_administrator(user):
        return Role.ADMINISTRATOR
    return Role.EDITOR if is_editor(user) else Role.READER


@transaction.atomic
def give(user: User, role: Role) -> None:
    """Make a user a reader, an editor or an administrator, whatever they were before."""
    user.groups.remove(*Group.objects.filter(name__in=[name for name, _ in GROUPS.values()]))
    if role in GROUPS:
        user.groups.add(_group(role))


def has_administrator() -> bool:
    """Say whether anybody is there who could give others a role."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return User.objects.with_perm(ADMINISTER, backend=backend).exists()


def _group(role: Role) -> Group:
    """Return the role's group with its permissions, made where it is missing."""
    name, permissions = GROUPS[role]
    group, _ = Group.objects.get_or_create(name=name)
    codenames = [permission.split(".")[1] for permission in permissions]
    article = ContentType.objects.get_by_natural_key("corpus", "article")
    group.permissions.add(*Permission.objects.filter(content_type=article, codename__in=codenames))
    return group


def editors_only(view: View[P]) -> View[P]:
    """Let only editors and administrators reach a view; see `_allowing`."""
    return _allowing(is_editor, view)


def administrators_only(view: View[P]) -> View[P]:
    """Let only administrators reach a view; see `_allowing`."""
    return _allowing(is_administrator, view)


def signed_in_only(view: View[P]) -> View[P]:
    """Let only those reach a view who signed in, whatever their role; see `_allowing`."""
    return _allowing(lambda user: user.is_authenticated, view, is_staff_page=False)


def _allowing(
    allowed: Callable[[AnyUser], bool], view: View[P], *, is_staff_page: bool = True
) -> View[P]:
    """Ask who is there before anything else happens, and keep answers out of all caches.

    Who is not signed in is led to the sign-in page and from there back; who is, without
    the right, gets 403. A page for staff also asks for their second factor.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not allowed(request.user):
            raise PermissionDenied
        if is_staff_page and (step := _second_step(request)):
            return step
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def _second_step(request: HttpRequest) -> HttpResponse | None:
    """Return what leads to the second factor that this session lacks, or None."""
    if second_factor.is_verified(request):
        return None
    if second_factor.has_second_factor(request.user):
        return _to_sign_in(request)
    if must_have_second_factor(request.user):
        if "HX-Request" in request.headers:
            return HttpResponseClientRedirect(reverse("second_factor"))
        return redirect("second_factor")
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, and after it to the page that was being looked at."""
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        return redirect_to_login(request.get_full_path())
    # A form's address is no page to come back to: the page that it stands on is.
    address = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    back = reverse("desk")
    if url_has_allowed_host_and_scheme(address, {request.get_host()}):
        parts = urlsplit(address)
        back = f"{parts.path}?{parts.query}" if parts.query else parts.path or back
    response = redirect_to_login(back)
    if "HX-Request" in request.headers:
        # Followed by htmx, a redirect would put the sign-in page into a piece of this one.
        return HttpResponseClientRedirect(response.url)
    return response
