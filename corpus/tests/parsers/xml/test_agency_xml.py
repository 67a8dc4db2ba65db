"""RCV1 and NewsML 1."""

from __future__ import annotations

import pytest

from corpus.importing.source_file import NoArticlesError
from corpus.tests.documents import records

RCV1 = """\
<?xml version="1.0" encoding="iso-8859-1" ?>
<newsitem itemid="2286" id="root" date="1996-08-20" xml:lang="en">
<title>Envoys meet</title><headline>Envoys meet again.</headline><byline>Anna Writer</byline>
<dateline>HARBOUR TOWN 1996-08-20</dateline>
<text><p>The envoys met for three hours.</p><p>They left.</p></text>
<metadata><dc element="dc.date.published" value="1996-08-20"/></metadata></newsitem>"""
NEWSML = """\
<?xml version="1.0"?><NewsML><NewsItem><Identification><NewsIdentifier>
<DateId>20210204</DateId><NewsItemId>17</NewsItemId></NewsIdentifier></Identification>
<NewsComponent><NewsLines><HeadLine>Envoys meet again</HeadLine><ByLine>Anna Writer</ByLine>
</NewsLines><AdministrativeMetadata><Provider><Party FormalName="Harbour Agency"/></Provider>
</AdministrativeMetadata><DescriptiveMetadata><Language FormalName="en"/></DescriptiveMetadata>
<ContentItem><DataContent><nitf><head><title>x</title></head><body><body.content>
<p>The envoys met.</p><p>They left.</p></body.content></body></nitf></DataContent></ContentItem>
</NewsComponent></NewsItem><NewsItem><ContentItem Href="a.jpg"/></NewsItem></NewsML>"""


def test_rcv1_item_is_an_article():
    (record,) = records(RCV1.encode())

    assert record.title == "Envoys meet again."
    assert record.metadata == {
        "date": "1996-08-20",
        "source": "Reuters",
        "author": "Anna Writer",
        "language": "en",
    }
    assert record.body.endswith("The envoys met for three hours.\n\nThey left.")


def test_newsml_gives_each_item_with_a_text():
    (record,) = records(NEWSML.encode())

    assert (record.key, record.title) == ("17", "Envoys meet again")
    assert record.metadata["source"] == "Harbour Agency"
    assert record.metadata["date"] == "20210204"
    assert record.body == "The envoys met.\n\nThey left."


def test_newsml_without_texts_says_so():
    with pytest.raises(NoArticlesError, match="without texts"):
        records(b"<NewsML><NewsItem/></NewsML>")
