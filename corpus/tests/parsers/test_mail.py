"""E-mail messages."""

from __future__ import annotations

from corpus.tests.documents import records
from corpus.tests.sample_files import sample


def test_an_e_mail_gives_its_plain_text():
    (record,) = records(sample("message.eml"))

    assert record.title == "Envoys meet in the harbour town – update"
    assert record.body.startswith("The envoys met in the café by the harbour.\n\nThey left")
    assert record.metadata == {
        "date": "Fri, 04 Feb 2022 18:10:00 +0100",
        "date evidence": "the message's date: Fri, 04 Feb 2022 18:10:00 +0100",
        "author": "Ben Reporter",
        "source": "Meridian Wire",
    }
