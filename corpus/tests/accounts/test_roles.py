"""Readers, editors, administrators: who has which right, and who reaches a page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from corpus.accounts.roles import (
    Role,
    administrators_only,
    editors_only,
    give,
    has_administrator,
    is_administrator,
    is_editor,
    role_of,
)

pytestmark = pytest.mark.django_db


def person(role: Role) -> User:
    user = User.objects.create_user(f"a {role}")
    give(user, role)
    return User.objects.get(pk=user.pk)


def request_by(user: User | AnonymousUser, method: str = "GET", **headers: str) -> HttpRequest:
    request = RequestFactory().generic(method, "/desk/somewhere?page=2", headers=headers)
    request.user = user
    request.session = SessionStore()
    return request


@editors_only
def for_editors(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


@administrators_only
def for_administrators(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


@pytest.mark.parametrize(
    ("role", "edits", "administers"),
    [
        (Role.READER, False, False),
        (Role.EDITOR, True, False),
        (Role.ADMINISTRATOR, True, True),
    ],
)
def test_role_carries_its_rights(role, edits, administers):
    user = person(role)

    assert (is_editor(user), is_administrator(user), role_of(user)) == (edits, administers, role)


def test_nobody_in_particular_is_a_reader():
    assert role_of(AnonymousUser()) == Role.READER


def test_superuser_is_an_administrator_without_a_group():
    chief = User.objects.create_superuser("chief")

    assert role_of(chief) == Role.ADMINISTRATOR


def test_right_is_lost_when_the_account_is_closed():
    user = person(Role.ADMINISTRATOR)
    user.is_active = False

    assert role_of(user) == Role.READER


def test_migrating_makes_the_groups():
    names = Group.objects.filter(permissions__codename="curate_archive").values_list("name")

    assert sorted(names) == [("administrators",), ("editors",)]


def test_giving_another_role_takes_the_first_away():
    user = person(Role.ADMINISTRATOR)

    give(user, Role.EDITOR)

    assert role_of(User.objects.get(pk=user.pk)) == Role.EDITOR
    assert [group.name for group in user.groups.all()] == ["editors"]


def test_giving_a_role_leaves_other_groups_alone_and_mends_lost_ones():
    user = person(Role.READER)
    user.groups.add(Group.objects.create(name="choir"))
    Group.objects.filter(name="editors").delete()

    give(user, Role.EDITOR)

    assert role_of(User.objects.get(pk=user.pk)) == Role.EDITOR
    assert sorted(group.name for group in user.groups.all()) == ["choir", "editors"]


def test_an_administrator_is_missed_until_there_is_one():
    person(Role.EDITOR)
    assert not has_administrator()

    person(Role.ADMINISTRATOR)

    assert has_administrator()


@pytest.mark.parametrize("view", [for_editors, for_administrators])
def test_without_the_right_a_page_is_refused(view):
    with pytest.raises(PermissionDenied):
        view(request_by(person(Role.READER)))


def test_editor_is_refused_what_is_for_administrators():
    with pytest.raises(PermissionDenied):
        for_administrators(request_by(person(Role.EDITOR)))


def test_with_the_right_a_page_answers_and_is_kept_in_no_cache():
    answer = for_editors(request_by(person(Role.ADMINISTRATOR)))

    assert isinstance(answer, HttpResponse)
    assert answer.content == b"done"
    assert "no-store" in answer["Cache-Control"]


def test_who_is_not_signed_in_is_led_there_and_back():
    answer = for_editors(request_by(AnonymousUser()))

    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in?next=/desk/somewhere%3Fpage%3D2"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/desk/changes/?page=3", "/desk/changes/%3Fpage%3D3"),
        ("https://elsewhere.example/desk/", "/desk/"),
        ("", "/desk/"),
    ],
)
def test_form_sent_without_a_session_leads_back_to_the_page_it_stood_on(referer, back):
    answer = for_editors(request_by(AnonymousUser(), "POST", Referer=referer))

    assert answer["Location"] == f"/sign-in?next={back}"


def test_htmx_without_a_session_goes_to_the_whole_sign_in_page():
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/jobs/4/"}

    answer = for_editors(request_by(AnonymousUser(), **headers))

    assert answer["HX-Redirect"] == "/sign-in?next=/desk/jobs/4/"
