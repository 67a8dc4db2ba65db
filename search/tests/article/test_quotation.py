"""Quotations: found again by their words, and marked in the article."""

from __future__ import annotations

import pytest

from search.article.quotation import find_quotation
from search.tests.archive import store

TEXT = "They met on\nMonday. The (first) talks\n\nended on Monday. " + "More. " * 100 + "The end."


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("They met on Monday.", "They met on\nMonday."),
        ("(first) talks ended", "(first) talks\n\nended"),
        ("They met…talks", "They met on\nMonday. The (first) talks"),
        ("The end.", "The end."),
        ("never said", None),
        ("The end.…They met", None),
        ("…", None),
        ("", None),
        (" ", None),
    ],
)
def test_quotation_is_found_by_its_words(quotation, found):
    place = find_quotation(TEXT, quotation)

    assert (place and TEXT[slice(*place)]) == found


@pytest.mark.django_db
def test_link_to_a_quotation_marks_it_alone(client):
    article = store("Talks", "They met on Monday. They left on Monday.")
    address = f"{article.get_absolute_url()}?q=monday"

    body = client.get(f"{address}&quote=They+left").content.decode()

    assert '<mark id="hit-1">They left</mark>' in body
    assert body.count("<mark") == 1
    assert client.get(f"{address}&quote=nothing+so").content.decode().count("<mark id=") == 2
