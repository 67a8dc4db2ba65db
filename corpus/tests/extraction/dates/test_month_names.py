"""The table of months against the Unicode data it was made of."""

from __future__ import annotations

import pytest
from babel import Locale

from corpus.extraction.date_text import dates_in
from corpus.extraction.dates.month_names import CONTESTED, MONTHS
from corpus.extraction.dates.name_folding import fold_name
from corpus.extraction.dates.other_calendars import from_persian

NUMBERED = {"vi", "ja", "zh", "ko"}
LANGUAGES = (
    "en de fr es it pt nl sv da nb fi et lv lt pl cs sk hu ro bg ru uk sr hr sl el tr ca id ar he"
    " fa hi bn mr gu ta te th ka hy sw"
)


def test_no_name_is_two_months():
    names = [name for row in MONTHS for name in row.split("|")]

    assert len(names) == len(set(names))
    assert not set(names) & set(CONTESTED)


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_names_of_months_are_those_of_unicode(language):
    months = Locale.parse(language).months["format"]["wide"]

    for number, name in months.items():
        folded = fold_name(str(name).removeprefix("de ").removeprefix("d’"))
        assert folded in CONTESTED or folded in MONTHS[number - 1].split("|"), name


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_days_are_read_in_each_language(language):
    months = Locale.parse(language).months["format"]["wide"]

    for number, name in months.items():
        if fold_name(str(name)) in CONTESTED:
            continue
        found = [(date.year, date.month, date.day) for date in dates_in(f"4 {name} 2021")]
        assert found == [(2021, number, 4)], name


@pytest.mark.parametrize(
    ("year", "new_year"),
    [(1357, (1978, 3, 21)), (1375, (1996, 3, 20)), (1399, (2020, 3, 20)), (1405, (2026, 3, 21))],
)
def test_persian_years_begin_at_the_equinox(year, new_year):
    assert from_persian(year, 1, 1) == new_year
