"""What is said of an article beside its text."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.models import Article
from search.results.labels import date_view, explain_date, explain_language, language_name


def article(day: str | None, precision: str, origin: str, evidence: str = "") -> Article:
    return Article(
        published=dt.date.fromisoformat(day) if day else None,
        date_precision=precision,
        date_origin=origin,
        date_evidence=evidence,
    )


@pytest.mark.parametrize(
    ("given", "iso", "label", "hint"),
    [
        (
            ("2022-02-04", "day", "header"),
            "2022-02-04", "4 February 2022", "date from the file's header",
        ),
        (("2022-02-01", "month", "dateline"), "2022-02", "February 2022", "date from the dateline"),
        (("2022-01-01", "year", "url"), "2022", "2022", "date from the address"),
        (("2022-02-04", "day", "editor"), "2022-02-04", "4 February 2022", "date set by an editor"),
        (("2022-02-04", "day", "none"), "2022-02-04", "4 February 2022", ""),
        ((None, "none", "none"), "", "Undated", "no date found"),
    ],
)  # fmt: skip
def test_date_is_shown_as_fine_as_it_is_known(given, iso, label, hint):
    view = date_view(article(*given))

    assert (view.iso, view.label, view.hint) == (iso, label, hint)


def test_explanation_quotes_what_the_date_was_read_from():
    explained = explain_date(article("2022-02-04", "day", "dateline", "MOSCOW, Feb 4, 2022"))

    assert explained == "From the dateline: MOSCOW, Feb 4, 2022."
    assert explain_date(article("2022-02-04", "day", "none")) == (
        "The origin of this date is not recorded."
    )


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *(("en", "English"), ("de-AT", "German"), ("tlh", "tlh")),
        *(("zh-Hans", "Simplified Chinese"), ("zh", "Chinese"), ("zh-CN", "Chinese")),
    ],
)
def test_languages_have_english_names(code, name):
    assert language_name(code) == name


def test_an_undated_article_names_the_dates_its_text_mentions():
    undated = Article(text="They met on February 4 and parted on 7 February 2022.")

    assert explain_date(undated) == (
        "No date found; we do not guess. The text mentions: February 4, 7 February 2022."
    )


@pytest.mark.parametrize(
    ("language", "confidence", "expected"),
    [
        ("", None, "Language unknown: not enough text to detect it."),
        ("nl", None, "Dutch"),
        ("nl", 0.97, "Dutch"),
        (
            "nl", 0.61, "Probably Dutch, detected from the text (61% certain)."
        ),
    ],
)  # fmt: skip
def test_language_is_told_with_the_doubt_about_it(language, confidence, expected):
    row = Article(language=language, language_confidence=confidence)

    assert explain_language(row) == expected
