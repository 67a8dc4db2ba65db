"""The people's page: who is added, changed, closed out, and who may not be."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from corpus.accounts.roles import Role, give, role_of

pytestmark = pytest.mark.django_db

PASSWORD = "a ferry, slow and late"


def person(name: str, role: Role) -> User:
    user = User.objects.create_user(name, password=PASSWORD)
    give(user, role)
    return user


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(person("chief", Role.ADMINISTRATOR))
    return client


def add(client: Client, name: str = "ida", **more: str) -> Any:
    values = {"username": name, "role": "editor", "password1": PASSWORD, "password2": PASSWORD}
    return client.post("/desk/people/", values | more)


def change(client: Client, user: User, **values: str) -> Any:
    return client.post(f"/desk/people/{user.pk}/", values)


def now(name: str) -> User:
    return User.objects.get(username=name)


@pytest.mark.parametrize("role", list(Role))
def test_added_person_has_the_role_and_can_sign_in(chief, role):
    add(chief, role=role.value)

    assert role_of(now("ida")) == role
    assert Client().post("/sign-in", {"username": "ida", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"username": "chief"}, "already exists"),
        ({"username": ""}, "This field is required."),
        ({"role": "king"}, "Select a valid choice."),
        ({"password2": "another"}, "The two password fields"),
        ({"password1": "12345678", "password2": "12345678"}, "too common"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_told_and_nobody_added(chief, more, told):
    page = add(chief, **more).content.decode()

    assert told in page
    assert User.objects.count() == 1
    assert PASSWORD not in page


def test_what_a_reader_may_do_is_told_beside_the_role(chief):
    page = chief.get("/desk/people/").content.decode()

    assert "Reader: reads, saves searches, keeps collections" in page


def test_role_password_and_right_to_sign_in_can_be_changed(chief):
    ida = person("ida", Role.EDITOR)

    change(chief, ida, role="administrator", is_active="on", password="grain on the quay")
    assert role_of(now("ida")) == Role.ADMINISTRATOR
    assert now("ida").check_password("grain on the quay")

    change(chief, ida, role="administrator", password="")
    assert not now("ida").is_active
    assert now("ida").check_password("grain on the quay")


def test_closing_an_account_or_its_password_ends_its_sessions(chief):
    ida = person("ida", Role.EDITOR)
    hers = Client()
    for values in (
        {"role": "editor"},
        {"role": "editor", "is_active": "on", "password": "quay nine to ten"},
    ):
        User.objects.filter(pk=ida.pk).update(is_active=True)
        hers.force_login(now("ida"))
        assert hers.get("/desk/").status_code == 200

        change(chief, ida, **values)

        assert hers.get("/desk/").status_code == 302


def test_right_taken_away_is_gone_at_the_next_click(chief):
    ida = person("ida", Role.EDITOR)
    hers = Client()
    hers.force_login(ida)

    change(chief, ida, role="reader", is_active="on")

    assert hers.get("/desk/").status_code == 403


def test_weak_password_is_refused(chief):
    ida = person("ida", Role.EDITOR)

    page = change(chief, ida, role="reader", is_active="on", password="ida").content.decode()

    assert "too short" in page
    assert role_of(now("ida")) == Role.EDITOR


def test_nobody_changes_their_own_role(chief):
    assert change(chief, now("chief"), role="reader").status_code == 403
    assert role_of(now("chief")) == Role.ADMINISTRATOR
    assert "Your own role" in chief.get(f"/desk/people/{now('chief').pk}/").content.decode()


def test_administrator_cannot_become_or_unseat_a_superuser(chief):
    root = User.objects.create_superuser("root", password=PASSWORD)

    answer = change(chief, root, role="reader", is_active="on", password="taken over!")
    add(chief, is_superuser="on", is_staff="on")

    assert answer.status_code == 403
    assert now("root").check_password(PASSWORD)
    assert not now("ida").is_superuser
    assert chief.get(f"/desk/people/{root.pk}/").status_code == 200


def test_superuser_changes_a_superuser(client):
    client.force_login(User.objects.create_superuser("root"))
    other = User.objects.create_superuser("other")

    assert change(client, other, role="administrator", is_active="on").status_code == 302


@pytest.mark.parametrize("user_id", [0, 4711, 10**30])
def test_person_who_is_not_there_is_not_found(chief, user_id):
    assert chief.get(f"/desk/people/{user_id}/").status_code == 404


def test_list_asks_the_database_the_same_for_one_and_for_many(chief, django_assert_max_num_queries):
    for number in range(15):
        person(f"editor {number}", Role.EDITOR)

    with django_assert_max_num_queries(8):
        page = chief.get("/desk/people/").content.decode()

    assert page.count("never signed in") == 15


def test_own_password_is_changed_with_the_old_one(client):
    ida = person("ida", Role.READER)
    client.force_login(ida)
    new = {"new_password1": "grain on the quay", "new_password2": "grain on the quay"}

    client.post("/password", {"old_password": "wrong", **new})
    assert now("ida").check_password(PASSWORD)

    client.post("/password", {"old_password": PASSWORD, **new})
    assert now("ida").check_password("grain on the quay")
    assert client.get("/password").status_code == 200
