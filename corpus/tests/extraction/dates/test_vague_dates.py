"""Decades and estimated years: dated as far as they are known, and no further."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.curation.date_entry import read_date, written
from corpus.extraction.publication_date import date_article
from corpus.models import Article
from corpus.records import RawRecord

TODAY = dt.date(2024, 6, 15)


def dated(value: str, *lines: str):
    raw = RawRecord("\n".join(lines), "", metadata={"date": value})
    return date_article(raw, lines, "", TODAY)


@pytest.mark.parametrize(
    ("value", "precision", "first", "last"),
    [
        ("1890s", "decade", "1890-01-01", "1899-12-31"),
        ("c. 1890", "circa", "1885-01-01", "1895-12-31"),
        ("1890", "year", "1890-01-01", "1890-12-31"),
    ],
)
def test_date_is_bounded_as_far_as_it_is_known(value, precision, first, last):
    found = dated(value)
    article = Article(published=found.day, date_precision=found.precision)

    assert (found.precision, found.origin, found.doubt) == (precision, "metadata", "")
    assert str(article.first_published) == first
    assert str(article.last_published) == last


@pytest.mark.parametrize(
    ("value", "line", "day", "precision"),
    [
        # No year is certain: a day without one stays open.
        ("1890s", "NORHAVEN, Feb. 22 (Reuters) - The ferry was late.", "1890-01-01", "decade"),
        ("1890s", "NORHAVEN, 22 February 1893 (Reuters) - The ferry.", "1893-02-22", "day"),
        ("c. 1890", "NORHAVEN, 22 February 1893 (Reuters) - The ferry.", "1893-02-22", "day"),
        ("1890s", "NORHAVEN, 22 February 1913 (Reuters) - The ferry.", "1890-01-01", "decade"),
    ],
)
def test_day_refines_a_vague_date_only_with_a_year_of_its_own(value, line, day, precision):
    found = dated(value, line)

    assert (str(found.day), found.precision) == (day, precision)


@pytest.mark.parametrize("text", ["1890s", "c. 1890", "1890", "February 1890"])
def test_editor_writes_what_is_shown(text):
    entered = read_date(text, TODAY)

    assert written(entered.day, entered.precision) == text


@pytest.mark.django_db
def test_editors_decade_begins_with_its_first_day():
    article = Article()
    entered = read_date("1890s", TODAY)

    article.edit({"published": entered.day, "date_precision": entered.precision})

    assert (str(article.published), article.date_precision) == ("1890-01-01", "decade")
