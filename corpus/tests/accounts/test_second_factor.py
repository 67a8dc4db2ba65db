"""The second factor: set up, asked for, lost and reset."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP

from corpus.accounts import second_factor
from corpus.accounts.breached_passwords import BreachedPasswordValidator, is_listed
from corpus.accounts.roles import Role, give
from corpus.models import ChangeSet, RecoveryCode

pytestmark = pytest.mark.django_db

PASSWORD = "a ferry, slow and late"


@pytest.fixture
def editor() -> User:
    return make("ida", Role.EDITOR)


def make(name: str, role: Role) -> User:
    user = User.objects.create_user(name, password=PASSWORD)
    give(user, role)
    return user


def code_of(device: Any, steps: int = 0) -> str:
    """The code that an authenticator shows now, or some steps of 30 seconds later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def enrolled(user: User) -> tuple[Any, list[str]]:
    device = second_factor.begin(user)
    codes = second_factor.confirm(device, code_of(device, -1))
    assert codes
    return device, codes


def give_password(client: Client, name: str = "ida", **more: str) -> Any:
    return client.post("/sign-in", {"username": name, "password": PASSWORD, **more})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def logged() -> list[str]:
    made = ChangeSet.objects.filter(kind="account").order_by("pk")
    return list(made.values_list("summary", flat=True))


def test_password_alone_signs_nobody_in_who_has_a_second_factor(client, editor):
    enrolled(editor)

    answer = give_password(client)

    assert answer["Location"] == "/sign-in/code"
    assert not signed_in(client)
    assert client.get("/desk/").status_code == 302


def test_code_leads_on_to_the_page_asked_for(client, editor):
    device, _ = enrolled(editor)
    give_password(client, next="/desk/bin/")

    answer = client.post("/sign-in/code", {"code": code_of(device)})

    assert answer["Location"] == "/desk/bin/"
    assert client.get("/desk/bin/").status_code == 200


def test_code_leads_nowhere_else(client, editor):
    device, _ = enrolled(editor)
    give_password(client, next="https://elsewhere.example/")

    assert client.post("/sign-in/code", {"code": code_of(device)})["Location"] == "/desk/"


def test_code_is_taken_once(client, editor):
    device, _ = enrolled(editor)
    code = code_of(device)
    give_password(client)
    client.post("/sign-in/code", {"code": code})
    other = Client()
    give_password(other)

    answer = other.post("/sign-in/code", {"code": code})

    assert answer.status_code == 200
    assert not signed_in(other)


def test_recovery_code_is_taken_once_however_it_is_typed(client, editor):
    _, codes = enrolled(editor)
    give_password(client)
    answer = client.post("/sign-in/code", {"code": codes[0].lower().replace(" ", "-")})
    assert answer["Location"] == "/desk/"
    assert second_factor.recovery_codes_left(editor) == 9
    other = Client()
    give_password(other)

    other.post("/sign-in/code", {"code": codes[0]})

    assert not signed_in(other)


def test_five_wrong_codes_ask_for_the_password_again(client, editor):
    device, _ = enrolled(editor)
    give_password(client)

    answers = [client.post("/sign-in/code", {"code": "000000"}).status_code for _ in range(5)]

    assert answers == [200, 200, 200, 200, 400]
    assert client.post("/sign-in/code", {"code": code_of(device)}).status_code == 400
    assert not signed_in(client)


def test_code_comes_too_late(client, editor, monkeypatch):
    device, _ = enrolled(editor)
    give_password(client)
    later = time.time() + 601
    monkeypatch.setattr("corpus.accounts.sign_in_steps.time.time", lambda: later)

    assert client.post("/sign-in/code", {"code": code_of(device)}).status_code == 400


def test_password_changed_meanwhile_ends_the_attempt(client, editor):
    device, _ = enrolled(editor)
    give_password(client)
    editor.set_password("another ferry, later still")
    editor.save()

    assert client.post("/sign-in/code", {"code": code_of(device)}).status_code == 400


def test_setting_up_needs_the_password_and_a_code(client, editor):
    client.force_login(editor)
    wrong = client.post("/second-factor", {"action": "begin", "password": "wrong"})
    assert wrong.status_code == 400
    assert second_factor.begun(editor) is None
    client.post("/second-factor", {"action": "begin", "password": PASSWORD})
    device = second_factor.begun(editor)
    page = client.get("/second-factor").content.decode()
    assert second_factor.secret_text(device) in page
    assert '<svg class="qr-code"' in page
    assert client.post("/second-factor", {"action": "confirm", "code": "1"}).status_code == 400
    assert not second_factor.has_second_factor(editor)

    time_passes(device)
    done = client.post("/second-factor", {"action": "confirm", "code": code_of(device)})

    assert len(re.findall("<li><code>", done.content.decode())) == second_factor.RECOVERY_CODES
    assert second_factor.has_second_factor(editor)
    assert client.get("/desk/").status_code == 200
    assert logged() == ["ida: second factor set up"]


