"""Markup to text."""

from __future__ import annotations

from corpus.importing.html_text import markup_to_text


def test_elements_with_names_that_xml_does_not_allow_are_read():
    markup = "<p>Envoys <gcse:search>met</gcse:search> today.</p><o:p>They left.</o:p>"

    assert markup_to_text(markup) == "Envoys met today.\n\nThey left."
