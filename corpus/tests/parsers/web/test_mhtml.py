"""Pages saved as MHTML."""

from __future__ import annotations

import quopri

from corpus.tests.documents import records
from corpus.tests.sample_files import sample

MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gazette.example/2022/talks\r\n"
    b"Subject: Talks\r\nDate: Fri, 5 Mar 2021 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    b"Content-Location: https://gazette.example/2022/talks\r\n\r\n"
    + quopri.encodestring(sample("talks.html"))
    + b"\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA"
    + b"\r\n--b--"
)


def test_page_in_a_message_is_the_article():
    (page,) = records(sample("talks.html"))

    (record,) = records(MHTML)

    assert (record.title, record.body) == (page.title, page.body)
    assert record.metadata["url"] == "https://gazette.example/2022/talks"
    assert record.key == ""
