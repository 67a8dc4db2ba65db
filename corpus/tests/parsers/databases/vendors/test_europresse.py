"""Europresse pages."""

from __future__ import annotations

from corpus.tests.documents import records
from corpus.tests.parsers.export_samples import EUROPRESSE_PAGE


def test_europresse_gives_each_article():
    first, second = records(EUROPRESSE_PAGE.encode())

    assert (first.key, first.title) == ("news·20210204·GP·0001", "Les émissaires se retrouvent")
    assert first.metadata["source"] == "La Gazette du port"
    assert first.metadata["date"] == "4 février 2021"
    assert first.metadata["author"] == "Anne Plume"
    assert first.body.split("\n\n") == [
        "Une réunion au port",
        "Les émissaires des deux pays se sont vus trois heures vendredi.",
        "Ils se reverront.",
    ]
    assert second.title == "La pêche augmente"
    assert second.metadata["source"] == "Le Hareng (site web)"


def test_articles_in_tables_are_read():
    page = (
        "<html><head><title>Europresse</title></head><body>"
        + "".join(
            f'<table><tr><td><span class="DocPublicationName">{source}</span><br>'
            f'<span class="DocHeader">Monde, </span><span class="DocHeader">{day}</span><br>'
            f'<span class="TitreArticleVisu">{title}</span><br>{text}<br><br>'
            f"© 2012 {source}. Tous droits réservés.</td></tr></table>"
            for source, day, title, text in (
                ("La Gazette du port", "4 février 2012", "Ils se retrouvent", "Trois heures."),
                ("Le Hareng", "30 décembre 2012", "La pêche augmente", "D'un dixième."),
            )
        )
        + "</body></html>"
    )

    first, second = records(page.encode())

    assert (first.title, first.body) == ("Ils se retrouvent", "Trois heures.")
    assert second.metadata["source"] == "Le Hareng"
