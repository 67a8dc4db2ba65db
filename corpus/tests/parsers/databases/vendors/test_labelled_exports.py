"""EBSCO, Gale, NewsBank, Genios and PressReader."""

from __future__ import annotations

import pytest

from corpus.tests.documents import records

BODY = "The envoys of both countries met for three hours on Friday.\n\nThey will meet again."
EBSCO = f"""\
Record: 1
Title:\tEnvoys meet again
Authors:\tWRITER, ANNA
Source:\tHarbour Gazette, February 4, 2021
Document Type:\tArticle
Accession Number:\t7EH123
Database:\tNewspaper Source Plus

{BODY}

____________________

Record: 2
Title:\tHerring catch rises
Source:\tHerring Times, December 30, 2020
Accession Number:\t7EH124
Database:\tNewspaper Source Plus

The catch rose by a tenth this season.
"""
GALE = f"""\
Title: Envoys meet again
Author(s): Anna Writer
Source: Harbour Gazette. (Feb. 4, 2021): News: p14.
Document Type: Article

Full Text:
{BODY}

Source Citation: Writer, Anna. "Envoys meet again." Harbour Gazette, 4 Feb. 2021, p. 14.

Gale Document Number: GALE|A123

Title: Herring catch rises
Source: Herring Times. (Dec. 30, 2020): p2.

Full Text:
The catch rose by a tenth this season.

Gale Document Number: GALE|A124
"""
NEWSBANK = f"""\
Envoys meet again

Harbour Gazette - February 4, 2021

Author: Anna Writer

Section: News

Page: 14

{BODY}

Record: 1A2B
Copyright: Copyright (c) 2021 Harbour Newspapers
OpenURL Link: https://infoweb.newsbank.com/x

____________________________________________________________

Herring catch rises

Herring Times (Herringville) - December 30, 2020

Edition: Final

The catch rose by a tenth this season.

Record: 1A2C
OpenURL Link: https://infoweb.newsbank.com/y
"""
GENIOS = f"""\
Dokument 1 von 2

Envoys meet again

Quelle: Harbour Gazette vom 04.02.2021, Seite 3

Ressort: Politik

Autor: Anna Writer

{BODY}

Dokumentnummer: HG2021

Dauerhafte Adresse des Dokuments: https://www.wiso-net.de/document/HG2021

Alle Rechte vorbehalten: (c) Harbour Gazette

Dokument 2 von 2

Herring catch rises

Quelle: Herring Times vom 30.12.2020, Seite 1

The catch rose by a tenth this season.

Dokumentnummer: HT2020
"""
PRESSREADER = f"""\
{BODY}

Article Name:Envoys meet again
Publication:Harbour Gazette
Section:News
Author:By Anna Writer
Date:4 Feb 2021
Start Page:14
End Page:14

The catch rose by a tenth this season.

Article Name:Herring catch rises
Publication:Herring Times
Date:30 Dec 2020
Start Page:2
End Page:2
"""


@pytest.mark.parametrize(
    "text",
    [EBSCO, GALE, NEWSBANK, GENIOS, PRESSREADER],
    ids=["EBSCO", "Gale", "NewsBank", "Genios", "PressReader"],
)
def test_each_article_has_its_facts_and_its_text_alone(text):
    first, second = records(text.encode())

    assert (first.title, second.title) == ("Envoys meet again", "Herring catch rises")
    assert first.metadata["source"] == "Harbour Gazette"
    assert second.metadata["source"].startswith("Herring Times")
    assert "2021" in first.metadata["date"]
    assert "2020" in second.metadata["date"]
    assert {"anna", "writer"} <= set(first.metadata["author"].lower().replace(",", "").split())
    assert first.body.strip() == BODY
    assert second.body.strip() == "The catch rose by a tenth this season."
