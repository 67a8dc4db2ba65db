"""Flags: is it an article, and all of it?"""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.extraction.article_builder import read_article
from corpus.extraction.article_checks import flags_of
from corpus.parsers.web.html_page import read_page
from corpus.records import RawRecord

PROSE = (
    "Ministers of eight coastal towns met in the harbour on Friday to share the cost of a bridge. "
    "They will meet again in May, when the engineers have told them what the piers will cost. "
)
TODAY = dt.date(2026, 1, 1)


def flags(raw: RawRecord) -> tuple[str, ...]:
    return flags_of(raw, read_article(raw, "/a", "a", TODAY))


def of_page(title: str, body: str, url: str = "") -> tuple[str, ...]:
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return flags(read_page(page.encode(), url=url))


def of_text(text: str, title: str = "") -> tuple[str, ...]:
    return flags(RawRecord(body=text, original=text, title=title))


def test_article_has_no_flags():
    body = f"<h1>Towns to share cost of bridge</h1><p>{PROSE}</p><p>{PROSE}</p>"

    assert of_page("Towns to share cost of bridge", body, "https://g.test/2021/a") == ()
    assert of_text(f"Towns to share cost of bridge\n\n{PROSE}") == ()


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Before you continue",
            "We and our 80 partners use cookies to process personal data. "
            "Accept all or manage options to give your consent at any time you like.",
        ),
        (
            "Datenschutz",
            "Mit Ihrer Einwilligung nutzen wir Cookies, um personenbezogene Daten zu "
            "verarbeiten. Sie können alle akzeptieren oder ablehnen, ganz wie Sie wollen.",
        ),
        ("404 - Page not found", "Sorry, we looked everywhere for what you wanted and found none."),
        ("Gazette", "The page you are looking for is no longer here. It may have been moved."),
        ("Seite nicht gefunden", "Leider gibt es hier nichts zu lesen. Bitte gehen Sie zurück."),
        (
            "Just a moment...",
            "Enable JavaScript and cookies to go on. It takes few seconds.",
        ),
        (
            "Log in | Gazette",
            "Enter your e-mail address and password. Forgot your password? "
            "We will send you another one at once.",
        ),
    ],
    ids=lambda value: value[:20],
)
def test_wall_or_error_page_is_no_article(title, text):
    assert of_page(title, f"<h1>{title}</h1><p>{text}</p>") == ("no article",)


def test_page_of_links_is_no_article():
    links = "".join(
        f"<p><a href='/{n}'>Towns to share the cost of bridge number {n}</a></p>" for n in range(9)
    )

    assert "no article" in of_page("World", f"<main>{links}</main>", "https://g.test/world/europe")


def test_first_page_of_a_site_is_no_article():
    assert "no article" in of_page("Gazette", f"<p>{PROSE}</p>", "https://g.test/")


def test_article_about_cookies_or_errors_is_one():
    text = f"The court ruled that cookies need consent. {PROSE * 3}"

    assert of_page("Court: cookies need consent", f"<p>{text}</p>", "https://g.test/a/b") == ()
    assert of_text(f"404 people found in the hills\n\n{PROSE}") == ()


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading",
        "To read this article, register for a free trial or subscribe. Already a subscriber?",
        "Dieser Artikel ist nur für Abonnenten lesbar",
        "Article réservé aux abonnés",
        "Para seguir leyendo, hazte socio",
        "Riservato agli abbonati",
        "The ministers met in the harb… [+1234 chars]",
        "Sign in to read on",
        "To keep reading, choose an offer",
        "This story is for subscribers",
        "You have read all of your free articles",
        "Unlock this story",
        "Read the full report »",
        "Jetzt weiterlesen",
        "Weiterlesen mit dem Abo",
        "Mit Gazette+-Abo weiterlesen",
        "Registrieren Sie sich, um weiterzulesen",
        "Pour lire la suite",
        "Abonnez-vous pour 1 euro",
        "Suscríbete para leer más",
        "Solo para suscriptores",
        "Abbonati per leggere",
        "Verder lezen",
        "Alleen voor abonnees",
        "Logga in för att läsa vidare",
        "Prenumerera för att läsa",
        "Kun for abonnenter",
        "Dostępne dla subskrybentów",
        "Только для подписчиков",
    ],
)
def test_article_that_a_paywall_ends_is_cut_off(line):
    assert of_text(f"Towns to share cost of bridge\n\n{PROSE}\n\n{line}") == ("cut off",)


def test_page_that_says_it_is_not_free_is_cut_off_where_it_is_short():
    mark = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'

    assert of_page("Bridge", f"{mark}<p>{PROSE}</p>", "https://g.test/a/b") == ("cut off",)


def test_several_bylines_are_several_articles():
    text = "\n\n".join(f"Bridge {n} to open\n\nBy Anna Writer\n\n{PROSE}" for n in range(3))

    assert "several articles" in of_text(text)


def test_article_with_few_of_its_files_words_has_lost_some():
    raw = RawRecord(body=PROSE, original=f"{PROSE} {PROSE} {PROSE}", title="Bridge")

    assert flags(raw) == ("words lost",)


def test_record_without_text_is_flagged():
    assert flags(RawRecord(body="", original="x", key="7", title="Bridge")) == ("no text",)
