"""METS files."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import NoArticlesError
from corpus.tests.documents import records

METS = (
    '<mets xmlns="http://www.loc.gov/METS/"><dmdSec><mods xmlns="http://www.loc.gov/mods/v3">'
    "<titleInfo><title>The Gazette</title></titleInfo><originInfo>"
    "<dateIssued>1910-10-31</dateIssued></originInfo></mods></dmdSec>%s</mets>"
)


def test_pages_within_are_read_with_the_issue_s_facts():
    page = (
        '<fileSec><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><TextBlock><TextLine>'
        '<String CONTENT="Envoys"/><String CONTENT="met."/></TextLine></TextBlock></alto></fileSec>'
    )

    (record,) = records((METS % page).encode())

    assert (record.key, record.body) == ("page 1", "Envoys met.")
    assert record.metadata == {"source": "The Gazette", "date": "1910-10-31"}


def test_list_of_pages_beside_it_is_no_article():
    with pytest.raises(NoArticlesError, match="ALTO files beside it"):
        records((METS % "").encode())
