"""The paragraphs of printed pages."""

from __future__ import annotations

from corpus.parsers.office.pdf_layout import TextLine, headline, paragraphs, without_edges

FULL = "The envoys of both countries met for three hours on Friday, and will meet again in the"


def page(*lines: tuple[str, float]) -> list[TextLine]:
    """Lines of 11 points below each other, each as far from the one above as it says."""
    bottom = 700.0
    found = []
    for text, distance in lines:
        bottom -= distance
        found.append(TextLine(text, 11.0, bottom))
    return found


def test_lines_of_a_paragraph_are_joined():
    lines = page((FULL, 14), ("spring.", 14), (FULL, 22), ("autumn.", 14))

    assert list(paragraphs([lines])) == [f"{FULL} spring.", f"{FULL} autumn."]


def test_word_broken_at_a_line_end_is_whole():
    lines = page(
        (f"{FULL} har-", 14), ("bour town of Norhaven, in the far north of the country", 14)
    )

    assert next(paragraphs([lines])).endswith(
        "in the harbour town of Norhaven, in the far north of the country"
    )


def test_paragraph_goes_on_over_the_page():
    pages = [page((FULL, 14), (FULL, 14)), page(("spring, they said.", 14))]

    assert len(list(paragraphs(pages))) == 1


def test_fields_and_ends_of_documents_stand_alone():
    lines = page((FULL, 14), ("Load-Date: May 5, 2021", 14), ("End of Document", 14), (FULL, 14))

    assert list(paragraphs([lines])) == [FULL, "Load-Date: May 5, 2021", "End of Document", FULL]


def test_what_is_printed_on_each_page_is_set_aside():
    pages = [
        page((f"Gazette, page {n}", 14), (f"Text of page {n * 11111}.", 14)) for n in range(1, 5)
    ]

    kept, aside = without_edges(pages)

    assert [line.text for line in kept[0]] == ["Text of page 11111."]
    assert aside[0] == "Gazette, page 1"


def test_end_of_a_document_is_no_edge_of_a_page():
    pages = [page((f"Text {n * 11111}.", 14), ("End of Document", 14)) for n in range(1, 5)]

    assert without_edges(pages)[1] == []


def test_largest_lines_at_the_top_are_the_headline():
    lines = [
        TextLine("Envoys meet", 16.0, 700),
        TextLine("again", 16.0, 680),
        *page((FULL, 60), (FULL, 14)),
    ]

    assert headline(lines) == "Envoys meet again"
    assert headline(page((FULL, 14), (FULL, 14))) == ""
