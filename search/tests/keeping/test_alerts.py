"""Alerts: each article reaches each saved search once, by a real SMTP server."""

from __future__ import annotations

import datetime as dt
import email.parser
import email.policy
import socket
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from django.contrib.auth.models import User
from django.utils import timezone

from search.keeping import alerts
from search.keeping.alerts import MAX_ATTEMPTS, collect, send
from search.models import AlertDelivery, SavedSearch
from search.results.session import SearchSession
from search.tests.keeping.indexed import store_indexed as store

pytestmark = [pytest.mark.django_db, pytest.mark.enable_socket]

DAY = dt.timedelta(days=1)


class Mailbox:
    """Takes mail, or answers what it was told to."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], EmailMessage]] = []
        self.answer = ""

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        if self.answer:
            return self.answer
        parser = email.parser.BytesParser(policy=email.policy.default)
        message = parser.parsebytes(envelope.content)
        self.taken.append((envelope.rcpt_tos, message))
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # noqa: N802
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()


@pytest.fixture
def saved() -> SavedSearch:
    owner = User.objects.create_user("anna")
    return SavedSearch.objects.create(
        owner=owner, name="Summits", parameters="q=summit", alert="at once",
        address="anna@reader.example",
    )  # fmt: skip


def run(now: dt.datetime | None = None) -> int:
    """Look and send once; return how many messages a server took."""
    now = now or timezone.now()
    collect(now)
    return len(list(send(now)))


def test_new_article_reaches_the_mailbox_once(mailbox, saved):
    article = store("Talks in Geneva", "They met at the summit.", "2022-02-04", source="Wire")
    store("Grain", "The ships left.", "2022-02-05")

    assert [run(), run(), run()] == [1, 0, 0]

    ((to, message),) = mailbox.taken
    text = message.get_content()
    assert to == ["anna@reader.example"]
    assert message["Subject"] == "Dateline: 1 new article for Summits"
    assert f"http://127.0.0.1:8000{article.get_absolute_url()}" in text
    assert "Wire, 4 February 2022" in text
    assert "Grain" not in text
    assert f"/alerts/end/{saved.token}" in message["List-Unsubscribe"]


def test_daily_alert_gathers_what_came_in_a_day(mailbox, saved):
    SavedSearch.objects.update(alert="daily", last_sent=timezone.now())
    for number in range(3):
        store(f"Talks {number}", "summit", "2022-02-04")

    assert run() == 0
    assert run(timezone.now() + DAY) == 1
    assert "3 new articles" in mailbox.taken[0][1]["Subject"]


@pytest.mark.parametrize("killed_after", ["collect", "server"])
def test_kill_loses_nothing_and_repeats_under_the_same_id(
    mailbox, saved, monkeypatch, killed_after
):
    store("Talks", "summit", "2022-02-04")
    collect(timezone.now())
    if killed_after == "server":
        # The server took the message; the note of it was never written.
        list(send(timezone.now()))
        AlertDelivery.objects.update(sent=None)

    assert run() == 1

    assert len({message["Message-ID"] for _, message in mailbox.taken}) == 1
    assert AlertDelivery.objects.get().sent is not None


def test_kill_while_writing_leaves_the_search_where_it_was(mailbox, saved, monkeypatch):
    store("Talks", "summit", "2022-02-04")

    def killed(**values):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(AlertDelivery.objects, "create", killed)
        with pytest.raises(KeyboardInterrupt):
            collect(timezone.now())

    assert SavedSearch.objects.get().checked_article == 0
    assert [run(), run()] == [1, 0]


def test_server_that_refuses_is_tried_again_later_and_the_reader_is_told(mailbox, saved):
    store("Talks", "summit", "2022-02-04")
    mailbox.answer = "451 try later"
    start = timezone.now()

    assert run(start) == 0
    assert "451 try later" in SavedSearch.objects.get().problem
    mailbox.answer = ""
    assert run(start) == 0
    assert run(start + DAY) == 1
    assert SavedSearch.objects.get().problem == ""
    assert len(mailbox.taken) == 1


def test_server_that_is_away_costs_no_message(settings, saved):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    store("Talks", "summit", "2022-02-04")

    assert run() == 0

    delivery = AlertDelivery.objects.get()
    assert (delivery.attempts, delivery.sent, delivery.gave_up) == (1, None, None)
    assert "cannot be reached" in delivery.problem


def test_wait_doubles_until_the_alert_is_given_up(mailbox, saved):
    store("Talks", "summit", "2022-02-04")
    mailbox.answer = "451 try later"
    now = timezone.now()
    waits = []
    for _ in range(MAX_ATTEMPTS):
        run(now)
        waits.append(AlertDelivery.objects.get().next_attempt - now)
        now += waits[-1]

    assert waits[:3] == [alerts._FIRST_WAIT * factor for factor in (1, 2, 4)]
    assert AlertDelivery.objects.get().gave_up is not None
    mailbox.answer = ""
    assert run(now + DAY) == 0


def test_address_that_bounces_is_given_up_at_once(mailbox, saved):
    SavedSearch.objects.update(address="nobody@reader.example")
    store("Talks", "summit", "2022-02-04")

    run()

    assert AlertDelivery.objects.get().gave_up is not None
    assert "refuses this address" in SavedSearch.objects.get().problem


def test_ended_alert_sends_nothing_that_was_still_waiting(mailbox, saved):
    store("Talks", "summit", "2022-02-04")
    collect(timezone.now())
    SavedSearch.objects.update(alert="none")

    assert list(send(timezone.now())) == []
    assert mailbox.taken == []


def test_title_cannot_add_a_header(mailbox, saved):
    SavedSearch.objects.update(name="Summits\nBcc: all@reader.example")
    store("Talks\nBcc: x@y.example", "summit", "2022-02-04")

    assert run() == 1
    assert mailbox.taken[0][0] == ["anna@reader.example"]


def test_two_workers_write_one_delivery(saved):
    store("Talks", "summit", "2022-02-04")
    stale = SavedSearch.objects.get()
    collect(timezone.now())

    newest = SavedSearch.objects.get().checked_article
    session = SearchSession.begin()
    assert alerts._write(stale, [newest], newest, timezone.now(), session) == 0
    assert AlertDelivery.objects.count() == 1


def test_address_that_no_message_can_carry_does_not_stop_the_others(mailbox, saved):
    broken = SavedSearch.objects.create(
        owner=User.objects.create_user("bert"), name="First", parameters="q=summit",
        alert="at once", address=f"bert@{'ä' * 60}.example",
    )  # fmt: skip
    store("Talks in Geneva", "They met at the summit.", "2022-02-04")

    assert run() == 1
    assert [recipients for recipients, _ in mailbox.taken] == [["anna@reader.example"]]
    broken.refresh_from_db()
    assert "did not arrive" in broken.problem
    assert run() == 0


@pytest.mark.parametrize("is_written", [True, False])
def test_reader_who_may_no_longer_sign_in_gets_no_e_mail(mailbox, saved, is_written):
    store("Talks in Geneva", "They met at the summit.", "2022-02-04")
    if is_written:
        collect(timezone.now())
    User.objects.update(is_active=False)

    assert run(timezone.now() + DAY) == 0
    assert mailbox.taken == []
