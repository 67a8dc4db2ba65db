"""Messages that somebody sent on."""

from __future__ import annotations

import pytest

from corpus.parsers.forwarded_mail import read_forwarded, without_forward

BODY = "Talks began."


@pytest.mark.parametrize(
    "header",
    [
        "---------- Forwarded message ---------\nFrom: Harbour Gazette <a@x.test>\n"
        "Date: Thu, 4 Feb 2022 at 06:15\nSubject: Talks begin\nTo: <b@x.test>\n\n",
        "Read this!\n\nBegin forwarded message:\n\nFrom: Harbour Gazette <a@x.test>\n"
        "Subject: Talks begin\nDate: 4 Feb 2022\n\n",
        "-----Ursprüngliche Nachricht-----\nVon: Harbour Gazette\nGesendet: 4 Feb 2022\n"
        "An: B\nBetreff: Talks begin\n\n",
    ],
)
def test_first_message_is_read(header):
    found = read_forwarded(header + BODY)

    assert found is not None
    assert found.facts["title"] == "Talks begin"
    assert "4 Feb 2022" in found.facts["date"]
    assert found.body == BODY


@pytest.mark.parametrize("body", [BODY, "Forwarded message\n\nTalks began.", ""])
def test_other_text_forwards_nothing(body):
    assert read_forwarded(body) is None


def test_subject_loses_what_forwarding_adds():
    assert without_forward("Fwd: WG: Talks begin") == "Talks begin"
