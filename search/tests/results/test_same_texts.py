"""Copies among the hits of a page."""

from __future__ import annotations

import pytest

from search.results.same_texts import same_texts
from search.tests.archive import store

REPORT = (
    "The ministers met in Norhaven on Friday. They agreed on a share of the grain for each port. "
    "No date was set for the next meeting. The talks had lasted for two nights and a day."
)
HEAD = "NORHAVEN (Meridian Wire) - "


@pytest.mark.parametrize(
    "copy",
    [
        REPORT,
        REPORT.replace(" ", "  "),
        f"{HEAD}\n\n{REPORT}",
        f"{REPORT} Correspondents of this paper were not admitted.",
        REPORT.partition(" The talks")[0],
    ],
)
def test_another_head_or_a_cut_end_makes_no_other_text(copy):
    assert same_texts({1: REPORT, 2: "Another story altogether.", 3: copy}) == {1: (3,), 3: (1,)}


@pytest.mark.parametrize(
    "other",
    [
        "",
        "The ministers met in Norhaven on Friday. What came of it, nobody would say to the press.",
        f"{REPORT} " + " ".join(f"Another sentence of number {n} follows." for n in range(9)),
    ],
)
def test_a_sentence_in_common_makes_no_copy(other):
    assert same_texts({1: REPORT, 2: other}) == {}


def test_short_texts_are_compared_as_a_whole():
    assert same_texts({1: "Sold out.", 2: "Sold  out.", 3: "Sold."}) == {1: (2,), 2: (1,)}


@pytest.mark.django_db
def test_page_and_json_name_the_copies(client):
    for paper in ("Harbour Gazette", "Quay Journal"):
        store(f"Ministers in {paper}", REPORT, "2022-02-04", source=paper, original=paper)
    store("Other", "The ministers slept.", "2022-02-05", source="Third Paper")

    page = client.get("/?q=ministers").content.decode()
    hits = client.get("/?q=ministers&format=json").json()["hits"]

    assert page.count("The same text is also in") == 2
    by_source = {hit["source"]: hit for hit in hits}
    (copy,) = by_source["Harbour Gazette"]["same_text"]
    assert copy["id"] == by_source["Quay Journal"]["id"]
    assert "same_text" not in by_source["Third Paper"]
