"""ALTO pages."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.tests.documents import records

PAGE = """\
<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v2#"><Description>
<sourceImageInformation><fileName>gazette_1910-10-31_seq-1.tif</fileName></sourceImageInformation>
</Description><Layout><Page ID="P1" PHYSICAL_IMG_NR="7"><TopMargin><TextBlock ID="M"><TextLine>
<String CONTENT="THE"/><String CONTENT="GAZETTE"/></TextLine></TextBlock></TopMargin><PrintSpace>
<TextBlock ID="B2" IDNEXT="B3"><TextLine><String CONTENT="The"/><SP/><String CONTENT="con"
SUBS_TYPE="HypPart1" SUBS_CONTENT="conservation"/><HYP CONTENT="-"/></TextLine><TextLine>
<String CONTENT="servation" SUBS_TYPE="HypPart2" SUBS_CONTENT="conservation"/>
<String CONTENT="of"/><String CONTENT="her"/><HYP CONTENT="-"/></TextLine><TextLine>
<String CONTENT="ring."/></TextLine></TextBlock>
<TextBlock ID="B3"><TextLine><String CONTENT="The"/><String CONTENT="end."/></TextLine></TextBlock>
<TextBlock ID="B1" IDNEXT="B2" TYPE="headline"><TextLine><String CONTENT="Envoys"/>
<String CONTENT="meet"/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>"""


def test_alto_page_is_read_in_its_order_with_whole_words():
    (record,) = records(PAGE.replace('TYPE="headline"', "").encode())

    assert record.body == "Envoys meet\n\nThe conservation\nof herring.\n\nThe end."
    assert record.metadata["date"] == "1910-10-31"
    assert ("THE GAZETTE", "header of the page") in record.aside
    assert ("page 7", "header of the page") in record.aside


def test_heading_block_is_the_title():
    (record,) = records(PAGE.replace("<TopMargin>", "<!--").replace("</TopMargin>", "-->").encode())

    assert record.title == "Envoys meet"


def test_page_without_words_is_refused_by_name():
    with pytest.raises(UnreadableError, match="without recognised text"):
        records(b"<alto><Layout><Page/></Layout></alto>")
