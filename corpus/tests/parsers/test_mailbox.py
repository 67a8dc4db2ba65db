"""Mailboxes."""

from __future__ import annotations

import io

import pytest

from corpus.importing.source_file import SourceFile
from corpus.parsers.mailbox import Mailbox
from corpus.tests.documents import failures, records
from corpus.tests.parsers.export_samples import MAILBOX


def test_mailbox_gives_each_message():
    first, second = records(MAILBOX.encode())

    assert (first.key, first.title) == ("a1@example.org", "Envoys meet again")
    assert first.metadata["date"] == "Thu, 04 Feb 2021 09:00:00 +0000"
    assert "From the harbour comes more news." in first.body
    assert "From here on nobody knows." in first.body
    assert (second.key, second.title) == ("2", "Herring catch rises")


def test_message_without_text_costs_no_other():
    broken = MAILBOX.replace(
        "Message-ID: <a1@example.org>", "Content-Type: image/png\nMessage-ID: <a1@example.org>"
    )

    assert failures(broken.encode()) == [("message 1", "an e-mail without text")]
    assert [record.title for record in records(broken.encode())] == ["Herring catch rises"]


@pytest.mark.parametrize("size", [16, 17, 64, 171])
def test_no_message_is_lost_where_the_buffer_ends(size):
    data = b"\n".join([MAILBOX.encode()] * 20)
    mailbox = SourceFile("a", io.BufferedReader(io.BytesIO(data), size), 1_000_000)

    assert len(list(Mailbox().records(mailbox))) == 40