def time_passes(device: Any) -> None:
    """Let the pause after a wrong code end."""
    type(device).objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)


def test_session_from_before_is_asked_to_sign_in_again(client, editor):
    client.force_login(editor)
    assert client.get("/desk/").status_code == 200

    enrolled(editor)

    assert client.get("/desk/")["Location"].startswith("/sign-in?")


def test_recovery_codes_are_kept_as_digests(editor):
    _, codes = enrolled(editor)

    plain = codes[0].replace(" ", "")
    digest = hashlib.sha256(plain.encode()).hexdigest()

    assert RecoveryCode.objects.filter(owner=editor, digest=digest).exists()


def test_removing_needs_the_password(client, editor):
    device, _ = enrolled(editor)
    give_password(client)
    client.post("/sign-in/code", {"code": code_of(device)})

    client.post("/second-factor", {"action": "remove", "password": "wrong"})
    assert second_factor.has_second_factor(editor)
    client.post("/second-factor", {"action": "remove", "password": PASSWORD})

    assert not second_factor.has_second_factor(editor)
    assert second_factor.recovery_codes_left(editor) == 0


def test_staff_must_set_it_up_where_the_settings_say_so(client, editor, settings):
    settings.CORPUS = replace(settings.CORPUS, second_factor="staff")
    client.force_login(editor)

    assert client.get("/desk/")["Location"] == "/second-factor"
    htmx = client.get("/desk/", headers={"HX-Request": "true"})
    assert htmx["HX-Redirect"] == "/second-factor"
    assert "asks its staff" in client.get("/second-factor").content.decode()
    assert client.get("/saved/").status_code == 200


def test_staff_cannot_remove_what_the_settings_ask_for(client, editor, settings):
    settings.CORPUS = replace(settings.CORPUS, second_factor="staff")
    enrolled(editor)
    client.force_login(editor)

    client.post("/second-factor", {"action": "remove", "password": PASSWORD})

    assert second_factor.has_second_factor(editor)


def test_administrator_resets_it(client, editor):
    enrolled(editor)
    client.force_login(make("chief", Role.ADMINISTRATOR))

    client.post(f"/desk/people/{editor.pk}/second-factor")

    assert not second_factor.has_second_factor(editor)
    assert logged() == ["ida: second factor reset"]


def test_command_resets_it(editor, capsys):
    enrolled(editor)

    call_command("reset_second_factor", "ida")

    assert not second_factor.has_second_factor(editor)
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "ida")
    with pytest.raises(CommandError, match="There is no user"):
        call_command("reset_second_factor", "nobody")


def test_changes_of_accounts_are_logged_and_not_undone(client, editor):
    client.force_login(make("chief", Role.ADMINISTRATOR))

    client.post(f"/desk/people/{editor.pk}/", {"role": "administrator", "password": ""})

    assert logged() == ["ida: editor → administrator", "ida: may not sign in"]
    made = ChangeSet.objects.first()
    assert made is not None
    assert made.made_by_name == "chief"
    assert "ida: editor → administrator" in client.get("/desk/changes/").content.decode()
    assert "articles changed" not in client.get(f"/desk/changes/{made.pk}/").content.decode()
    client.post(f"/desk/changes/{made.pk}/undo")
    assert ChangeSet.objects.count() == 2


@pytest.mark.parametrize("password", ["short one 1", "password1234"])
def test_weak_password_is_refused(client, editor, password):
    client.force_login(editor)

    client.post("/password", {
        "old_password": PASSWORD, "new_password1": password, "new_password2": password,
    })  # fmt: skip

    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


def test_long_password_of_small_letters_is_taken(client, editor):
    client.force_login(editor)
    given = "harbour lamps in fog"

    client.post(
        "/password", {"old_password": PASSWORD, "new_password1": given, "new_password2": given}
    )

    editor.refresh_from_db()
    assert editor.check_password(given)


def test_breached_passwords_are_found_wherever_they_stand(tmp_path, settings):
    path = tmp_path / "hashes.txt"
    passwords = [f"password number {number}" for number in range(200)]
    hashes = sorted(hashlib.sha1(each.encode()).hexdigest().upper() for each in passwords)  # noqa: S324
    path.write_text("".join(f"{each}:{number}\r\n" for number, each in enumerate(hashes)))

    assert all(is_listed(path, each) for each in passwords)
    assert not any(is_listed(path, f"other {each}") for each in passwords)
    settings.CORPUS = replace(settings.CORPUS, breached_passwords=str(path))
    with pytest.raises(ValidationError, match="known from a breach"):
        BreachedPasswordValidator().validate(passwords[0])
