"""Citations in three styles, after the examples of their manuals."""

from __future__ import annotations

import pytest

from search.citation.citation_styles import citations
from search.tests.export.rows import HEAD, row

URL = row().url
BARE = URL.removeprefix("https://")


def cited(style: str, **changed) -> str:
    return next(each.text for each in citations(row(**changed), HEAD) if each.style == style)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "APA",
            "Lee, A., & de Vries, B. (2022, February 4). Talks begin in Geneva. Meridian Wire. "
            f"Dateline. Retrieved November 28, 2026, from {URL}",
        ),
        (
            "Chicago",
            "Lee, Ann, and Ben de Vries. “Talks begin in Geneva.” Meridian Wire, February 4, 2022. "
            f"Dateline, accessed November 28, 2026. {URL}.",
        ),
        (
            "MLA",
            "Lee, Ann, and Ben de Vries. “Talks begin in Geneva.” Meridian Wire, 4 Feb. 2022. "
            f"Dateline, {BARE}. Accessed 28 Nov. 2026.",
        ),
    ],
)
def test_citation_of_an_article_with_all_its_facts(style, expected):
    assert cited(style) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("APA", f"Who? (n.d.). Dateline. Retrieved November 28, 2026, from {URL}"),
        ("Chicago", f"“Who?” n.d. Dateline, accessed November 28, 2026. {URL}."),
        ("MLA", f"“Who?” Dateline, {BARE}. Accessed 28 Nov. 2026."),
    ],
)
def test_citation_leaves_out_what_is_not_known(style, expected):
    assert cited(style, title="Who?", authors=(), date="", source="") == expected


@pytest.mark.parametrize(
    ("style", "date", "expected"),
    [
        ("APA", "2022-09", "(2022, September)."),
        ("APA", "2022", "(2022)."),
        ("Chicago", "2022-09", "Wire, September 2022."),
        ("MLA", "2022-09", "Wire, Sept. 2022."),
        ("MLA", "2022-05-01", "Wire, 1 May 2022."),
    ],
)
def test_citation_gives_no_more_of_a_date_than_is_known(style, date, expected):
    assert expected in cited(style, date=date)


def test_citation_shortens_long_lists_of_authors():
    many = tuple(f"Ann Author{number}" for number in range(25))

    assert cited("MLA", authors=many).startswith("Author0, Ann, et al. “")
    assert cited("Chicago", authors=many).count("Author") == 7
    assert "Author18, A., . . . Author24, A. (2022" in cited("APA", authors=many)


def test_citation_puts_quotation_marks_within_others():
    assert "“He said ‘no.’” Meridian" in cited("MLA", title="He said “no.”")


def test_citation_sets_the_source_in_italics():
    apa = citations(row(), HEAD)[0]

    assert [run.text for run in apa.runs if run.italic] == ["Meridian Wire"]
