"""ProQuest: labelled fields between lines of underscores."""

from __future__ import annotations

from corpus.tests.documents import records
from corpus.tests.parsers import export_samples as samples
from corpus.tests.sample_files import rtf


def test_proquest_gives_each_document():
    first, second = records(samples.PROQUEST.encode())

    assert (first.key, first.title) == ("123456789", "Envoys meet again")
    assert first.metadata == {
        "author": "Writer, Anna; Vries, Ben de",
        "source": "The Harbour Gazette",
        "url": "http://search.proquest.com/docview/123456789",
        "language": "English",
        "date": "Feb 4, 2021",
    }
    assert first.body == (
        "The envoys of both countries met for three hours on Friday.\n\n"
        "They will meet again. Source: nobody said."
    )
    assert (second.key, second.title) == ("99", "Herring catch rises")
    assert second.metadata == {"source": "The Herring Times", "date": "Dec 30, 2020"}
    assert second.body == "The catch rose by a tenth this season."


def test_proquest_saved_as_rtf_is_read():
    first, second = records(rtf(*samples.PROQUEST.replace("©", r"\'a9").splitlines()))

    assert (first.title, second.title) == ("Envoys meet again", "Herring catch rises")


def test_proquest_saved_as_page_is_read():
    page = "<html><body>" + "".join(
        "<hr>" if line.startswith("____") else f"<p>{line}</p>"
        for line in samples.PROQUEST.splitlines()
    )

    first, second = records(f"{page}</body></html>".encode())

    assert (first.title, second.title) == ("Envoys meet again", "Herring catch rises")
    assert second.metadata["source"] == "The Herring Times"


def test_proquest_sent_by_mail_is_read():
    head = "From: a@example.org\nTo: b@example.org\nDate: Fri, 5 Mar 2021 10:00:00 +0000\n"
    message = f"{head}Subject: Your documents\nContent-Type: text/plain; charset=utf-8\n\n"

    first, second = records((message + samples.PROQUEST).encode())

    assert (first.title, second.title) == ("Envoys meet again", "Herring catch rises")
    assert first.metadata["date"] == "Feb 4, 2021"


def test_abstract_is_the_text_where_there_is_no_other():
    begin, _, rest = samples.PROQUEST.partition("Full text: ")
    text = begin + rest.partition("\n\nSubject: ")[2].join(["Subject: ", ""])

    first, _ = records(text.encode())

    assert first.body == "A meeting in the harbour town."


def test_french_labels_are_read():
    text = (
        f"{'_' * 60}\n\nDocument 1 de 1\n\nTitre : Les émissaires se retrouvent\n\n"
        "Auteur : Plume, Anne\n\nTexte intégral : Ils se sont vus trois heures.\n\n"
        "Sujet : Diplomatie\n\nTitre de la publication : La Gazette du port; Port\n\n"
        "Date de publication : 4 février 2021\n\nID du document ProQuest : 5\n"
    )

    (record,) = records(text.encode())

    assert (record.key, record.title) == ("5", "Les émissaires se retrouvent")
    assert record.metadata["date"] == "4 février 2021"
    assert record.body == "Ils se sont vus trois heures."
