"""Retriever and Infomedia."""

from __future__ import annotations

import pytest

from corpus.tests.documents import records

SWEDISH = f"""\
Universitetsbiblioteket
Uttag 2024-01-30

Innehållsförteckning:

> Sändebuden möts igen, Hamnbladet, 2021-02-04 06:15

> Sillen blir dyrare, Sillposten, 2020-12-30


Sändebuden möts igen
Hamnbladet, 2021-02-04 06:15
Sida 14
Publicerat i print.

Sändebuden möttes i tre timmar.

De ses igen.

© Hamnbladet
Alla artiklar är skyddade av upphovsrättslagen.

Läs hela artikeln på http://ret.nu/abc
{"=" * 78}

Sillen blir dyrare
Sillposten, 2020-12-30
Publicerat på webb.

Fångsten ökade med en tiondel.
"""
NORWEGIAN = f"""\
Universitetet
Uttak 26.10.2014

Nyhetsklipp:

> Sendebudene møtes igjen, Havnebladet, 04.02.2011


Sendebudene møtes igjen
{"-" * 78}
Havnebladet, 04.02.2011
ANNA SKRIVER
Side 16
Publisert på trykk.

Sendebudene møttes i tre timer.
© Havnebladet

Les hele nyheten på http://ret.nu/JrnQ
{"=" * 78}
"""
DANISH = """\
Udsendinge mødes igen
Havnebladet | 04.02.2021 | 1. sektion | Side 14 | 512 ord | artikel-id: e7f3a1b2

Udsendingene mødtes i tre timer.

De ses igen.

Sild bliver dyrere
Sildeposten | 30. december 2020 | Side 2 | 90 ord | artikel-id: e7f3a1b3

Fangsten steg med en tiendedel.
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_swedish_articles_are_read(encoding):
    first, second = records(SWEDISH.encode(encoding))

    assert first.title == "Sändebuden möts igen"
    assert first.metadata == {
        "source": "Hamnbladet",
        "date": "2021-02-04",
        "url": "http://ret.nu/abc",
    }
    assert first.body.strip() == "Sändebuden möttes i tre timmar.\n\nDe ses igen."
    assert (second.title, second.metadata["date"]) == ("Sillen blir dyrare", "2020-12-30")
    assert second.body.strip() == "Fångsten ökade med en tiondel."


def test_norwegian_article_has_its_author():
    (record,) = records(NORWEGIAN.encode())

    assert record.title == "Sendebudene møtes igjen"
    assert record.metadata["author"] == "ANNA SKRIVER"
    assert record.metadata["date"] == "04.02.2011"
    assert record.body.strip() == "Sendebudene møttes i tre timer."


def test_danish_articles_are_read():
    first, second = records(DANISH.encode())

    assert (first.key, first.title) == ("e7f3a1b2", "Udsendinge mødes igen")
    assert first.metadata == {"source": "Havnebladet", "date": "04.02.2021"}
    assert first.body == "\nUdsendingene mødtes i tre timer.\n\nDe ses igen.".strip()
    assert second.title == "Sild bliver dyrere"
