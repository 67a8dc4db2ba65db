"""PAGE XML."""

from __future__ import annotations

from corpus.tests.documents import records

PAGE = """\
<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">
<Page imageFilename="19101031_0003.jpg"><ReadingOrder><OrderedGroup id="g">
<RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/>
</OrderedGroup></ReadingOrder>
<TextRegion id="r1" type="paragraph"><TextLine id="l1"><TextEquiv index="1"><Unicode>no</Unicode>
</TextEquiv><TextEquiv index="0"><Unicode>The envoys met three¬</Unicode></TextEquiv></TextLine>
<TextLine id="l2"><Word><TextEquiv><Unicode>times</Unicode></TextEquiv></Word><Word><TextEquiv>
<Unicode>today.</Unicode></TextEquiv></Word></TextLine></TextRegion>
<TextRegion id="r2" type="heading"><TextLine><TextEquiv><Unicode>Envoys meet</Unicode></TextEquiv>
</TextLine></TextRegion>
<TextRegion id="r3" type="page-number"><TextEquiv><Unicode>12</Unicode></TextEquiv></TextRegion>
</Page></PcGts>"""


def test_page_is_read_in_its_reading_order():
    (record,) = records(PAGE.encode())

    assert record.title == "Envoys meet"
    assert record.body == "The envoys met threetimes\ntoday."
    assert record.metadata["date"] == "1910-10-31"
    assert ("page 12", "header of the page") in record.aside
