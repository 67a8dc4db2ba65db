"""Signing in and out, and the guard against guessed passwords."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory

from corpus.accounts.client_address import client_address
from corpus.accounts.roles import Role, give

pytestmark = pytest.mark.django_db

PASSWORD = "a ferry, slow and late"


@pytest.fixture
def editor() -> User:
    user = User.objects.create_user("ida", password=PASSWORD)
    give(user, Role.EDITOR)
    return user


def sign_in(client: Client, password: str = PASSWORD, **more: Any) -> Any:
    address = more.pop("address", "192.0.2.7")
    values = {"username": "ida", "password": password, **more}
    return client.post("/sign-in", values, REMOTE_ADDR=address)


def test_editor_comes_to_the_desk(client, editor):
    answer = sign_in(client)

    assert answer["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_reader_comes_to_the_search_page(client):
    User.objects.create_user("ida", password=PASSWORD)

    assert sign_in(client)["Location"] == "/"


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/desk/?page=2", "/desk/?page=2"),
        ("https://elsewhere.example/", "/desk/"),
        ("//elsewhere.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_leads_on_to_pages_of_this_site_only(client, editor, asked, led_to):
    assert sign_in(client, next=asked)["Location"] == led_to


def test_wrong_password_is_told_without_saying_which_part_was_wrong(client, editor):
    known = sign_in(client, "wrong").content.decode()
    unknown = sign_in(client, "wrong", username="nobody").content.decode()

    assert "Please enter a correct username and password." in known
    assert "Please enter a correct username and password." in unknown


def test_password_is_never_shown_again(client, editor):
    assert "quite wrong" not in sign_in(client, "quite wrong").content.decode()


@pytest.mark.parametrize("name", ["\x00", "\ud800".encode(errors="surrogatepass"), "x" * 10_000])
def test_odd_names_are_refused_and_break_nothing(client, name):
    assert sign_in(client, username=name).status_code == 200


def test_signing_in_gives_the_session_a_new_key(client, editor):
    client.get("/sign-in")
    sign_in(client)
    first = client.session.session_key

    sign_in(client)
    client.post("/sign-out")
    sign_in(client)

    assert client.session.session_key != first


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client, editor):
    cookie = sign_in(client).cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 7 * 24 * 60 * 60


@pytest.mark.parametrize(
    ("https", "told"),
    [
        ("true", "True True 2592000 ['https://news.example', 'https://*.press.example']"),
        ("false", "False False 0 []"),
    ],
)
def test_cookies_travel_by_https_alone_where_readers_come_by_it(tmp_path, https, told):
    names = "SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, SECURE_HSTS_SECONDS, CSRF_TRUSTED_ORIGINS"
    environment = {
        "DATELINE_DATA": str(tmp_path),
        "DATELINE_HTTPS": https,
        "ALLOWED_HOSTS": "news.example,.press.example",
    }

    found = subprocess.run(
        [sys.executable, "-c", f"from config.settings import {names}; print({names})"],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout.strip() == told


def test_signing_out_needs_a_form_and_ends_the_session(client, editor):
    sign_in(client)

    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/"
    assert client.get("/desk/").status_code == 302


def test_signing_in_needs_the_forms_token(editor):
    answer = sign_in(Client(enforce_csrf_checks=True))

    assert answer.status_code == 403
    assert "This form has expired." in answer.content.decode()


def test_sixth_guess_waits_even_with_the_right_password(client, editor):
    for _ in range(5):
        sign_in(client, "wrong")

    answer = sign_in(client)

    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()
    assert client.get("/desk/").status_code == 302


def test_guesses_from_elsewhere_do_not_keep_the_editor_out(client, editor):
    for _ in range(6):
        sign_in(client, "wrong", address="198.51.100.9")

    assert sign_in(client)["Location"] == "/desk/"


def test_a_success_forgets_earlier_failures(client, editor):
    for password in ("wrong", "wrong", PASSWORD, "wrong", "wrong", "wrong"):
        sign_in(client, password)

    assert sign_in(client)["Location"] == "/desk/"


def test_pages_offer_to_sign_in_or_out(client, editor):
    assert "Sign in" in client.get("/help").content.decode()
    sign_in(client)

    page = client.get("/help").content.decode()

    assert "<summary>ida</summary>" in page
    assert 'href="/desk/"' in page


def test_readers_are_shown_no_desk(client):
    client.force_login(User.objects.create_user("reader"))

    assert 'href="/desk/"' not in client.get("/help").content.decode()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "192.0.2.7"),
        (1, "", "192.0.2.7"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "made-up, 203.0.113.5", "203.0.113.5"),
        (2, "made-up, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.7"),
        (1, "no address", "192.0.2.7"),
    ],
)
def test_address_is_what_the_outermost_trusted_proxy_saw(settings, proxies, forwarded, address):
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.7")

    assert client_address(request) == address
